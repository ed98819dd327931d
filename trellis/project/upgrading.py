"""An upgrade in two parts, so that people are served throughout: what adds runs before the new version, what takes away
after the last process of the old one has ended. Each migration says which: `when = "before"` or `when = "after"`.
"""

from __future__ import annotations

from typing import Literal

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from trellis.base.errors import TrellisError

Part = Literal["before", "after"]


class NotWhileServing(TrellisError):
    """This upgrade cannot be done while people are served; the message says why, and the mend."""

    code = "not-while-serving"


def runs_after(migration: Migration) -> bool:
    """Whether an earlier version could not work any more once this has run."""
    return getattr(migration, "when", "before") == "after"


def upgrade(part: Part) -> list[str]:
    """Do one part of an upgrade; says what was done.

    :raises NotWhileServing: where the two parts cannot be told apart, or are asked for in the wrong order.
    """
    executor = MigrationExecutor(connection)
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    chosen = first_part(plan)
    if part == "after":
        if chosen:
            raise NotWhileServing(
                f"{_named(chosen[0])} has not run yet. Mend: trellis migrate --before, start this version everywhere, "
                "and only then trellis migrate --after."
            )
        chosen = plan
    if chosen:
        executor.migrate([(each.app_label, each.name) for each in chosen], plan=[(each, False) for each in chosen])
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    return [_named(each) for each in chosen]


def first_part(plan: list[Migration]) -> list[Migration]:
    """Of what is to run, in its order: what an earlier version can work with.

    :raises NotWhileServing: where something of it has to wait for what an earlier version cannot work with, since
        several releases are passed at once.
    """
    waiting: set[tuple[str, str]] = set()
    chosen = []
    for each in plan:
        held_up_by = waiting.intersection(each.dependencies)
        if runs_after(each):
            waiting.add((each.app_label, each.name))
        elif held_up_by:
            raise NotWhileServing(
                f"{_named(each)} has to follow {'.'.join(min(held_up_by))}, which the version that serves could not "
                "work with: several releases are passed at once. "
                "Mend: stop every process, run trellis migrate, then start this version."
            )
        else:
            chosen.append(each)
    return chosen


def _named(migration: Migration) -> str:
    return f"{migration.app_label}.{migration.name}"
