"""Writing work down for other systems, in the transaction that heard of the case."""

from __future__ import annotations

from datetime import datetime

from trellis.base.log import record
from trellis.components.connectors import events
from trellis.components.connectors.actions.connecting import title_of
from trellis.components.connectors.actions.differing import find_difference
from trellis.components.connectors.actions.filling import put_fields
from trellis.components.connectors.described import Route, remembered
from trellis.components.connectors.models import Connection, Difference, Handover
from trellis.organisations.actors import Actor
from trellis.organisations.scope import acting
from trellis.people.errors import KeyErased
from trellis.services.queries import Submission, submission


def hand_over(*, reference: str, occasion: str, once: str, at: datetime, by: Actor) -> int:
    """Write down what other systems are to do for this case on this occasion; says how many pieces of work.

    `once` names the occasion in the key: asked twice, nothing is written twice.
    """
    with acting(by):
        connections = list(Connection.objects.filter(begun_at__lte=at).order_by("key"))
        if not connections:
            return 0
        try:
            sent = submission(reference, seen_by=by)
        except KeyErased:
            return 0
        done = 0
        for connection in connections:
            for route in remembered(connection.described).routes_for(sent.service, occasion):
                done += _write(connection, route, sent, key=f"{reference}.{once}", at=at, by=by)
    return done


def _write(connection: Connection, route: Route, sent: Submission, *, key: str, at: datetime, by: Actor) -> bool:
    if Handover.objects.filter(connection=connection, key=key).exists():
        return False
    row = Handover(
        organisation_id=by.organisation,
        connection=connection,
        key=key,
        about=sent.reference,
        service=sent.service,
        occasion=route.on,
        sealed_with=sent.key,
        written_at=at,
        due_at=at,
    )
    put_fields(row, route, sent)
    row.save()
    written = events.WorkHandedOver(subject=row.about, system=title_of(connection), handover=key)
    record(written, by=by, at=at)
    if row.state == Handover.State.REFUSED:
        find_difference(
            connection=connection, row=row, kind=Difference.Kind.REFUSED, facts={"why": row.error}, at=at, by=by
        )
    return True
