"""What changes a connection itself: what its file says, its secrets, whether the other system answers."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from trellis.base.log import record
from trellis.components.connectors import events
from trellis.components.connectors.checking import faults_in
from trellis.components.connectors.described import Described
from trellis.components.connectors.errors import ConnectionRefused
from trellis.components.connectors.finding import is_by_hand
from trellis.components.connectors.models import Connection, Handover
from trellis.components.connectors.opening import secret_place, secrets_of
from trellis.organisations.actors import Actor, ActorKind, Permission, require
from trellis.organisations.keys import seal_for
from trellis.organisations.scope import acting

FIRST_REST = timedelta(seconds=10)
LONGEST_REST = timedelta(hours=1)


def connect(*, described: Described, inside: bool = False, at: datetime, by: Actor) -> Connection:
    """Take in a connection's file: from now on the cases of its services are handed over.

    `inside` lets it reach a private network or this machine; only whoever runs the installation may say so.

    :raises ConnectionRefused: where the file does not fit the services that are live.
    """
    _may_connect(by, inside=inside)
    if faults := faults_in(described, seen_by=by):
        raise ConnectionRefused(faults)
    data = kept(described)
    with acting(by):
        found = Connection.objects.filter(key=described.connection).first()
        if found is None:
            found = Connection(organisation_id=by.organisation, key=described.connection, begun_at=at)
        elif is_by_hand(found.connector) and not is_by_hand(described.connector):
            # What nobody has typed yet goes the new way; what was typed in has its number, and stays as it is.
            listed = Handover.objects.filter(connection=found, state=Handover.State.SENT)
            listed.update(state=Handover.State.WAITING, due_at=at, taken_in_at=None)
        found.connector, found.described, found.inside = described.connector, data, inside
        found.rests_until = None
        found.save()
        changed = events.ConnectionChanged(
            subject=f"connection:{found.key}",
            connector=found.connector,
            services=sorted({each.service for each in described.services}),
            digest=hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest(),
        )
        record(changed, by=by, at=at)
    return found


def kept(described: Described) -> dict[str, Any]:
    """A file as it is kept: what was left out stays out, and every scalar is text, as it was written."""
    data: dict[str, Any] = json.loads(described.model_dump_json(by_alias=True, exclude_defaults=True))
    return {name: _as_text(value) for name, value in data.items()}


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_text(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    return ("yes" if value else "no") if isinstance(value, bool) else value


def give_secret(*, connection: Connection, name: str, secret: str, at: datetime, by: Actor) -> None:
    """Keep a secret of a connection, sealed with the organisation's key. It is never shown again."""
    _may_connect(by, inside=False)
    with acting(by):
        found = Connection.objects.select_for_update().get(pk=connection.pk)
        secrets = json.dumps({**secrets_of(found), name: secret})
        found.secrets = seal_for(secrets, organisation=by.organisation, place=secret_place(found))
        found.rests_until = None
        found.save(update_fields=["secrets", "rests_until"])
        record(events.SecretGiven(subject=f"connection:{found.key}", name=name), by=by, at=at)


def note_away(*, connection: Connection, why: str, at: datetime, by: Actor) -> None:
    """The other system does not answer: let it rest, longer each time. Work for it waits."""
    with acting(by):
        found = Connection.objects.select_for_update().get(pk=connection.pk)
        rest = min(FIRST_REST * 2 ** min(found.failures, 20), LONGEST_REST)
        found.failures, found.rests_until, found.trouble = found.failures + 1, at + rest, why[:300]
        found.save(update_fields=["failures", "rests_until", "trouble"])
        if found.failures == 1:
            away = events.SystemAway(subject=f"connection:{found.key}", system=title_of(found))
            record(away, by=by, at=at)


def note_answering(*, connection: Connection, at: datetime, by: Actor) -> None:
    """The other system answers again."""
    with acting(by):
        cleared = {"failures": 0, "rests_until": None, "trouble": ""}
        if Connection.objects.filter(pk=connection.pk, failures__gt=0).update(**cleared):
            back = events.SystemBack(subject=f"connection:{connection.key}", system=title_of(connection))
            record(back, by=by, at=at)


def note_mark(*, connection: Connection, mark: str, by: Actor) -> None:
    """Remember up to where the other system's news was read."""
    with acting(by):
        Connection.objects.filter(pk=connection.pk).update(mark=mark)


def title_of(connection: Connection) -> dict[str, str]:
    """What the other system is called, in each language."""
    title = connection.described["title"]
    return dict(title) if isinstance(title, dict) else {"en": str(title)}


def _may_connect(by: Actor, *, inside: bool) -> None:
    if by.kind is not ActorKind.SYSTEM:
        require(by, Permission.STAFF_ADMINISTER)
        if inside:
            raise ConnectionRefused(["only whoever runs the installation may let a connection reach a private network"])
