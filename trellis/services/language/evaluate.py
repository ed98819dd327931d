"""The one evaluator: from a definition and answers to the pages met, the end of the way, results, eligibility and fee.

Pure: no clock, no database. Every channel and `trellis evaluate` use it, so they cannot disagree. An answer that the
way does not reach is not part of what it returns, and so never reaches a submission.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from trellis.services.language.compiled import Compiled
from trellis.services.language.eligibility import Verdict, verdict_on
from trellis.services.language.fees import Fee, fee_due
from trellis.services.language.kinds import Unacceptable
from trellis.services.language.kinds.shape import Setting
from trellis.services.language.model import Question, Result
from trellis.services.language.plan import EligibilityRule, PlannedPage, PlannedQuestion
from trellis.services.language.rules import Facts, answered_name, decide_all
from trellis.services.language.words import say

Answers = Mapping[str, Any]
"""{question id: value}, and {page id: [{question id: value}, ...]} for a repeated page; values as JSON carries them."""


class Met(NamedTuple):
    """A page on the way; for a repeated page, which of its things (from 0), or None where nothing was added."""

    page_id: str
    item: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Misfit:
    """An answer on the way that cannot be used, with the words for the person."""

    question: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Walk:
    """One person's way through a service, as their answers lead."""

    compiled: Compiled = field(repr=False)
    on: date
    language: str
    pages: tuple[Met, ...]
    """The pages in the order met, up to the first that still needs an answer."""
    end: str
    """`check-answers`, `exit:RULE`, `results` or `needs:PAGE`."""
    problems: tuple[Misfit, ...]
    answers: Answers = field(repr=False)
    """The answers on the way that fit, in the form we keep."""
    facts: Facts = field(repr=False)
    """What the rules know: see `rules`. Record it with a decision, so that the rules can be explained later."""
    _asked: Mapping[Met, tuple[Question, ...]] = field(repr=False)

    @property
    def next_page(self) -> str | None:
        """The page that still needs an answer."""
        return self.end.removeprefix("needs:") if self.end.startswith("needs:") else None

    @property
    def exit(self) -> str | None:
        """The rule that ended the way."""
        return self.end.removeprefix("exit:") if self.end.startswith("exit:") else None

    def asked(self, page_id: str, item: int | None = None) -> tuple[Question, ...]:
        """The questions shown on a page now: what depends on other answers is there only where they say so."""
        found = self._asked.get(Met(page_id=page_id, item=item))
        if found is not None:
            return found
        planned = next((each for each in self.compiled.plan.pages if each.page.page == page_id), None)
        if planned is None or (planned.page.repeat and item is None):
            return ()
        return _shown_with_nothing(planned, self.facts)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """What fits the answers, in the order of the definition; nothing before the way is at its end."""
        results = self.compiled.definition.results
        if results is None or self.end not in {"results", "check-answers"}:
            return ()
        rules = {each.id: rule for each in results.list if (rule := self.compiled.rule(f"result:{each.id}"))}
        held = dict(zip(rules, decide_all(list(rules.values()), self.facts), strict=True))
        return tuple(each for each in results.list if held.get(each.id, each.id not in rules))

    @cached_property
    def eligibility(self) -> Verdict:
        """Whether this person may have the service: yes, no, or we cannot tell yet, and why."""
        return verdict_on(
            self.compiled, facts=self.facts, answers=self.answers, language=self.language, ended_by=self.exit
        )

    @cached_property
    def fee(self) -> Fee:
        """What is to be paid as far as the answers say."""
        return fee_due(self.compiled, facts=self.facts, language=self.language, ended=self.exit is not None)


def walk(compiled: Compiled, answers: Answers, *, on: date, language: str = "en", by: str | None = None) -> Walk:
    """Follow the answers through a service, page by page, to the first page that needs one or to the end.

    `on` decides today and the figures of tables. `by` names the participant who walks: pages for others are left to
    them, while their answers still count. None walks for everybody.
    """
    return _Walker(compiled, answers, on=on, language=language, by=by).walk()


def work_facts(walked: Walk, *, outcome: str = "") -> Facts:
    """What the rules of stages, tasks and automatic decisions know: the answers, the outcome, eligibility, the fee."""
    return {
        **walked.facts,
        "outcome": outcome,
        "eligibility": walked.eligibility.verdict,
        "fee": walked.fee.total_pence,
    }


