"""Days and times in the words of a page."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.dateformat import format as formatted

from trellis.base.time import LONDON


def day_words(moment: date | datetime | None) -> str:
    """Tuesday 24 November 2026, in the language of the page."""
    if moment is None:
        return ""
    return formatted(moment.astimezone(LONDON) if isinstance(moment, datetime) else moment, "l j F Y")


def clock_words(moment: datetime) -> str:
    """3:40pm."""
    local = moment.astimezone(LONDON)
    return f"{(local.hour + 11) % 12 + 1}:{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"
