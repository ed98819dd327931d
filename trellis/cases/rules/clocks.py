"""Deadlines: when they end, what pausing, resuming, extending and starting again does to them, how urgent they are.

A clock counts days in one of three ways: working days, calendar days, or calendar days without public holidays
(as the Business and Planning Act 2020 does). The day it starts on is never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trellis.cases.words import counted, say
from trellis.services.language.dates import (
    SUBDIVISIONS,
    add_days_without_holidays,
    add_period,
    add_working_days,
    is_bank_holiday,
    is_working_day,
    working_days_between,
)
from trellis.services.language.model import Clock, ClockRule
from trellis.services.language.values import Period

SOON = 5
"""A deadline is soon from this many working days before it."""


class Counting(StrEnum):
    WORKING = "working days"
    CALENDAR = "calendar days"
    WITHOUT_HOLIDAYS = "calendar days without public holidays"


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How one clock counts, and in which nations a holiday is a holiday to it."""

    counting: Counting
    nations: tuple[str, ...]

    def counts(self, day: date) -> bool:
        if self.counting is Counting.WORKING:
            return is_working_day(day, self.nations)
        return self.counting is Counting.CALENDAR or not is_bank_holiday(day, self.nations)


def rule_for(clock: Clock, *, nation: str, on: date) -> int | None:
    """Which of a clock's rules holds in this nation on this day: the latest that has begun. None where none has."""
    holding = [
        (rule.from_, number)
        for number, rule in enumerate(clock.rules)
        if rule.from_ <= on and (not rule.nations or nation in rule.nations)
    ]
    return max(holding)[1] if holding else None


def manner_of(rule: ClockRule, *, nation: str) -> Manner:
    """How this rule counts."""
    nations = tuple(SUBDIVISIONS) if rule.holidays == "any-uk" else (nation,)
    if rule.length.unit == "working days":
        return Manner(counting=Counting.WORKING, nations=nations)
    if rule.skip_holidays:
        return Manner(counting=Counting.WITHOUT_HOLIDAYS, nations=nations)
    return Manner(counting=Counting.CALENDAR, nations=nations)


def later(start: date, period: Period, *, manner: Manner) -> date:
    """The last day of a period that starts on this day."""
    return add_period(start, period, manner.nations, skip_holidays=manner.counting is Counting.WITHOUT_HOLIDAYS)


def advance(start: date, days: int, *, manner: Manner) -> date:
    """The day after so many days that count."""
    if manner.counting is Counting.CALENDAR:
        return start + timedelta(days=days)
    if manner.counting is Counting.WORKING:
        return add_working_days(start, days, manner.nations)
    return add_days_without_holidays(start, days, manner.nations)


def days_that_count(start: date, end: date, *, manner: Manner) -> int:
    """How many days that count lie after the start, up to and with the end; 0 where the end is not later."""
    return sum(manner.counts(start + timedelta(days=number)) for number in range(1, (end - start).days + 1))


def resumed(*, due_on: date, paused_on: date, on: date, manner: Manner) -> date:
    """When a clock is due that stood still from one day to another: as many days are left as there were.

    One that was late already stays as late as it was.
    """
    if due_on <= paused_on or on <= paused_on:
        return due_on
    return advance(on, days_that_count(paused_on, due_on, manner=manner), manner=manner)


class Urgency(StrEnum):
    """How a deadline stands. The words beside it say the same: status is never in colour alone."""

    NONE = "none"
    FINE = "fine"
    SOON = "soon"
    TODAY = "today"
    LATE = "late"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How urgent something is, and how that is said."""

    urgency: Urgency
    words: str


def standing(
    due_on: date | None, *, on: date, nation: str = "england", paused: bool = False, language: str = "en"
) -> Standing:
    """How a deadline stands today, in working days, since those are what somebody can still use."""
    if paused:
        return Standing(urgency=Urgency.PAUSED, words=say("due.paused", language))
    if due_on is None:
        return Standing(urgency=Urgency.NONE, words="")
    if due_on == on:
        return Standing(urgency=Urgency.TODAY, words=say("due.today", language))
    if due_on < on:
        return Standing(urgency=Urgency.LATE, words=_late(working_days_between(due_on, on, (nation,)), language))
    left = working_days_between(on, due_on, (nation,))
    urgency = Urgency.SOON if left <= SOON else Urgency.FINE
    if not left:
        return Standing(urgency=urgency, words=say("due.before-next", language))
    return Standing(urgency=urgency, words=counted("due.left", left, language))


def _late(days: int, language: str) -> str:
    # Missed on a Friday, seen on the Saturday: late, and no working day late.
    return counted("due.late", days, language) if days else say("due.late-less", language)


def near_day(due_on: date, *, nation: str) -> date:
    """The day on which a deadline begins to be soon."""
    return add_working_days(due_on, -SOON, (nation,))
