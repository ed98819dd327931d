"""When somewhere is open: the hours of a week, the days that differ, and whether it is open at a moment.

Pure: no database, and no clock is read here. A time of day is minutes since midnight, so that 24:00 is one too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from trellis.base.time import LONDON
from trellis.services.language.dates import SUBDIVISIONS, is_bank_holiday

MIDNIGHT: Final = 24 * 60
LOOKED_AHEAD: Final = 35
"""Days ahead in which the next opening is looked for: longer than any school or winter closure that we know of."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """Open from one time of a day until another of the same day."""

    opens: int
    closes: int


Spans = tuple[Span, ...]
ALL_DAY: Final[Spans] = (Span(opens=0, closes=MIDNIGHT),)


@dataclass(frozen=True, kw_only=True)
class Exceptional:
    """A day on which the hours differ, and why."""

    day: date
    spans: Spans
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """The hours of a week, Monday first, and the days that differ."""

    week: tuple[Spans, ...] = ((),) * 7
    exceptions: tuple[Exceptional, ...] = ()
    closed_on_bank_holidays: bool = True

    @property
    def known(self) -> bool:
        """Whether anybody has said when it is open."""
        return any(self.week) or any(each.spans for each in self.exceptions)


@dataclass(frozen=True, kw_only=True)
class Today:
    """The hours of one day, and whether and why they differ from those of the week."""

    day: date
    spans: Spans
    bank_holiday: bool = False
    because: str = ""

    @property
    def differs(self) -> bool:
        return self.bank_holiday or bool(self.because)


@dataclass(frozen=True, kw_only=True)
class Now:
    """Whether it is open at a moment, until when, or when it opens next."""

    today: Today
    until: int | None = None
    """Minutes of today at which it closes; None where it is closed now."""
    next_day: date | None = None
    next_opens: int = 0

    @property
    def open(self) -> bool:
        return self.until is not None


def hours_on(hours: Hours, day: date, *, nation: str) -> Today:
    """The hours of one day. What was said of the very day comes before what holds for every bank holiday."""
    said = next((each for each in hours.exceptions if each.day == day), None)
    if said:
        return Today(day=day, spans=said.spans, because=said.because)
    usual = hours.week[day.weekday()]
    if hours.closed_on_bank_holidays and usual and nation in SUBDIVISIONS and is_bank_holiday(day, (nation,)):
        return Today(day=day, spans=(), bank_holiday=True)
    return Today(day=day, spans=usual)


def now_at(hours: Hours, moment: datetime, *, nation: str) -> Now:
    """Whether it is open at this moment, as the clock on the wall shows it here."""
    local = moment.astimezone(LONDON)
    minute, today = local.hour * 60 + local.minute, hours_on(hours, local.date(), nation=nation)
    for span in today.spans:
        if span.opens <= minute < span.closes:
            return Now(today=today, until=span.closes)
        if span.opens > minute:
            return Now(today=today, next_day=today.day, next_opens=span.opens)
    for ahead in range(1, LOOKED_AHEAD + 1):
        later = hours_on(hours, today.day + timedelta(days=ahead), nation=nation)
        if later.spans:
            return Now(today=today, next_day=later.day, next_opens=later.spans[0].opens)
    return Now(today=today)


def coming_differences(hours: Hours, day: date, *, nation: str, days: int = 28) -> Iterator[Today]:
    """The days from this one on whose hours differ from those of the week."""
    for ahead in range(days):
        found = hours_on(hours, day + timedelta(days=ahead), nation=nation)
        if found.bank_holiday or any(each.day == found.day for each in hours.exceptions):
            yield found


@dataclass(frozen=True, kw_only=True)
class Run:
    """Days of the week, one after the other, that have the same hours."""

    first: int
    last: int
    spans: Spans


def runs(hours: Hours) -> list[Run]:
    """The week as people say it: Monday to Friday, Saturday, Sunday."""
    found: list[Run] = []
    for day, spans in enumerate(hours.week):
        if found and found[-1].spans == spans:
            found[-1] = Run(first=found[-1].first, last=day, spans=spans)
        else:
            found.append(Run(first=day, last=day, spans=spans))
    return found
