"""Days and times as another product wrote them: in the one form that the mapping names, never guessed."""

from __future__ import annotations

import re
from datetime import datetime, time

from trellis.base.time import LONDON

_FORMS = {
    "day/month/year": (re.compile(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})"), "31/12/2024"),
    "month/day/year": (re.compile(r"(?P<m>\d{1,2})[/.](?P<d>\d{1,2})[/.](?P<y>\d{4})"), "12/31/2024"),
    "year-month-day": (re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"), "2024-12-31"),
}
_TIME = re.compile(r"[ T]+(?P<h>\d{1,2}):(?P<min>\d{2})(:(?P<s>\d{2})(\.\d+)?)?")
_NOON = time(12)
"""Where only the day is known."""


def read_moment(text: str, *, form: str) -> datetime | None:
    """A day, with or without a time of day in the United Kingdom; None where it is written in another form."""
    day = _FORMS[form][0].match(text)
    if day is None:
        return None
    rest = text[day.end() :].strip(" ")
    clock = _TIME.fullmatch(text[day.end() :].rstrip(" "))
    if rest and clock is None:
        return None
    try:
        at = time(int(clock["h"]), int(clock["min"]), int(clock["s"] or 0)) if clock else _NOON
        return datetime(int(day["y"]), int(day["m"]), int(day["d"]), at.hour, at.minute, at.second, tzinfo=LONDON)
    except ValueError:
        return None


def other_forms(text: str, *, form: str) -> tuple[str, ...]:
    """In which other forms this would be a day too."""
    return tuple(each for each in _FORMS if each != form and read_moment(text, form=each) is not None)


def example_of(form: str) -> str:
    return _FORMS[form][1]
