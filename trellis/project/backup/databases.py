"""The database in a backup: SQLite copied page by page, PostgreSQL by its own pg_dump and pg_restore."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trellis.project.backup.errors import BackupRefused
from trellis.project.databases import databases
from trellis.project.options import Options


@dataclass(frozen=True, kw_only=True)
class Dumped:
    """A database at one moment, as a file, with the number of rows in each of its tables."""

    engine: str
    name: str
    file: Path
    rows: dict[str, int]
    squeeze: bool
    """Whether the file gets smaller when it is packed."""


class Standing(Protocol):
    """A place where a dump can be loaded, and looked at before it counts."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings by which Trellis reaches it."""
        ...

    def load(self, dump: Path) -> None: ...

    def rows(self) -> dict[str, int]: ...


class BackedUp(Protocol):
    """A database that can be written to a file, and read from one into an empty place."""

    def dump(self, folder: Path) -> Dumped: ...

    def require_empty(self) -> None:
        """
        :raises BackupRefused: where something would be written over.
        """

    def standing(self, home: Path, *, drill: bool) -> AbstractContextManager[Standing]:
        """A place to load a dump into. A drill's is gone afterwards; what fails leaves nothing behind either."""
        ...


def database_of(options: Options) -> BackedUp:
    """The database of an installation."""
    if options.on_sqlite:
        return SqliteFile(file=Path(databases(options)["default"]["NAME"]))
    # psycopg is installed only where PostgreSQL is used.
    from trellis.project.backup.postgresql import PostgresqlDatabase  # noqa: PLC0415

    return PostgresqlDatabase.of(options)


@dataclass(frozen=True, kw_only=True)
class SqliteFile:
    """Keeps the `BackedUp` and `Standing` protocols."""

    file: Path

    @property
    def environment(self) -> Mapping[str, str]:
        return {"DATABASE_URL": f"sqlite:///{self.file}"}

    def dump(self, folder: Path) -> Dumped:
        copy = folder / "database.sqlite3"
        if not self.file.exists():
            raise BackupRefused(f"There is no database at {self.file}. Mend: say whose installation with --home.")
        # The backup of SQLite itself: people go on writing meanwhile, and what they write is in it whole or not at all.
        try:
            with closing(sqlite3.connect(self.file, timeout=30)) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
                # One file, without a log beside it.
                target.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise BackupRefused(
                f"SQLite cannot copy the database: {error}. Mend: make room, then try again."
            ) from error
        return Dumped(engine="sqlite", name=copy.name, file=copy, rows=SqliteFile(file=copy).rows(), squeeze=True)

    def require_empty(self) -> None:
        if self.file.exists():
            raise BackupRefused(
                f"There is a database already: {self.file}. Mend: name an empty home with --home, "
                "or move the old one away; --drill practises beside it."
            )

    @contextmanager
    def standing(self, home: Path, *, drill: bool) -> Iterator[SqliteFile]:
        placed = SqliteFile(file=home / self.file.name)
        yield placed
        if not drill:
            placed.settle(self.file)

    def settle(self, place: Path) -> None:
        """Move to where it counts, with what was written while it was looked at."""
        with closing(sqlite3.connect(self.file)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.file.replace(place)

    def load(self, dump: Path) -> None:
        dump.replace(self.file)

    def rows(self) -> dict[str, int]:
        with closing(sqlite3.connect(self.file)) as database:
            tables = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            return {name: _count(database, name) for (name,) in sorted(tables.fetchall())}


def _count(database: sqlite3.Connection, table: str) -> int:
    (found,) = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608  a name of our own tables
    return int(found)
