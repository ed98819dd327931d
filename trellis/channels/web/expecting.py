"""Which dates somebody may expect who has just sent something: the deadlines that begin with the sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trellis.cases.rules.clocks import later, manner_of, rule_for
from trellis.services.language.compiled import Compiled


@dataclass(frozen=True, kw_only=True)
class Expected:
    title: str
    on: date


def dates_to_expect(compiled: Compiled, *, sent_on: date, language: str) -> tuple[Expected, ...]:
    """Each deadline that the case will keep from today, in its own words, the nearest first."""
    said = compiled.definition
    found = []
    for clock in said.work.clocks if said.work else ():
        number = rule_for(clock, nation=said.nation, on=sent_on) if clock.starts == "submitted" else None
        if number is not None:
            rule = clock.rules[number]
            due = later(sent_on, rule.length, manner=manner_of(rule, nation=said.nation))
            found.append(Expected(title=clock.title.to(language), on=due))
    return tuple(sorted(found, key=lambda each: each.on))
