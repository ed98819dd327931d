"""On PostgreSQL the application runs as a role that owns no table, so that the database itself can refuse it.

Migrations run as the owner. Before them, the application's role is given what the tables to come allow it: a later
`REVOKE` of a migration then stands, which a grant after the migrations would undo.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {app}",
)


@contextmanager
def owning() -> Iterator[None]:
    """Be the owner of the tables inside the block, where `TRELLIS_OWNER_DATABASE_URL` names one."""
    if not settings.DATABASE_OWNER:
        yield
        return
    as_app = dict(connection.settings_dict)
    pooled = connection.settings_dict["OPTIONS"].pop("pool", None)
    connection.close()
    connection.settings_dict.update(settings.DATABASE_OWNER)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update({key: as_app[key] for key in settings.DATABASE_OWNER})
        if pooled:
            connection.settings_dict["OPTIONS"]["pool"] = pooled


def let_the_application_in() -> None:
    """As the owner, allow the application's role to use the tables that migrations will make."""
    if not settings.DATABASE_OWNER:
        return
    with connection.cursor() as cursor:
        for statement in _GRANTS:
            cursor.execute(statement.format(app=connection.ops.quote_name(settings.DATABASE_APP_ROLE)))
