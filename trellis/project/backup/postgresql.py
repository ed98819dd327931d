"""PostgreSQL in a backup: its own pg_dump and pg_restore, with the rows counted in the moment that is dumped."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from trellis.project.backup.databases import Dumped
from trellis.project.backup.errors import BackupRefused
from trellis.project.options import Options

_ROLE = (
    "Mend: as a superuser, CREATE ROLE trellis_backup LOGIN PASSWORD '...' BYPASSRLS; "
    "GRANT pg_read_all_data TO trellis_backup; and give TRELLIS_BACKUP_DATABASE_URL with that role."
)


@dataclass(frozen=True, kw_only=True)
class PostgresqlDatabase:
    """Keeps the `BackedUp` and `Standing` protocols."""

    application: str
    owner: str
    reader: str
    """Its address with a role that may read every row: row-level security binds the other two."""

    @classmethod
    def of(cls, options: Options) -> PostgresqlDatabase:
        owner, reader = (each.get_secret_value() for each in (options.owner_database_url, options.backup_database_url))
        if not reader:
            says = "the database shows the application one organisation at a time, and a backup needs all of them"
            raise BackupRefused(f"TRELLIS_BACKUP_DATABASE_URL is missing: {says}. {_ROLE}")
        if not owner:
            raise BackupRefused(
                "TRELLIS_OWNER_DATABASE_URL is missing. Mend: give it, with the role that owns the tables."
            )
        return cls(application=options.database_url.get_secret_value(), owner=owner, reader=reader)

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "DATABASE_URL": self.application,
            "TRELLIS_OWNER_DATABASE_URL": self.owner,
            "TRELLIS_BACKUP_DATABASE_URL": self.reader,
        }

    def dump(self, folder: Path) -> Dumped:
        file = folder / "database.pgdump"
        with _connected(self.reader) as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            (moment,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            rows = _rows(connection)
            # No large objects and no statistics; packed already, so the archive does not try again.
            _run("pg_dump", self.reader, "--format=custom", f"--snapshot={moment}", f"--file={file}")
        return Dumped(engine="postgresql", name=file.name, file=file, rows=rows, squeeze=False)

    def require_empty(self) -> None:
        with _connected(self.reader) as connection:
            if tables := _tables(connection):
                raise BackupRefused(
                    f"The database has tables already, such as {tables[0]}. Mend: make an empty one and name it in "
                    "DATABASE_URL and the two others; --drill practises beside it."
                )

    @contextmanager
    def standing(self, home: Path, *, drill: bool) -> Iterator[PostgresqlDatabase]:
        if not drill:
            try:
                yield self
            except BaseException:
                self._empty()
                raise
            return
        name = f"trellis_drill_{secrets.token_hex(4)}"
        quoted = sql.Identifier(name)
        with _connected(_at(self.owner, "postgres")) as connection:
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(quoted))
            except psycopg.errors.InsufficientPrivilege as error:
                raise BackupRefused(
                    "A drill needs a database of its own, and the owner may not make one. "
                    "Mend: as a superuser, ALTER ROLE trellis_owner CREATEDB, for the drill or for good."
                ) from error
            try:
                yield self._called(name)
            finally:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(quoted))

    def load(self, dump: Path) -> None:
        _run("pg_restore", self.owner, "--no-owner", "--single-transaction", "--exit-on-error", str(dump))
        dump.unlink()

    def rows(self) -> dict[str, int]:
        with _connected(self.reader) as connection:
            return _rows(connection)

    def _called(self, name: str) -> PostgresqlDatabase:
        return replace(
            self, application=_at(self.application, name), owner=_at(self.owner, name), reader=_at(self.reader, name)
        )

    def _empty(self) -> None:
        """It was empty before: everything of the owner's in it came with the archive."""
        with _connected(self.owner) as connection:
            connection.execute("DROP OWNED BY CURRENT_USER")


@contextmanager
def _connected(address: str) -> Iterator[psycopg.Connection]:
    try:
        with psycopg.connect(address, autocommit=True) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise BackupRefused(
            f"PostgreSQL does not let us in: {error}. Mend: start it, and check its address."
        ) from error


def _tables(connection: psycopg.Connection) -> list[str]:
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [name for (name,) in found]


def _rows(connection: psycopg.Connection) -> dict[str, int]:
    counted = {}
    for name in _tables(connection):
        found = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        counted[name] = int(found[0]) if found else 0
    return counted


def _run(program: str, address: str, *words: str) -> None:
    if shutil.which(program) is None:
        raise BackupRefused(
            f"{program} is not installed, and PostgreSQL is backed up and restored with its own programs. "
            "Mend: apt-get install postgresql-client, of the server's version or later."
        )
    # Whoever lists the processes of this machine must not read the password.
    parts = urlsplit(address)
    bare = urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@", 1)))
    secret = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    command = [program, f"--dbname={bare}", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | secret)
    if done.returncode:
        raise BackupRefused(f"{program} failed: {done.stderr.strip()[-1500:]}. Mend: what it names, then try again.")


def _at(address: str, database: str) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{database}"))
