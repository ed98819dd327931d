"""Where we and another system do not agree: found once, and open until it agrees again or a person settles it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from trellis.base.log import record
from trellis.components.connectors import events, queries
from trellis.components.connectors.actions.connecting import title_of
from trellis.components.connectors.actions.filling import put_fields
from trellis.components.connectors.described import remembered
from trellis.components.connectors.errors import CannotBeMapped, NoSuchDifference
from trellis.components.connectors.models import Connection, Difference, Handover
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import acting
from trellis.services.queries import submission

ALL = frozenset(Difference.Kind)
AGREE = "They agree again"


def find_difference(
    *,
    connection: Connection,
    row: Handover | None = None,
    key: str = "",
    kind: Difference.Kind,
    facts: Mapping[str, object],
    at: datetime,
    by: Actor,
) -> bool:
    """Write down that we do not agree; says whether it is new. One that stands open already only gets new facts."""
    with acting(by):
        found, new = Difference.objects.get_or_create(
            connection=connection,
            key=row.key if row else key[:80],
            kind=kind,
            settled_at=None,
            defaults={
                "organisation_id": by.organisation,
                "handover": row,
                "about": row.about if row else "",
                "facts": dict(facts),
                "found_at": at,
            },
        )
        if not new:
            found.facts = dict(facts)
            found.save(update_fields=["facts"])
            return False
        said = events.DifferenceFound(
            subject=found.about or f"connection:{connection.key}", system=title_of(connection), difference=kind
        )
        record(said, by=by, at=at)
    return True


def agree_again(
    *,
    connection: Connection,
    key: str,
    only: frozenset[Difference.Kind] = ALL,
    but_for: frozenset[Difference.Kind] = frozenset(),
    at: datetime,
    by: Actor,
) -> int:
    """What was found before is found no more: settle it; says how many."""
    with acting(by):
        kinds = sorted(only - but_for)
        open_ones = Difference.objects.filter(connection=connection, key=key, kind__in=kinds, settled_at=None)
        found = list(open_ones.select_related("connection"))
        for each in found:
            _settle(each, who=by.label, because=AGREE, at=at, by=by)
    return len(found)


def settle_difference(*, difference: int, because: str, at: datetime, by: Actor) -> None:
    """Say how a difference was settled, by somebody who may see its case.

    :raises NoSuchDifference: where there is none, or it was settled already.
    """
    require(by, Permission.CASE_WORK)
    with acting(by):
        _settle(_open(difference, by), who=by.label, because=because.strip(), at=at, by=by)


def take_their_number(*, difference: int, at: datetime, by: Actor) -> None:
    """They call it something else now, and the number is theirs to give.

    :raises NoSuchDifference: where there is none about a number.
    """
    require(by, Permission.CASE_WORK)
    with acting(by):
        found = _open(difference, by)
        if found.handover is None or found.kind != Difference.Kind.OTHER_NUMBER:
            raise NoSuchDifference
        found.handover.number = str(found.facts["number"])[:80]
        found.handover.save(update_fields=["number"])
        _settle(found, who=by.label, because="Their number was taken", at=at, by=by)


def send_again(*, difference: int, at: datetime, by: Actor) -> None:
    """Hand the work over again under its key, with the answers as they are now: it is looked up first.

    :raises NoSuchDifference: where there is none, or nothing that could be sent.
    """
    require(by, Permission.CASE_WORK)
    with acting(by):
        found = _open(difference, by)
        row = found.handover
        if row is None:
            raise NoSuchDifference
        route = remembered(found.connection.described).route(row.service, row.occasion)
        if route is None:
            raise CannotBeMapped("the connection's file no longer says what is sent of this service")
        put_fields(row, route, submission(row.about, seen_by=by))
        if row.state == Handover.State.REFUSED:
            raise CannotBeMapped(row.error)
        row.state, row.attempts, row.due_at, row.ended_at = Handover.State.UNKNOWN, 0, at, None
        row.save()
        _settle(found, who=by.label, because="Sent again", at=at, by=by)


def note_reconciled(*, connection: Connection, at: datetime, by: Actor) -> None:
    """Remember when we last held everything against what they hold."""
    with acting(by):
        Connection.objects.filter(pk=connection.pk).update(reconciled_at=at)


def _open(number: int, by: Actor) -> Difference:
    """One that stands open, about a case that they may see."""
    rows = queries.differences_for(seen_by=by).select_for_update(of=("self",))
    found = rows.filter(pk=number).select_related("connection", "handover__sealed_with").first()
    if found is None:
        raise NoSuchDifference
    return found


def _settle(found: Difference, *, who: str, because: str, at: datetime, by: Actor) -> None:
    found.settled_at, found.settled_by, found.because = at, who, because[:500]
    found.save(update_fields=["settled_at", "settled_by", "because"])
    said = events.DifferenceSettled(
        subject=found.about or f"connection:{found.connection.key}",
        system=title_of(found.connection),
        difference=found.kind,
    )
    record(said, by=by, at=at)


def forget_words(*, reference: str, by: Actor) -> None:
    """The case was kept long enough: what another system said of it, in words of its own, goes with it."""
    with acting(by):
        Handover.objects.filter(about=reference).update(error="")
        Difference.objects.filter(about=reference).update(facts={}, because="")
