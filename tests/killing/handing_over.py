"""Joins the council of the environment's installation to another system, hands over what waits, says what became of it.

connect PORT | drain MINUTES | tell
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
from trellis.components.connectors.models import Handover
from trellis.components.connectors.worker import turn
from trellis.organisations.actors import Actor, system
from trellis.organisations.queries import organisation
from trellis.organisations.scope import reading

FILE = Path(__file__).parent / "definitions" / "lamps.yaml"


def connect(port: str, *, by: Actor) -> None:
    described = read_connection(FILE).model_copy(update={"at": f"http://127.0.0.1:{port}"})
    found = actions.connect(described=described, inside=True, at=now(), by=by)
    actions.give_secret(connection=found, name="token", secret="made-up", at=now(), by=by)


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
        case ["connect", port]:
            connect(port, by=by)
        case ["write"]:
            jobs.drain()
        case ["drain", minutes]:
            drain(int(minutes), by=by)
        case _:
            print(tell(by=by))
