"""Holding what we handed over against what the other system holds: every night, and when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db.models import Q, QuerySet

from trellis.base.references import read_reference
from trellis.components.connectors import actions, queries
from trellis.components.connectors.actions.sending import twice
from trellis.components.connectors.described import remembered
from trellis.components.connectors.finding import is_by_hand
from trellis.components.connectors.models import Connection, Difference, Handover
from trellis.components.connectors.opening import opened
from trellis.components.connectors.port import Books, Held, Offers, System
from trellis.organisations.actors import Actor, each_organisation
from trellis.organisations.scope import reading

logger = structlog.get_logger(__name__)

LOOKED_BACK = timedelta(days=14)
"""So long after its end a piece of work is still held against theirs."""
BATCH = 200
_Kind = Difference.Kind
_FOUND_BY_LOOKING = frozenset({_Kind.GONE, _Kind.TWICE, _Kind.OTHER_CASE, _Kind.OTHER_NUMBER, _Kind.NOT_OURS})


@dataclass(kw_only=True)
class Reconciled:
    """What came of holding one connection against the other side."""

    connection: str
    compared: int = 0
    caught_up: int = 0
    """Had changed on their side without our having heard."""
    differences: int = 0
    settled: int = 0


def reconcile_all(at: datetime) -> None:
    """Every connection of every organisation; one that does not answer keeps nobody from the others."""
    for by in each_organisation(doing="reconciling"):
        with reading(by):
            found = list(queries.connections(seen_by=by))
        for connection in found:
            try:
                reconcile(connection, at=at, by=by)
            except Exception as error:  # noqa: BLE001  whatever it is, the others are still looked at
                logger.warning("not-reconciled", connection=connection.key, error=repr(error))


def reconcile(connection: Connection, *, at: datetime, by: Actor) -> Reconciled:
    """Compare everything that is there, or ended lately. Raises what the port raises where they cannot be asked."""
    done = Reconciled(connection=connection.key)
    since = at - LOOKED_BACK
    with reading(by):
        if is_by_hand(connection.connector) or not _to_compare(connection, since).exists():
            return done
    with opened(connection) as system:
        _codes_gone(system, connection, done, at=at, by=by)
        look_up = _by_their_book(system, connection, done, at=at, by=by) or system.find
        for row in _rows(connection, since, by=by):
            _compare(row, look_up(row.key), done, at=at, by=by)
    actions.note_reconciled(connection=connection, at=at, by=by)
    return done


def _to_compare(connection: Connection, since: datetime) -> QuerySet[Handover]:
    there = Q(state__in=Handover.THERE) | Q(state=Handover.State.ENDED, ended_at__gte=since)
    return Handover.objects.filter(there, connection=connection, by_hand=False)


def _rows(connection: Connection, since: datetime, *, by: Actor) -> Iterator[Handover]:
    last = 0
    while True:
        with reading(by):
            rows = _to_compare(connection, since).filter(pk__gt=last).select_related("connection", "sealed_with")
            batch = list(rows.order_by("pk")[:BATCH])
        if not batch:
            return
        yield from batch
        last = batch[-1].pk


def _codes_gone(system: System, connection: Connection, done: Reconciled, *, at: datetime, by: Actor) -> None:
    """Their list of codes changed overnight: known here before work is refused for it."""
    if not isinstance(system, Offers):
        return
    offered = system.offered()
    for route in remembered(connection.described).services:
        code, key = route.options.get(system.option, ""), f"{route.service} {route.on}"[:80]
        if code and code not in offered:
            done.differences += actions.find_difference(
                connection=connection, key=key, kind=_Kind.CODE_GONE, facts={"code": code}, at=at, by=by
            )
        else:
            done.settled += actions.agree_again(
                connection=connection, key=key, only=frozenset({_Kind.CODE_GONE}), at=at, by=by
            )


LookUp = Callable[[str], tuple[Held, ...]]


def _by_their_book(
    system: System, connection: Connection, done: Reconciled, *, at: datetime, by: Actor
) -> LookUp | None:
    """What they hold, read once from beginning to end; None where they do not list it."""
    if not isinstance(system, Books):
        return None
    book: dict[str, list[Held]] = {}
    for held in system.holdings():
        book.setdefault(held.key, []).append(held)
    _not_ours(connection, book, done, at=at, by=by)
    return lambda key: tuple(book.get(key, ()))


def _not_ours(
    connection: Connection, book: dict[str, list[Held]], done: Reconciled, *, at: datetime, by: Actor
) -> None:
    """What they hold under a key such as only we make, and which we never wrote down."""
    for keys in _in_batches([key for key in book if read_reference(key.partition(".")[0])]):
        with reading(by):
            known = set(Handover.objects.filter(connection=connection, key__in=keys).values_list("key", flat=True))
        for key in (each for each in keys if each not in known):
            facts = {"numbers": [held.number for held in book[key]]}
            done.differences += actions.find_difference(
                connection=connection, key=key, kind=_Kind.NOT_OURS, facts=facts, at=at, by=by
            )


def _in_batches(keys: list[str]) -> Iterable[list[str]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def _compare(row: Handover, held: tuple[Held, ...], done: Reconciled, *, at: datetime, by: Actor) -> None:
    done.compared += 1
    found: set[_Kind] = set()
    if not held and row.state != Handover.State.SENT:
        found.add(_Kind.GONE)
        facts = {"number": row.number}
        done.differences += actions.find_difference(
            connection=row.connection, row=row, kind=_Kind.GONE, facts=facts, at=at, by=by
        )
    if len(held) > 1:
        found.add(_Kind.TWICE)
        done.differences += twice(row, held, at=at, by=by)
    for each in held:
        found |= _kinds(row, each) if each.number == row.number or len(held) == 1 else set()
    done.settled += actions.agree_again(
        connection=row.connection, key=row.key, only=_FOUND_BY_LOOKING, but_for=frozenset(found), at=at, by=by
    )
    ours = next((each for each in held if each.number == row.number), held[0] if held else None)
    if ours is not None:
        done.caught_up += actions.hear(connection=row.connection, held=ours, at=at, by=by)
        done.differences += len(found - {_Kind.GONE, _Kind.TWICE})


def _kinds(row: Handover, held: Held) -> set[Difference.Kind]:
    """What `hear` will find: named here so that it is not settled and found again every night."""
    if held.about != row.about:
        return {_Kind.OTHER_CASE}
    return {_Kind.OTHER_NUMBER} if row.number and held.number and held.number != row.number else set()
