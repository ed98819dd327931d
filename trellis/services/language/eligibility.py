"""Who may have a service: yes, no, or we cannot tell yet, each with the rule's own words and its legal source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from trellis.services.language.compiled import Compiled
from trellis.services.language.plan import EligibilityRule
from trellis.services.language.reasons import Reason, explain
from trellis.services.language.rules import Facts
from trellis.services.language.words import say


@dataclass(frozen=True, kw_only=True)
class Because:
    """One rule that speaks for the verdict."""

    rule: str
    """The rule's id; empty where no rule holds that would have to."""
    say: str
    explain: str
    """The legal source."""
    reasons: tuple[Reason, ...] = ()
    certain: bool = True
    """False where the rule waits for an answer: `reasons` then names the questions."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether somebody may have this, and why."""

    verdict: Literal["yes", "no", "cannot-tell"]
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Asked:
    compiled: Compiled
    facts: Facts
    answers: Mapping[str, Any]
    language: str

    def because(self, each: EligibilityRule) -> Because:
        """A rule that holds."""
        return Because(
            rule=each.rule.id,
            say=each.rule.say.to(self.language),
            explain=_source(each, self.language),
            reasons=self._reasons(each),
        )

    def waiting(self, each: EligibilityRule) -> Because:
        """A rule of which nobody can tell yet whether it holds."""
        words = (each.rule.title or each.rule.say).to(self.language)
        return Because(
            rule=each.rule.id,
            say=say("eligibility.waiting", self.language, rule=words),
            explain=_source(each, self.language),
            reasons=self._reasons(each),
            certain=False,
        )

    def _reasons(self, each: EligibilityRule) -> tuple[Reason, ...]:
        found = (
            reason
            for part in each.parts
            for reason in explain(self.compiled, part, facts=self.facts, answers=self.answers, language=self.language)
        )
        return tuple(dict.fromkeys(found))


def _source(each: EligibilityRule, language: str) -> str:
    return each.rule.explain.to(language) if each.rule.explain else ""


def verdict_on(
    compiled: Compiled, *, facts: Facts, answers: Mapping[str, Any], language: str, ended_by: str | None
) -> Verdict:
    """What the rules make of these answers. A rule in doubt never refuses and never grants: a person looks at it."""
    asked = _Asked(compiled=compiled, facts=facts, answers=answers, language=language)
    rules = compiled.plan.eligible
    if ended_by is not None:
        return Verdict(verdict="no", because=tuple(asked.because(each) for each in rules if each.rule.id == ended_by))
    held = {each.rule.id: each.holds(facts) for each in rules}
    doubts = [asked.because(each) for each in rules if each.rule.then == "cannot-tell" and held[each.rule.id]]
    doubts += [asked.waiting(each) for each in rules if each.rule.then != "yes" and held[each.rule.id] is None]
    qualifying = [each for each in rules if each.rule.then == "yes"]
    fitting = [each for each in qualifying if held[each.rule.id]]
    if qualifying and not fitting:
        doubts += [asked.waiting(each) for each in qualifying if held[each.rule.id] is None]
        doubts = doubts or [Because(rule="", say=say("eligibility.none-fits", language), explain="")]
    if doubts:
        return Verdict(verdict="cannot-tell", because=tuple(doubts))
    return Verdict(verdict="yes", because=tuple(asked.because(each) for each in fitting))
