"""Joins the council of the environment's installation to another system, hands over what waits, says what became of it.

connect SYSTEM PORT | drain MINUTES | tell
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from pathlib import Path

from tests.killing.founding import KEY
from trellis.base import jobs
from trellis.base.time import now
from trellis.components.connectors import actions, queries
from trellis.components.connectors.described import read_connection
from trellis.components.connectors.generic.sandbox import OPTIONS
from trellis.components.connectors.models import Handover
from trellis.components.connectors.worker import turn
from trellis.organisations.actors import Actor, system
from trellis.organisations.queries import organisation
from trellis.organisations.scope import reading

FILE = Path(__file__).parent / "definitions" / "lamps.yaml"


SYSTEMS: dict[str, tuple[str, dict[str, str]]] = {
    "waste": ("token", {}),
    "generic": ("token", {}),
    "highways": ("api-key", {"service_code": "LIGHT"}),
}
"""Each kind of system that is killed, with the secret it needs and what its requests say beside."""


def connect(kind: str, port: str, *, by: Actor) -> None:
    secret, options = SYSTEMS[kind]
    described = read_connection(FILE)
    routes = tuple(each.model_copy(update={"options": options}) for each in described.services)
    found_at = {"at": f"http://127.0.0.1:{port}", "connector": kind, "services": routes}
    described = described.model_copy(update=found_at | ({"options": OPTIONS} if kind == "generic" else {}))
    found = actions.connect(described=described, inside=True, at=now(), by=by)
    actions.give_secret(connection=found, name=secret, secret="made-up", at=now(), by=by)


def drain(minutes: int, *, by: Actor) -> None:
    """Turn after turn, ten minutes apart on our clock, so that claims of the dead run out and nobody rests."""
    at = now() + timedelta(minutes=minutes)
    while True:
        with reading(by):
            connection = queries.connection("lamps", seen_by=by)
            if not queries.standing(connection, seen_by=by).to_send:
                return
        turn(connection, now=lambda at=at: at, by=by)  # type: ignore[misc]
        at += timedelta(minutes=10)
        time.sleep(0.02)


def tell(*, by: Actor) -> str:
    with reading(by):
        return json.dumps(list(Handover.objects.order_by("pk").values_list("key", "about", "state", "number")))


if __name__ == "__main__":
    by = system(organisation=organisation(KEY).pk, doing="connectors")
    match sys.argv[1:]:
        case ["connect", kind, port]:
            connect(kind, port, by=by)
        case ["write"]:
            jobs.drain()
        case ["drain", minutes]:
            drain(int(minutes), by=by)
        case _:
            print(tell(by=by))
