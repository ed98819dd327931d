from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from trellis.project.databases import as_owner, databases
from trellis.project.options import Options

POSTGRESQL = "postgresql://app:p%40ss@db.example:6432/trellis?sslmode=require"


def options(tmp_path: Path, **given: object) -> Options:
    return Options(home=tmp_path, mode="test", **given)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("TRELLIS_OWNER_DATABASE_URL", raising=False)


def test_without_an_address_the_database_is_a_file_in_the_home(tmp_path: Path) -> None:
    assert databases(options(tmp_path))["default"]["NAME"] == tmp_path / "trellis.sqlite3"


def test_sqlite_takes_the_writers_lock_when_a_transaction_begins(tmp_path: Path) -> None:
    found = databases(options(tmp_path))["default"]["OPTIONS"]
    assert (found["transaction_mode"], found["timeout"]) == ("IMMEDIATE", 10)


def test_a_postgresql_address_is_understood_whole(tmp_path: Path) -> None:
    found = databases(options(tmp_path, database_url=SecretStr(POSTGRESQL)))["default"]
    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "app",
        "p@ss",
        "db.example",
        "6432",
        "trellis",
    ]
    assert found["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout=30000" in found["OPTIONS"]["options"]


def test_a_socket_is_reached_by_its_folder(tmp_path: Path) -> None:
    address = SecretStr("postgresql://app@/trellis?host=/run/here&port=54301")
    found = databases(options(tmp_path, database_url=address))["default"]
    assert (found["HOST"], found["PORT"]) == ("/run/here", "54301")


def test_migrations_connect_as_the_owner_where_there_is_one(tmp_path: Path) -> None:
    owner = SecretStr("postgresql://boss:secret@db.example/trellis")
    both = options(tmp_path, database_url=SecretStr(POSTGRESQL), owner_database_url=owner)
    assert as_owner(both) == {"USER": "boss", "PASSWORD": "secret"}
    assert as_owner(options(tmp_path, database_url=SecretStr(POSTGRESQL))) == {}
