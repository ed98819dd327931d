"""Row-level security: on PostgreSQL the database itself shows a connection only its organisation's rows.

`isolate("cases_case")` is a migration operation; on SQLite it does nothing (there the ORM's scope stands alone).
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ORGANISATION = "trellis.organisation"
"""The setting, local to a transaction, that says for which organisation the connection reads and writes."""


def isolate(table: str, *, column: str = "organisation_id", or_also: str = "") -> migrations.RunPython:
    """Hide every row of another organisation, also from the table's owner. `or_also` is SQL for a further way in."""
    mine = f"{column} = nullif(current_setting('{ORGANISATION}', true), '')::bigint"
    using = f"({mine}) OR ({or_also})" if or_also else mine

    def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor != "postgresql":
            return
        editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        editor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        editor.execute(f'CREATE POLICY own_organisation ON "{table}" USING ({using}) WITH CHECK ({mine})')

    def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f'DROP POLICY IF EXISTS own_organisation ON "{table}"')
            editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    return migrations.RunPython(forwards, backwards)


def append_only(table: str) -> migrations.RunPython:
    """On PostgreSQL, refuse to change or remove a row of this table, whoever asks."""
    function = f"{table}_is_append_only"

    def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
            )
            editor.execute(
                f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}" '
                f"FOR EACH ROW EXECUTE FUNCTION {function}()"
            )

    def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f'DROP TRIGGER append_only ON "{table}"')
            editor.execute(f"DROP FUNCTION {function}()")

    return migrations.RunPython(forwards, backwards)
