"""What a command says where the database is not ready for it, with the mend, instead of where in our code it failed."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, OperationalError

from trellis.base.errors import TrellisError


class NotSetUp(TrellisError):
    """There is no installation in this home yet, or the program is newer than its tables."""

    code = "not-set-up"

    def __init__(self) -> None:
        super().__init__(
            f"The installation in {settings.TRELLIS.home} is not set up, or older than this program. "
            "Name another with --home DIR, make a demo with script/demo, or bring it up to date with `trellis migrate`."
        )


class NoDatabase(TrellisError):
    """The database does not answer."""

    code = "no-database"

    def __init__(self, why: str) -> None:
        super().__init__(f"The database does not answer: {why}. Start it, or look at DATABASE_URL.")


def said_of(error: Exception) -> TrellisError | None:
    """What to say instead of this error; None where the database is ready, so that it was something else."""
    if not isinstance(error, DatabaseError):
        return None
    try:
        waiting = MigrationExecutor(connection)
        behind = waiting.migration_plan(waiting.loader.graph.leaf_nodes())
    except OperationalError as unreachable:
        return NoDatabase(" ".join(str(unreachable).split()))
    return NotSetUp() if behind else None
