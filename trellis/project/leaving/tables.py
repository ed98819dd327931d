"""Every table that holds something of an organisation: row by row, without what is sealed and what opens a door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import BinaryField, Field, Model

LEFT_OUT = {
    "base_delivery": "what is still to be done by this installation",
    "cases_searchterm": "an index that is made again from the cases",
    "cases_statuscode": "codes that open an application",
    "people_message": "the words stand with each case; the rest is codes and links that open an application",
    "services_savedlink": "links that open an application",
}
"""Tables that are not taken along, with why."""
SEALED = "sealed fields of tables"
_SECRET = frozenset({"token", "email_index", "looked_up"})
"""Fields by which something is found without being readable: they say nothing anywhere else."""


def owned_tables() -> list[type[Model]]:
    """Every table whose rows say whose they are, and that is taken along."""
    found = (each for each in apps.get_models() if any(f.attname == "organisation_id" for f in _fields(each)))
    return sorted(
        (each for each in found if table_of(each) not in LEFT_OUT),
        key=table_of,
    )


def table_of(model: type[Model]) -> str:
    """What the database calls it."""
    return str(model._meta.db_table)  # noqa: SLF001  what Django documents, by a name with an underscore


def rows_of(model: type[Model]) -> Iterator[dict[str, Any]]:
    """Each row in the order in which it was written. Run inside `reading`."""
    names = [each.attname for each in taken(model)]
    manager: Any = model._meta.default_manager  # noqa: SLF001  as above
    for values in manager.order_by("pk").values_list(*names).iterator(chunk_size=2000):
        yield dict(zip(names, values, strict=True))


def taken(model: type[Model]) -> list[Field[Any, Any]]:
    """The fields that are taken along."""
    return [each for each in _fields(model) if not isinstance(each, BinaryField) and each.attname not in _SECRET]


def fields_said(model: type[Model]) -> dict[str, str]:
    """What is in each field, for the schema."""
    return {each.attname: _kind(each) for each in taken(model)}


def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return list(model._meta.concrete_fields)  # noqa: SLF001  as above


def _kind(field: Field[Any, Any]) -> str:
    kind = field.get_internal_type()
    whose = field.related_model
    if isinstance(whose, type):
        return f"the id of a row of {table_of(whose)}" + (", or null" if field.null else "")
    plain = {"JSONField": "any JSON", "DateTimeField": "a time, ISO 8601", "DateField": "a day, ISO 8601"}
    said = plain.get(kind, "true or false" if "Boolean" in kind else "a number" if "Integer" in kind else "text")
    return said + (", or null" if field.null else "")


def plain(value: object) -> object:
    """A value that JSON has no word for, as text. Times are in UTC, as the log's digests have them."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an export")
