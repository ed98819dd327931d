"""Examples: answers that somebody thought through, run against the rules, and what made the difference where they fail.

Pure, like everything of the language. An example need not answer everything: a rule is asked with what is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trellis.base.money import pounds
from trellis.services.language.compiled import Compiled
from trellis.services.language.eligibility import verdict_on
from trellis.services.language.evaluate import Walk, walk
from trellis.services.language.fees import Fee, fee_due
from trellis.services.language.kinds import Unacceptable
from trellis.services.language.kinds.amounts import pence_of
from trellis.services.language.kinds.shape import Setting
from trellis.services.language.model import Example
from trellis.services.language.plan import EligibilityRule, PlannedPage, PlannedQuestion
from trellis.services.language.reasons import Reason, explain
from trellis.services.language.rules import CompiledRule, answered_name, decide_all

FEE = "fee"
KINDS = ("rule", "page", "question", "result", "stage")
"""What an example may be about, beside the fee: each followed by an id."""


@dataclass(frozen=True, kw_only=True)
class Differs:
    """What an example says, what came out, and the answers that made it so."""

    expected: str
    found: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TriedExample:
    """An example that was run."""

    example: Example
    number: int
    unknown: tuple[str, ...] = ()
    """What it names that is not there, or cannot be: it could not be run."""
    differs: tuple[Differs, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.unknown and not self.differs


def tried(compiled: Compiled) -> tuple[TriedExample, ...]:
    """Every example of a definition, run."""
    return tuple(try_example(compiled, each, number=number) for number, each in enumerate(compiled.definition.examples))


def try_example(compiled: Compiled, example: Example, *, number: int = 0) -> TriedExample:
    """One example, held against the rules."""
    run = _Run(compiled, example)
    unknown = tuple(run.unknown())
    differs = () if unknown else tuple(run.differences())
    return TriedExample(example=example, number=number, unknown=unknown, differs=differs)


class _Run:
    def __init__(self, compiled: Compiled, example: Example) -> None:
        self.compiled, self.example = compiled, example
        self.setting = Setting(language="en", today=example.on)
        self.faults: list[str] = []
        self.walked: Walk = walk(compiled, example.answers, on=example.on)
        # What the way had not come to yet is known all the same: a rule is asked, not a journey made.
        self.facts = {**self._answered(), **self.walked.facts}

    def _answered(self) -> dict[str, object]:
        facts: dict[str, object] = dict(self.compiled.plan.known_on(self.example.on))
        for page in self.compiled.plan.pages:
            if page.page.repeat:
                facts |= self._repeated(page)
                continue
            for each in page.questions:
                if each.question.id in self.example.answers:
                    facts |= self._fact(each, self.example.answers[each.question.id])
        return facts

    def _repeated(self, page: PlannedPage) -> dict[str, object]:
        given = self.example.answers.get(page.page.page)
        if not isinstance(given, Sequence) or isinstance(given, str):
            if given is not None:
                self.faults.append(f"`{page.page.page}` is answered once for each thing: write a list")
            return {}
        items = []
        for each in given:
            item: dict[str, object] = {}
            for question in page.questions:
                if isinstance(each, Mapping) and question.question.id in each:
                    item |= self._fact(question, each[question.question.id])
            items.append(item)
        return {page.name: items, answered_name(page.name): bool(items)}

    def _fact(self, each: PlannedQuestion, value: object) -> dict[str, object]:
        if value in (None, "", []):
            empty = {} if each.empty is None else {each.name: each.empty}
            return {each.answered: False, **empty}
        try:
            taken = each.kind.check(each.question, value, self.setting)
        except Unacceptable as error:
            self.faults.append(f"the answer to `{each.question.id}` cannot be used: {error.words}")
            return {}
        return {each.name: each.kind.fact(each.question, taken), each.answered: True}

    def unknown(self) -> Iterator[str]:
        """What the example says that cannot be understood."""
        known = {*self.compiled.questions, *(page.page for page in self.compiled.pages if page.repeat)}
        yield from (f"there is no question `{each}`" for each in self.example.answers if each not in known)
        yield from dict.fromkeys(self.faults)
        expect, about = self.example.expect, self.example.about
        if not expect.model_fields_set:
            yield "it expects nothing"
        if about and about != FEE and self._asked_about() is None:
            yield f"there is no rule at `{about}`"
        if expect.holds is not None and (not about or about == FEE):
            yield "it does not say which rule is to hold: write `about: rule ID`"
        ends = {"check-answers", "results", *(each.rule.id for each in self.compiled.plan.eligible)}
        if expect.end and expect.end not in ends:
            yield f"nothing ends with `{expect.end}`"
        if expect.fee and pence_of(expect.fee) is None:
            yield f"`{expect.fee}` is not an amount like £30.00"

    def _asked_about(self) -> EligibilityRule | CompiledRule | None:
        kind, _, key = self.example.about.partition(" ")
        if kind == "rule":
            return next((each for each in self.compiled.plan.eligible if each.rule.id == key), None)
        suffix = {"page": ":show", "question": ":show", "result": "", "stage": ":when"}.get(kind)
        return None if suffix is None else self.compiled.rule(f"{kind}:{key}{suffix}")

    def differences(self) -> Iterator[Differs]:
        """Where what came out is not what the example says."""
        expect = self.example.expect
        if expect.holds is not None:
            yield from self._holds(wanted=expect.holds)
        if expect.end:
            yield from self._end(expect.end)
        if expect.eligible:
            yield from self._eligible(expect.eligible)
        if expect.fee:
            yield from self._fee(pence_of(expect.fee) or 0)
        if expect.results is not None:
            yield from self._results(expect.results)

    def _holds(self, *, wanted: bool) -> Iterator[Differs]:
        asked = self._asked_about()
        if asked is None:
            return
        facts = self._work_facts() if self.example.about.startswith("stage ") else self.facts
        found = asked.holds(facts)
        if found is not wanted:
            parts = asked.parts if isinstance(asked, EligibilityRule) else (asked,)
            yield Differs(
                expected=f"`{self.example.about}` holds" if wanted else f"`{self.example.about}` does not hold",
                found={True: "it holds", False: "it does not hold", None: "it cannot be decided"}[found],
                reasons=self._reasons(parts),
            )

    def _end(self, wanted: str) -> Iterator[Differs]:
        found = self.walked.exit or self.walked.end
        if found == wanted:
            return
        needs = self.walked.next_page
        said = f"the page `{needs}` still needs an answer" if needs else f"it ends with `{found}`"
        named = {wanted, found}
        parts = tuple(part for each in self.compiled.plan.eligible if each.rule.id in named for part in each.parts)
        yield Differs(expected=f"it ends with `{wanted}`", found=said, reasons=self._reasons(parts))

    def _eligible(self, wanted: str) -> Iterator[Differs]:
        verdict = verdict_on(
            self.compiled, facts=self.facts, answers=self.example.answers, language="en", ended_by=self.walked.exit
        )
        if verdict.verdict != wanted:
            parts = tuple(part for each in self.compiled.plan.eligible for part in each.parts)
            because = tuple(dict.fromkeys(reason for each in verdict.because for reason in each.reasons))
            yield Differs(
                expected=f"whether they can have it is `{wanted}`",
                found=f"it is `{verdict.verdict}`",
                reasons=because or self._reasons(parts),
            )

    def _fee(self, wanted: int) -> Iterator[Differs]:
        due = self._due()
        if due.total_pence == wanted and due.certain:
            return
        lines = ", ".join(f"{each.line} {pounds(each.pence)}" for each in due.lines) or "no lines"
        sure = "" if due.certain else ", and a line still waits for an answer"
        sites = [
            f"fee:{number}:{key}" for number in range(len(self.compiled.definition.fee)) for key in ("when", "amount")
        ]
        parts = tuple(rule for site in sites if (rule := self.compiled.rule(site)))
        yield Differs(
            expected=f"{pounds(wanted)} is to be paid",
            found=f"it is {pounds(due.total_pence)} ({lines}){sure}",
            reasons=self._reasons(parts),
        )

    def _results(self, wanted: Sequence[str]) -> Iterator[Differs]:
        listed = self.compiled.definition.results
        rules = {each.id: self.compiled.rule(f"result:{each.id}") for each in (listed.list if listed else ())}
        asked = {key: rule for key, rule in rules.items() if rule}
        held = dict(zip(asked, decide_all(list(asked.values()), self.facts), strict=True))
        found = {key for key in rules if held.get(key, key not in asked)}
        off = found ^ set(wanted)
        if off:
            parts = tuple(asked[key] for key in rules if key in off and key in asked)
            yield Differs(
                expected=f"what fits is: {', '.join(wanted) or 'nothing'}",
                found=f"it is: {', '.join(sorted(found)) or 'nothing'}",
                reasons=self._reasons(parts),
            )

    def _due(self) -> Fee:
        return fee_due(self.compiled, facts=self.facts, language="en", ended=self.walked.exit is not None)

    def _work_facts(self) -> dict[str, object]:
        verdict = verdict_on(
            self.compiled, facts=self.facts, answers=self.example.answers, language="en", ended_by=self.walked.exit
        )
        known = {"eligibility": verdict.verdict, "fee": self._due().total_pence}
        return {**self.facts, **known, "outcome": self.example.outcome or ""}

    def _reasons(self, rules: Sequence[CompiledRule]) -> tuple[Reason, ...]:
        """The answers that decided these rules, each once."""
        found = (
            reason
            for rule in rules
            for reason in explain(self.compiled, rule, facts=self._work_facts(), answers=self._shown())
        )
        return tuple(dict.fromkeys(found))

    def _shown(self) -> dict[str, Any]:
        """The answers as they can be said in words."""
        return {**self._usable(), **self.walked.answers}

    def _usable(self) -> dict[str, Any]:
        usable: dict[str, Any] = {}
        for page in self.compiled.plan.pages:
            for each in () if page.page.repeat else page.questions:
                value = self.example.answers.get(each.question.id)
                if value not in (None, "", []):
                    usable[each.question.id] = each.kind.check(each.question, value, self.setting)
        repeated = {page.page: self.example.answers[page.page] for page in self.compiled.pages
                    if page.repeat and page.page in self.example.answers}  # fmt: skip
        return usable | repeated