class _Walker:
    """Goes from page to page and gathers what the rules may know."""

    def __init__(self, compiled: Compiled, answers: Answers, *, on: date, language: str, by: str | None) -> None:
        self.compiled, self.given, self.on, self.language, self.by = compiled, answers, on, language, by
        self.setting = Setting(language=language, today=on)
        self.facts = compiled.plan.known_on(on)
        self.kept: dict[str, Any] = {}
        self.met: list[Met] = []
        self.problems: list[Misfit] = []
        self.asked: dict[Met, tuple[Question, ...]] = {}

    def walk(self) -> Walk:
        end = self._go()
        return Walk(
            compiled=self.compiled,
            on=self.on,
            language=self.language,
            pages=tuple(self.met),
            end=end,
            problems=tuple(self.problems),
            answers=self.kept,
            facts=self.facts,
            _asked=self.asked,
        )

    def _go(self) -> str:
        plan = self.compiled.plan
        if stop := self._stopped(plan.stops_at_once):
            return stop
        for page in plan.pages:
            if not self._passed(page):
                return f"needs:{page.page.page}"
            if page.stops and (stop := self._stopped(page.stops)):
                return stop
        definition = self.compiled.definition
        return "results" if definition.results and definition.work is None else "check-answers"

    def _stopped(self, stops: Sequence[EligibilityRule]) -> str:
        return next((f"exit:{each.rule.id}" for each in stops if each.holds(self.facts)), "")

    def _passed(self, page: PlannedPage) -> bool:
        """Take one page in. False where it still needs an answer."""
        if (page.of and not page.of.holds(self.facts)) or (page.show and not page.show.holds(self.facts)):
            self._pass_over(page)
            return True
        mine = self.by is None or page.page.by == self.by
        done = self._take_items(page, mine=mine) if page.page.repeat else self._take_page(page, mine=mine)
        return done or not mine

    def _pass_over(self, page: PlannedPage) -> None:
        if page.page.repeat:
            self.facts[page.name] = []
            self.facts[answered_name(page.name)] = False
            return
        for each in page.questions:
            _leave_empty(each, self.facts)

    def _take_page(self, page: PlannedPage, *, mine: bool) -> bool:
        met = Met(page_id=page.page.page)
        if mine:
            self.met.append(met)
        return self._take(page, met, self.given, facts=self.facts, kept=self.kept)

    def _take_items(self, page: PlannedPage, *, mine: bool) -> bool:
        """The things of a repeated page, each with its own answers."""
        repeat = page.page.repeat
        raw = self.given.get(page.page.page)
        items = [each for each in raw if isinstance(each, dict)] if isinstance(raw, (list, tuple)) else []
        if raw is not None and (not isinstance(raw, (list, tuple)) or len(items) != len(raw)):
            self._misfit(page.page.page, "form")
        taken: list[dict[str, object]] = []
        kept: list[dict[str, Any]] = []
        done = True
        for number, item in enumerate(items):
            met = Met(page_id=page.page.page, item=number)
            if mine:
                self.met.append(met)
            own: dict[str, object] = {}
            answers: dict[str, Any] = {}
            done &= self._take(page, met, item, facts=self.facts | own, kept=answers, own=own)
            taken.append(own)
            kept.append(answers)
        if not items and mine:
            first = 0 if repeat and repeat.from_ else None
            self.met.append(Met(page_id=page.page.page, item=first))
        self.facts[page.name] = taken
        self.facts[answered_name(page.name)] = bool(taken)
        if kept:
            self.kept[page.page.page] = kept
        return self._right_number(page, len(items)) and done

    def _right_number(self, page: PlannedPage, count: int) -> bool:
        repeat = page.page.repeat
        if repeat is None or repeat.from_ <= count <= repeat.to:
            return True
        if count > repeat.to:
            self._misfit(page.page.page, "repeat.most", most=repeat.to)
        elif count:
            self._misfit(page.page.page, "repeat.least", least=repeat.from_)
        return False

    def _take(
        self,
        page: PlannedPage,
        met: Met,
        given: Answers,
        *,
        facts: dict[str, object],
        kept: dict[str, Any],
        own: dict[str, object] | None = None,
    ) -> bool:
        """The answers of one page or one repeated thing. `own` gathers what a thing is to the rules."""
        shown: list[PlannedQuestion] = []
        hidden: list[PlannedQuestion] = []
        done = True
        for each in page.questions:
            if each.show and not each.show.holds(facts):
                hidden.append(each)
                continue
            shown.append(each)
            done &= self._answer(each, given.get(each.question.id), facts, kept)
        for each in hidden:
            _leave_empty(each, facts)
        done &= all(self._holds(each, facts) for each in shown if each.musts and each.question.id in kept)
        self.asked[met] = tuple(each.question for each in shown)
        if own is not None:
            own |= {
                name: facts[name] for each in page.questions for name in (each.name, each.answered) if name in facts
            }
        return done

    def _answer(self, each: PlannedQuestion, value: object, facts: dict[str, object], kept: dict[str, Any]) -> bool:
        """One answer. False where it is missing or cannot be used."""
        question = each.question
        if value in (None, "", []):
            if question.optional:
                _leave_empty(each, facts)
            else:
                facts[each.answered] = False
            return question.optional
        try:
            taken = each.kind.check(question, value, self.setting)
        except Unacceptable as error:
            self.problems.append(Misfit(question=question.id, words=error.words))
            facts[each.answered] = False
            return False
        kept[question.id] = taken
        facts[each.name] = each.kind.fact(question, taken)
        facts[each.answered] = True
        return True

    def _holds(self, each: PlannedQuestion, facts: Facts) -> bool:
        """What the definition says must hold of an answer. Where nobody can tell yet, it is let through."""
        for rule, words in each.musts:
            if rule.holds(facts) is False:
                self.problems.append(Misfit(question=each.question.id, words=words.to(self.language)))
                return False
        return True

    def _misfit(self, question: str, key: str, **facts: object) -> None:
        self.problems.append(Misfit(question=question, words=say(key, self.language, **facts)))


def _leave_empty(each: PlannedQuestion, facts: dict[str, object]) -> None:
    """A question that was passed over: nothing chosen, nothing written; a date or a number stays unknown."""
    facts[each.answered] = False
    if each.empty is not None:
        facts[each.name] = each.empty


def _shown_with_nothing(page: PlannedPage, facts: Facts) -> tuple[Question, ...]:
    """The questions of a page or of a new thing on it, before any of them is answered."""
    known = dict(facts)
    if page.page.repeat:
        known |= {each.answered: False for each in page.questions}
    return tuple(each.question for each in page.questions if each.show is None or each.show.holds(known))
