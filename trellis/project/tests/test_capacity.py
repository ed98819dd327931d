"""Whoever runs an installation knows months before that its disk will be full."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from trellis.project.capacity.commands import capacity
from trellis.project.capacity.figures import Figure, forecast, note_day, noted

GB = 1024**3
FIRST = date(2026, 3, 1)


def day(number: int, *, ours: int, free: int = 100 * GB) -> Figure:
    return Figure(day=FIRST + timedelta(days=number), database=ours, documents=0, free=free)


def test_growth_says_when_the_disk_is_full() -> None:
    found = forecast([day(0, ours=10 * GB), day(30, ours=17 * GB)])
    assert str(found) == "At the present growth this installation is full in 14 months."
    soon = forecast([day(0, ours=10 * GB), day(10, ours=20 * GB, free=20 * GB)])
    assert str(soon) == "At the present growth this installation is full in 20 days."


def test_only_the_last_three_months_count() -> None:
    found = forecast([day(0, ours=0), day(200, ours=50 * GB), day(230, ours=50 * GB)])
    assert str(found) == "It does not grow at present."


def test_a_few_days_say_nothing_yet() -> None:
    assert forecast([day(0, ours=0), day(6, ours=GB)]) is None
    assert forecast([]) is None


@pytest.mark.django_db
def test_each_day_is_noted_once(tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.TRELLIS = settings.TRELLIS.model_copy(update={"home": tmp_path})
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "letter").write_bytes(b"x" * 1000)
    note_day(FIRST)
    note_day(FIRST)
    assert [(each.day, each.documents, each.database > 0) for each in noted()] == [(FIRST, 1000, True)]
    capacity()
    assert capsys.readouterr().out.startswith("Database ")
