"""Whether the database answers, and has the tables that this version of Trellis works with."""

from __future__ import annotations

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from trellis.project.upgrading import runs_after


def what_is_missing() -> str:
    """Why nothing can be served now, in words without anything private in them; empty where all is there.

    A database that is newer is not missing anything: while a new version comes up, the old one goes on serving. Nor is
    one from which something is still to be taken away, once the old one is gone.
    """
    try:
        behind = migrations_to_run()
    except DatabaseError:
        return "the database does not answer, or has no tables yet"
    return "the database is older than this version: run trellis migrate" if behind else ""


def migrations_run() -> list[str]:
    return sorted(_run())


def migrations_written() -> list[str]:
    """Every migration of this version: what a database has seen that is up to date."""
    return sorted(_written())


def migrations_to_run() -> list[str]:
    """What has to be done before this version can serve."""
    return sorted(_written() - _run() - _after())


def migrations_to_run_after() -> list[str]:
    """What is to be done once no process of an earlier version is left."""
    return sorted(_after() - _run())


def migrations_done_after() -> list[str]:
    """Every migration of this version that it can do without."""
    return sorted(_after())


def migrations_not_known() -> list[str]:
    """What a later version did to this database, that this version does not know."""
    ours = {each.partition(".")[0] for each in _written()}
    return sorted(each for each in _run() - _written() if each.partition(".")[0] in ours)


@cache
def _written() -> frozenset[str]:
    """Read once: the files of a running process do not change."""
    return frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


@cache
def _after() -> frozenset[str]:
    found = MigrationLoader(None).disk_migrations
    return frozenset(f"{app}.{name}" for (app, name), each in found.items() if runs_after(each))


def _run() -> frozenset[str]:
    applied = MigrationRecorder(connection).migration_qs.values_list("app", "name")
    return frozenset(f"{app}.{name}" for app, name in applied)
