"""How the desk writes days, times and sums: `Tue 24 Nov`, `Tue 24 Nov, 14:05`, `£10.50`."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from trellis.base.time import LONDON


def day(moment: date | datetime | None, *, today: date) -> str:
    """A day without its year, unless it is another year's."""
    if moment is None:
        return ""
    local = moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment
    words = f"{local:%a} {local.day} {local:%b}"
    return words if local.year == today.year else f"{words} {local.year}"


def instant(moment: datetime | None, *, today: date) -> str:
    """A day and the time of day, as a clock on the wall here shows it."""
    if moment is None:
        return ""
    return f"{day(moment, today=today)}, {moment.astimezone(LONDON):%H:%M}"


def pounds(pence: int) -> str:
    """A sum in pounds and pence."""
    return f"{'-' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def size(octets: int) -> str:
    """How big a file is."""
    return f"{octets / 1_000_000:.1f} MB" if octets >= 1_000_000 else f"{max(1, round(octets / 1000))} kB"


def often(every: timedelta) -> str:
    """How often something is done."""
    seconds = int(every.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if seconds >= length and seconds % length == 0:
            count = seconds // length
            return f"Every {unit}" if count == 1 else f"Every {count} {unit}s"
    return f"Every {every}"
