"""Opening hours as people type them, `9am to 12:30pm and 2pm to 5pm`, read and written. Pure."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Final

from trellis.components.directory.opening import ALL_DAY, MIDNIGHT, Exceptional, Span, Spans
from trellis.services.language.words import months

_TIME: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_BETWEEN_TIMES: Final = re.compile(r"\s*(?:-|–|to|until)\s*", re.IGNORECASE)
_BETWEEN_SPANS: Final = re.compile(r"\s*(?:,|;|\band\b)\s*", re.IGNORECASE)
_EXCEPTION: Final = re.compile(r"(\d{1,2})[ /.-]+([A-Za-z]+|\d{1,2})[ /.-]+(\d{4})\s*:\s*([^(]*?)\s*(?:\(([^)]*)\))?")
_CLOSED: Final = frozenset({"", "closed", "-"})
_WORDS: Final = {"midday": 12 * 60, "noon": 12 * 60, "midnight": MIDNIGHT}


class NotHours(ValueError):
    """These words are no opening hours that we can read."""


def read_spans(typed: str) -> Spans:
    """`9am to 5pm`, `09:00-12:30, 13:30-17:00`, `closed`, `all day`.

    :raises NotHours: where it is none of these, ends before it begins or overlaps.
    """
    said = typed.strip().casefold()
    if said in _CLOSED:
        return ()
    if said in {"all day", "open all day", "24 hours"}:
        return ALL_DAY
    found = tuple(_span(each) for each in _BETWEEN_SPANS.split(said))
    if any(one.closes > other.opens for one, other in pairwise(found)):
        raise NotHours(typed)
    return found


def _span(said: str) -> Span:
    ends = _BETWEEN_TIMES.split(said)
    if len(ends) != 2:
        raise NotHours(said)
    opens, closes = (_minutes(each) for each in ends)
    opens = 0 if opens == MIDNIGHT else opens
    if not opens < closes <= MIDNIGHT:
        raise NotHours(said)
    return Span(opens=opens, closes=closes)


def _minutes(said: str) -> int:
    if said in _WORDS:
        return _WORDS[said]
    found = _TIME.fullmatch(said)
    if not found:
        raise NotHours(said)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if minute > 59 or hour > (12 if half else 24) or (half and hour == 0):
        raise NotHours(said)
    # 12am is midnight and 12pm is midday.
    return (hour % 12 + (12 if half == "pm" else 0) if half else hour) * 60 + minute


def read_exceptions(typed: str) -> tuple[Exceptional, ...]:
    """A line for each day: `24 December 2026: 9am to 1pm (Christmas Eve)`.

    :raises NotHours: with the line that cannot be read, or that names a day for the second time.
    """
    found: dict[date, Exceptional] = {}
    for line in filter(None, (each.strip() for each in typed.splitlines())):
        parts = _EXCEPTION.fullmatch(line)
        if parts is None:
            raise NotHours(line)
        try:
            day = date(int(parts[3]), _month(parts[2]), int(parts[1]))
            each = Exceptional(day=day, spans=read_spans(parts[4]), because=(parts[5] or "").strip())
        except ValueError:
            raise NotHours(line) from None
        if day in found:
            raise NotHours(line)
        found[day] = each
    return tuple(found[day] for day in sorted(found))


def _month(said: str) -> int:
    if said.isdecimal():
        return int(said)
    begun = [number for number, name in enumerate(months("en"), 1) if name.casefold().startswith(said.casefold())]
    if len(said) < 3 or len(begun) != 1:
        raise NotHours(said)
    return begun[0]


def write_spans(spans: Spans) -> str:
    """As somebody would type them again."""
    if spans == ALL_DAY:
        return "all day"
    return " and ".join(f"{clock(each.opens)} to {clock(each.closes)}" for each in spans)


def write_exceptions(exceptions: tuple[Exceptional, ...]) -> str:
    """A line for each day, as somebody would type it again."""
    return "\n".join(
        f"{each.day.day} {months('en')[each.day.month - 1]} {each.day.year}: {write_spans(each.spans) or 'closed'}"
        + (f" ({each.because})" if each.because else "")
        for each in exceptions
    )


def clock(minutes: int) -> str:
    """9am, 12:30pm, midday, midnight."""
    if minutes in {0, MIDNIGHT}:
        return "midnight"
    if minutes == 12 * 60:
        return "midday"
    hour, minute = divmod(minutes, 60)
    return f"{(hour + 11) % 12 + 1}{f':{minute:02d}' if minute else ''}{'am' if hour < 12 else 'pm'}"
