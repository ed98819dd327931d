"""Statements that every request needs: Django writes their SQL once in a process, and only the values change.

Writing the SQL of a query costs Django several times what running it costs (decision 0021). A prepared statement says
the same as the query it was made from, and names the organisation of the scope it runs in: outside of one it raises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.options import Options
from django.db.models.query import QuerySet, get_related_populators
from django_scopes import ScopeError, get_scope, scope

M = TypeVar("M", bound=models.Model)
_ORGANISATION = "organisation"


def _connection() -> BaseDatabaseWrapper:
    """This thread's connection itself: each look through Django's stand-in for it costs as much as a column."""
    return connections[DEFAULT_DB_ALIAS]


def _organisation() -> int:
    number = get_scope().get(_ORGANISATION)
    if not isinstance(number, int):
        raise ScopeError("A prepared statement runs for one organisation: inside reading() or acting().")
    return number


def _run(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> tuple[list[Any], int]:
    """The rows that a statement gives, and how many it concerned.

    Django's cursor costs SQLite four times what a short statement itself does, so it stands aside; not where somebody
    watches (a test that counts, a debugger), and not on PostgreSQL, where its cursor does more.
    """
    watched = connection.queries_logged or connection.execute_wrappers
    if connection.vendor != "sqlite" or watched or connection.connection is None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return (cursor.fetchall() if cursor.description else []), int(cursor.rowcount)
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        done = connection.connection.execute(sql.replace("%s", "?"), values)
        return done.fetchall(), int(done.rowcount)


def _blanks(names: Sequence[str], kinds: Mapping[str, type]) -> dict[str, str | int]:
    """A value for each name that no query of ours holds: it shows where in the SQL the name's value belongs."""
    return {name: f"blank {name}" if kinds[name] is str else -(2**53) - at for at, name in enumerate(names)}


@dataclass(frozen=True, kw_only=True)
class _Read(Generic[M]):
    """A query as SQL, and how a row of it becomes an object: both as Django makes them."""

    sql: str
    values: tuple[Any, ...]
    """Constants, and the names of blanks."""
    model: type[M]
    columns: tuple[str, ...]
    converters: tuple[tuple[int, list[Any], Any], ...]
    related: tuple[Any, ...]

    def of(self, row: Sequence[Any], connection: BaseDatabaseWrapper) -> M:
        read = list(row)
        for at, converters, expression in self.converters:
            for convert in converters:
                read[at] = convert(read[at], expression, connection)
        found = self.model.from_db(connection.alias, self.columns, read[: len(self.columns)])
        for each in self.related:
            each.populate(read, found)
        return found


@dataclass(frozen=True, kw_only=True)
class _Blank:
    name: str


class Select(Generic[M]):
    """A query for whole rows: `Select(lambda token: Journey.objects.filter(token=token), token=str)`."""

    def __init__(self, query: Callable[..., QuerySet[M]], **kinds: type) -> None:
        self._query = query
        self._kinds = kinds
        self._made: dict[str, _Read[M]] = {}

    def all(self, **values: str | int) -> list[M]:
        """Every row of the scope's organisation that the query finds with these values."""
        filled, connection = {_ORGANISATION: _organisation(), **values}, _connection()
        made = self._made.get(connection.vendor) or self._make(connection)
        asked = [filled[each.name] if isinstance(each, _Blank) else each for each in made.values]
        return [made.of(row, connection) for row in _run(connection, made.sql, asked)[0]]

    def first(self, **values: str | int) -> M | None:
        return next(iter(self.all(**values)), None)

    def _make(self, connection: BaseDatabaseWrapper) -> _Read[M]:
        names = (_ORGANISATION, *self._kinds)
        blanks = _blanks(names, {_ORGANISATION: int, **self._kinds})
        with scope(organisation=None), scope(organisation=blanks[_ORGANISATION]):
            query = self._query(**{name: blanks[name] for name in self._kinds}).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        named = {value: _Blank(name=name) for name, value in blanks.items()}
        info = compiler.klass_info
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        if start or _Blank(name=_ORGANISATION) not in {named.get(each) for each in params}:
            raise TypeError("only a scoped query for whole rows can be prepared")
        made = _Read(
            sql=sql,
            values=tuple(named.get(each, each) for each in params),
            model=info["model"],
            columns=tuple(each[0].target.attname for each in compiler.select[start:end]),
            converters=tuple(
                (at, converters, expression)
                for at, (converters, expression) in compiler.get_converters([e for e, *_ in compiler.select]).items()
            ),
            related=tuple(get_related_populators(info, compiler.select, connection.alias)),  # type: ignore[call-arg]
        )
        self._made[connection.vendor] = made
        return made


def _about(model: type[models.Model]) -> Options[Any]:
    return model._meta  # noqa: SLF001  Django's own name for what is documented of a model


class Update(Generic[M]):
    """A change of columns in the rows that other columns find: `Update(Journey, change=["state"], where=["id"])`."""

    def __init__(self, model: type[M], *, change: Sequence[str], where: Sequence[str]) -> None:
        about = _about(model)
        fields = {each.attname: each for each in about.concrete_fields}
        self._change = [(name, fields[name]) for name in change]
        self._where = [(name, fields[name]) for name in where]
        sets = ", ".join(f'"{fields[name].column}" = %s' for name in change)
        found = " AND ".join(f'"{fields[name].column}" = %s' for name in ("organisation_id", *where))
        self._sql = f'UPDATE "{about.db_table}" SET {sets} WHERE {found}'  # noqa: S608  names of our own columns

    def run(self, *, change: Mapping[str, Any], where: Mapping[str, Any]) -> int:
        """How many rows of the scope's organisation were changed."""
        connection = _connection()
        values = [field.get_db_prep_save(change[name], connection) for name, field in self._change]
        values.append(_organisation())
        values += [field.get_db_prep_value(where[name], connection) for name, field in self._where]
        return _run(connection, self._sql, values)[1]

    def save(self, row: M) -> None:
        """Write these columns of a row as they now are, found by its number; its `where` is `["id"]`."""
        self.run(change={name: getattr(row, name) for name, _ in self._change}, where={"id": row.pk})


@cache
def _insertion(model: type[models.Model]) -> tuple[str, tuple[models.Field[Any, Any], ...]]:
    about = _about(model)
    key, fields = about.pk, tuple(each for each in about.concrete_fields if each is not about.pk)
    columns, blanks = ", ".join(f'"{each.column}"' for each in fields), ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{about.db_table}" ({columns}) VALUES ({blanks}) RETURNING "{key.column}"', fields  # noqa: S608


def insert(row: M) -> M:
    """Write a new row, which then knows its number. What the database itself refuses, it refuses here too."""
    (sql, fields), connection = _insertion(type(row)), _connection()
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    row.pk = _run(connection, sql, values)[0][0][0]
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  as Django's own `save` leaves it
    return row
