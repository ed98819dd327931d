"""When things happen in the story: so many working days before today, at a time of day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from trellis.services.language.dates import add_working_days

NATION = ("england",)
MORNING = time(6, 0)
"""When the schedules of a day run in the story."""


def working_day(ago: int, *, now: datetime) -> date:
    """The working day so many working days before today."""
    return add_working_days(now.date(), -ago, NATION)


def moment(ago: int, clock: str, *, now: datetime) -> datetime:
    """A time on that day, and never later than a minute ago."""
    hour, minute = map(int, clock.split(":"))
    at = datetime.combine(working_day(ago, now=now), time(hour, minute), tzinfo=now.tzinfo)
    return min(at, now - timedelta(minutes=1))


def mornings(start: datetime, end: datetime) -> Iterator[datetime]:
    """Six o'clock of every day between two moments."""
    at = datetime.combine(start.date(), MORNING, tzinfo=start.tzinfo)
    while at <= end:
        if at >= start:
            yield at
        at += timedelta(days=1)
