"""The clock, read only at the edge: a request, a command, the worker. Everything else is given the time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    return datetime.now(UTC)


def local_day(moment: datetime) -> date:
    """The day it is in the United Kingdom at this moment: what a statutory day means."""
    return moment.astimezone(LONDON).date()
