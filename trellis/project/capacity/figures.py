"""One figure a day, kept in the home beside the database, and what follows from them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection

from trellis.organisations.outside import append, lines_of

LOOKED_BACK = 90
"""Days whose growth counts: a year ago says little of how much is used now."""
FEWEST = 7
"""Days between the first figure and the last before anything follows from them."""
_MONTH = 365.25 / 12


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What stood on one day, in bytes."""

    day: date
    database: int
    documents: int
    free: int
    """On the disk of the home."""

    @property
    def ours(self) -> int:
        return self.database + self.documents


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What the figures say of the time to come."""

    a_day: int
    """Bytes by which database and documents grow in a day."""
    months: float | None
    """Until the disk is full; None where they do not grow."""

    def __str__(self) -> str:
        if self.months is None:
            return "It does not grow at present."
        if self.months < 1:
            return f"At the present growth this installation is full in {round(self.months * _MONTH)} days."
        return f"At the present growth this installation is full in {round(self.months)} months."


def forecast(figures: Sequence[Figure]) -> Forecast | None:
    """When the disk is full at the growth of the last three months; None where it is too early to say."""
    last = max(figures, key=lambda each: each.day, default=None)
    if last is None:
        return None
    first = min((each for each in figures if (last.day - each.day).days <= LOOKED_BACK), key=lambda each: each.day)
    days = (last.day - first.day).days
    if days < FEWEST:
        return None
    a_day = (last.ours - first.ours) / days
    return Forecast(a_day=round(a_day), months=last.free / a_day / _MONTH if a_day > 0 else None)


def note_day(today: date) -> None:
    """Write down today's figure, unless it stands there already."""
    if not any(each.day == today for each in noted()):
        figure = measure(today)
        append(_file(), asdict(figure) | {"day": figure.day.isoformat()})


def noted() -> list[Figure]:
    """Every figure that was written down, the oldest first."""
    return [Figure(**{**line, "day": date.fromisoformat(line["day"])}) for line in lines_of(_file())]


def measure(today: date) -> Figure:
    """How things stand now. Where the files are many this takes a while: once a day is enough."""
    home: Path = settings.TRELLIS.home
    sizes = (each.stat().st_size for each in (home / "files").rglob("*") if each.is_file())
    return Figure(day=today, database=_database(), documents=sum(sizes), free=shutil.disk_usage(home).free)


def _database() -> int:
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        return file.stat().st_size if file.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _file() -> Path:
    home: Path = settings.TRELLIS.home
    return home / "capacity.jsonl"
