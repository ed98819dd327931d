"""The two scopes for the database: `reading` and `acting`. Outside of both, a scoped query raises.

Both set the organisation, for the ORM (django-scopes) and, on PostgreSQL, for row-level security. `acting` is one
transaction. `reading` takes no writer's lock: on SQLite it opens no transaction at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django_scopes import get_scope, scope

from trellis.base.isolation import ORGANISATION
from trellis.base.log import Who
from trellis.organisations.errors import OtherOrganisation


def _tell_the_database(organisation: int) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [ORGANISATION, str(organisation)])


def _already_in(organisation: int) -> bool:
    current = get_scope().get("organisation")
    if current is not None and current != organisation:
        raise OtherOrganisation
    return current is not None


@contextmanager
def reading(by: Who) -> Iterator[None]:
    """See what this actor's organisation has."""
    if _already_in(by.organisation):
        yield
        return
    on_postgresql = connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
    with transaction.atomic() if on_postgresql else nullcontext():
        if on_postgresql:
            _tell_the_database(by.organisation)
        with scope(organisation=by.organisation):
            yield


@contextmanager
def acting(by: Who) -> Iterator[None]:
    """Change what this actor's organisation has: everything inside is done whole, or not at all."""
    nested = _already_in(by.organisation)
    with transaction.atomic():
        if not nested or connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
            _tell_the_database(by.organisation)
        with scope(organisation=by.organisation):
            yield
