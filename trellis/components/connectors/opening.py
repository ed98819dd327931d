"""Opening a connection: its address, its secrets, and the wire to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from trellis.components.connectors.described import remembered
from trellis.components.connectors.errors import SecretMissing
from trellis.components.connectors.finding import connector_called, is_by_hand, sandbox_of
from trellis.components.connectors.models import Connection
from trellis.components.connectors.port import Link, System
from trellis.components.connectors.sandboxes import Sandbox
from trellis.components.connectors.standin import InProcess
from trellis.components.connectors.wire import AddressRefused, Line, NoWire, Wire
from trellis.organisations.keys import unseal_for

SANDBOX = "sandbox:"


@contextmanager
def opened(connection: Connection) -> Iterator[System]:
    """The other system, ready to be asked; the line is closed afterwards.

    :raises SecretMissing: where a secret was never given.
    :raises AddressRefused: where its address may not be reached from here.
    """
    described = remembered(connection.described)
    connector = connector_called(connection.connector)
    secrets = secrets_of(connection)
    missing = [each for each in connector.needs if each not in secrets]
    if missing and described.at != SANDBOX:
        raise SecretMissing(f"{connection.key}: {', '.join(missing)} was never given; use trellis connect secret")
    wire = _wire(connection, described.at)
    try:
        yield connector.open(Link(wire=wire, options=described.options, secrets=secrets))
    finally:
        wire.close()


def secrets_of(connection: Connection) -> dict[str, str]:
    """The connection's secrets, opened."""
    if connection.secrets is None:
        return {}
    plain = unseal_for(connection.secrets, organisation=connection.organisation_id, place=secret_place(connection))
    found: dict[str, str] = json.loads(plain)
    return found


def secret_place(connection: Connection) -> str:
    """What the secrets are bound to: sealed for one connection, they do not open for another."""
    return f"connection:{connection.key}"


def sandbox_for(connection: Connection) -> Sandbox | None:
    """What plays the other system, where the connection is to its sandbox and this is no installation for real."""
    plays = sandbox_of(connection.connector)
    described = remembered(connection.described)
    if described.at != SANDBOX or plays is None or settings.TRELLIS.mode == "production":
        return None
    folder: Path = settings.TRELLIS.home / "sandbox"
    folder.mkdir(parents=True, exist_ok=True)
    # A connection that was begun anew, such as after the database was, finds a new book.
    begun = f"{connection.begun_at:%Y%m%d%H%M%S%f}"
    return plays(folder / f"{connection.organisation_id}-{connection.key}-{begun}.sqlite3")


def _wire(connection: Connection, address: str) -> Wire:
    if is_by_hand(connection.connector):
        return NoWire()
    if address != SANDBOX:
        return Line(address, inside=connection.inside)
    sandbox = sandbox_for(connection)
    if sandbox is None:
        raise AddressRefused("a sandbox is not there in production: give the system's own address")
    return InProcess(sandbox)
