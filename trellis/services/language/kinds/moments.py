"""Kinds that are times: a date, a range of dates, a time of day."""

from __future__ import annotations

import re
from datetime import date

from trellis.services.language.dates import day_said
from trellis.services.language.kinds.shape import KindOfQuestion, Raw, Setting, Shape, expect_text, refusal, text_of
from trellis.services.language.model import Question
from trellis.services.language.words import months, say

DATE_PARTS = ("day", "month", "year")


def date_shown(value: object, language: str) -> str:
    """A date in words: 27 March 2026."""
    day = date.fromisoformat(str(value))
    return say("date", language, day=day.day, month=months(language)[day.month - 1], year=day.year)


def month_number(text: str) -> int | None:
    """The month meant by `3`, `03`, `March`, `mar` or `Mawrth`; None where it is none."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    wanted = text.casefold().strip(".")
    for language in ("en", "cy"):
        for number, name in enumerate(months(language), 1):
            if len(wanted) >= 3 and name.casefold().startswith(wanted):
                return number
    return None


def read_date(texts: tuple[str, str, str], setting: Setting, *, prefix: str = "") -> str:
    """A date from what was typed as day, month and year. Raises `Unacceptable` at the part that is wrong."""
    for name, text in zip(DATE_PARTS, texts, strict=True):
        if not text:
            raise refusal(f"date.{name}", setting, field=prefix + name)
    month = month_number(texts[1])
    if month is None:
        raise refusal("date.form", setting, field=f"{prefix}month")
    if not re.fullmatch(r"[0-9]{4}", texts[2]):
        raise refusal("date.year-form", setting, field=f"{prefix}year")
    if not re.fullmatch(r"[0-9]{1,2}", texts[0]):
        raise refusal("date.form", setting, field=f"{prefix}day")
    try:
        return date(int(texts[2]), month, int(texts[0])).isoformat()
    except ValueError:
        raise refusal("date.form", setting, field=f"{prefix}day") from None


def iso_date(value: object, setting: Setting, *, field: str) -> str:
    """A day as machines write it, `2026-03-27`, and in no other form. Raises `Unacceptable`."""
    text = value.isoformat() if isinstance(value, date) else expect_text(value, setting, field=field)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise refusal("date.form", setting, field=field) from None
    if day.isoformat() != text:
        raise refusal("date.form", setting, field=field)
    return text


def within_bounds(question: Question, iso: str, setting: Setting, *, field: str) -> None:
    """Raises `Unacceptable` where the day is before `least` or after `most`."""
    day = date.fromisoformat(iso)
    for bound, words in (("least", question.least), ("most", question.most)):
        if not words:
            continue
        limit = day_said(words, setting.today)
        if (day < limit) if bound == "least" else (day > limit):
            if words.strip() == "today":
                raise refusal(f"date.{bound}-today", setting, field=field)
            said = date_shown(limit.isoformat(), setting.language)
            raise refusal(f"date.{bound}", setting, field=field, **{bound: said})


class Date(KindOfQuestion):
    """A day, typed as day, month and year; kept as 2026-03-27."""

    parts = DATE_PARTS
    shape = Shape.DAY

    def gather(self, question: Question, parts: Raw, setting: Setting) -> object | None:
        texts = (text_of(parts, "day"), text_of(parts, "month"), text_of(parts, "year"))
        return read_date(texts, setting) if any(texts) else None

    def check(self, question: Question, value: object, setting: Setting) -> object:
        iso = iso_date(value, setting, field="day")
        within_bounds(question, iso, setting, field="day")
        return iso

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        return dict(_typed(value))

    def shown(self, question: Question, value: object, language: str) -> str:
        return date_shown(value, language)

    def fact(self, question: Question, value: object) -> object:
        return date.fromisoformat(str(value)).toordinal()


class DateRange(KindOfQuestion):
    """From one day to another, both included."""

    parts = tuple(f"{end}-{part}" for end in ("from", "to") for part in DATE_PARTS)
    shape = Shape.RANGE

    def gather(self, question: Question, parts: Raw, setting: Setting) -> object | None:
        gathered: dict[str, str] = {}
        if not any(text_of(parts, name) for name in self.parts):
            return None
        for end, missing in (("from", "range.start"), ("to", "range.end")):
            texts = (text_of(parts, f"{end}-day"), text_of(parts, f"{end}-month"), text_of(parts, f"{end}-year"))
            if not any(texts):
                raise refusal(missing, setting, field=f"{end}-day")
            gathered[end] = read_date(texts, setting, prefix=f"{end}-")
        return gathered

    def check(self, question: Question, value: object, setting: Setting) -> object:
        if not isinstance(value, dict) or set(value) != {"from", "to"}:
            raise refusal("form", setting, field="from-day")
        start = iso_date(value["from"], setting, field="from-day")
        end = iso_date(value["to"], setting, field="to-day")
        within_bounds(question, start, setting, field="from-day")
        within_bounds(question, end, setting, field="to-day")
        if end < start:
            raise refusal("range.order", setting, field="to-day")
        return {"from": start, "to": end}

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        ends = value if isinstance(value, dict) else {}
        return {f"{end}-{part}": text for end in ("from", "to") for part, text in _typed(ends[end]).items()}

    def shown(self, question: Question, value: object, language: str) -> str:
        ends = value if isinstance(value, dict) else {}
        return say(
            "date-range", language, start=date_shown(ends["from"], language), end=date_shown(ends["to"], language)
        )

    def fact(self, question: Question, value: object) -> object:
        ends = value if isinstance(value, dict) else {}
        return {end: date.fromisoformat(ends[end]).toordinal() for end in ("from", "to")}


class Time(KindOfQuestion):
    """A time of day, kept as 14:30."""

    empty = ""

    def check(self, question: Question, value: object, setting: Setting) -> object:
        text = expect_text(value, setting).casefold().replace(" ", "")
        text = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}.get(text, text)
        found = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(am|pm|yb|yp)?", text)
        if not found or not (found[2] or found[3]):
            raise refusal("time.form", setting)
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            if not 1 <= hour <= 12:
                raise refusal("time.form", setting)
            # "yb" and "yp" are "y bore" and "y prynhawn", the Welsh am and pm.
            hour = hour % 12 + (12 if found[3] in {"pm", "yp"} else 0)
        if hour > 23 or minute > 59:
            raise refusal("time.form", setting)
        return f"{hour:02d}:{minute:02d}"

    def shown(self, question: Question, value: object, language: str) -> str:
        if language != "en":
            return str(value)
        hour, minute = map(int, str(value).split(":"))
        past = f":{minute:02d}" if minute else ""
        return f"{(hour + 11) % 12 + 1}{past}{'am' if hour < 12 else 'pm'}"


def _typed(value: object) -> dict[str, str]:
    day = date.fromisoformat(str(value))
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
