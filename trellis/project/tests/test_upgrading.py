"""An upgrade in two parts: nobody who is served meanwhile meets a table that is not as they need it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.recorder import MigrationRecorder

from trellis.project.upgrading import NotWhileServing, first_part, upgrade


def migration(name: str, when: str, *needs: str) -> Migration:
    kind = type("Migration", (Migration,), {"when": when, "dependencies": [("cases", each) for each in needs]})
    made: Migration = kind(name, "cases")
    return made


def test_what_adds_runs_while_the_earlier_version_serves_and_what_takes_away_waits() -> None:
    adds = migration("0010_adds", "before")
    takes_away = migration("0011_takes_away", "after", "0010_adds")
    assert first_part([adds, takes_away]) == [adds]


def test_who_passes_several_releases_at_once_is_told_to_stop_first() -> None:
    takes_away = migration("0011_takes_away", "after")
    adds = migration("0012_adds", "before", "0011_takes_away")
    with pytest.raises(NotWhileServing, match=r"cases.0012_adds has to follow cases.0011_takes_away.*Mend: stop every"):
        first_part([takes_away, adds])


@pytest.mark.django_db
def test_what_takes_away_is_refused_until_the_new_version_can_serve() -> None:
    assert upgrade("before") == upgrade("after") == []
    MigrationRecorder(connection).migration_qs.filter(app="people", name="0003_told_by_a_colleague").delete()
    with pytest.raises(NotWhileServing, match=r"people.0003_told_by_a_colleague has not run yet. Mend: trellis"):
        upgrade("after")
