"""Whoever installed the first release, and nothing since, upgrades to this one in one step and loses nothing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.journeys.served import ROOT, Served
from tests.killing.postgresql import database_of_its_own

FIRST = Path(__file__).parent / "first-release"
KEPT = json.loads((FIRST / "kept.json").read_text())
OF_THE_FRAMEWORK = ("auth_", "django_")
"""Tables in which each version writes anew what it knows of itself."""


@dataclass
class Old(Served):
    """An installation of the first release, on the disk and in the database of whoever has it."""

    engine: str = "sqlite"
    owner: str = ""

    @property
    def environment(self) -> dict[str, str]:
        keys = (FIRST / self.engine / "made-up-keys.env").read_text().split()
        owner = {"TRELLIS_OWNER_DATABASE_URL": self.owner} if self.owner else {}
        return super().environment | dict(line.split("=", 1) for line in keys) | owner

    def stand(self) -> None:
        """As it was left."""
        self.home.mkdir(mode=0o700)
        for folder in ("files", "audit-heads"):
            shutil.copytree(FIRST / self.engine / folder, self.home / folder)

    def look(self) -> dict[str, Any]:
        """Hold the log against the heads that were published at the time, and open keys and documents."""
        words = [sys.executable, "-m", "trellis.project.backup.afterwards"]
        done = subprocess.run(words, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def expected(engine: str) -> dict[str, int]:
    rows: dict[str, int] = KEPT[engine]["rows"]
    return {table: number for table, number in rows.items() if not table.startswith(OF_THE_FRAMEWORK)}


def upgraded(old: Old) -> None:
    assert "up to date" in old.run("migrate")
    looked = old.look()
    assert (looked["faults"], looked["documents_missing"], looked["documents_opened"]) == ([], 0, 6)
    assert looked["entries"] == expected(old.engine)["base_logentry"]


def test_an_installation_of_the_first_release_upgrades_in_one_step(tmp_path: Path) -> None:
    old = Old(home=tmp_path / "home", port=0)
    old.stand()
    with closing(sqlite3.connect(old.home / "trellis.sqlite3")) as database:
        database.executescript((FIRST / "sqlite.sql").read_text())
    upgraded(old)
    with closing(sqlite3.connect(old.home / "trellis.sqlite3")) as database:
        found = {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in expected("sqlite")}
    assert {table: found[table] - number for table, number in expected("sqlite").items() if found[table] < number} == {}


@pytest.mark.postgresql
def test_so_it_does_on_postgresql(tmp_path: Path) -> None:
    with database_of_its_own() as (database, owner):
        old = Old(home=tmp_path / "home", port=0, database=database, engine="postgresql", owner=owner)
        old.stand()
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute((FIRST / "postgresql.sql").read_bytes())
        upgraded(old)
        # Of every organisation at once, which only a role may that row-level security does not bind.
        everybody = owner.replace("trellis_owner", os.environ.get("PGUSER", "postgres"), 1)
        with psycopg.connect(everybody) as connection:
            found = {table: _count(connection, table) for table in expected("postgresql")}
    assert {
        table: found[table] - number for table, number in expected("postgresql").items() if found[table] < number
    } == {}


def _count(connection: psycopg.Connection, table: str) -> int:
    (number,) = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone() or (0,)
    return int(number)
