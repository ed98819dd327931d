"""Handing ten thousand pieces of work to another system, beside what that system needs for them by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from benchmarks.harness import Measured
from benchmarks.journey import set_up
from benchmarks.paced import PACE

WORK = int(os.environ.get("CONNECTORS_WORK", "10000"))
ROUNDS = 4
"""The work is handed over in so many parts, each after as much was asked of the bare system."""


@contextmanager
def _paced() -> Iterator[str]:
    """The other system, in a process of its own: it is not to share our processor time."""
    command = [sys.executable, "-m", "benchmarks.paced"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as theirs:
        assert theirs.stdin
        assert theirs.stdout
        yield theirs.stdout.readline().strip()
        theirs.stdin.close()


def _jobs(address: str, *, forget: bool = False) -> int:
    """How many pieces of work they have."""
    from trellis.components.connectors.wire import Line

    line = Line(address, inside=True)
    found = int(line.ask("PUT" if forget else "GET", "/").body)
    line.close()
    return found


def _bare(address: str, number: int, body: bytes) -> float:
    """Seconds for so many requests, one after the other, by a client that does nothing else."""
    from trellis.components.connectors.wire import Line

    line, start = Line(address, inside=True), time.perf_counter()
    for each in range(number):
        headers = {"Authorization": "Bearer x", "Content-Type": "application/json", "Idempotency-Key": f"bare-{each}"}
        line.ask("POST", "/jobs", body=body, headers=headers)
    line.close()
    return time.perf_counter() - start


def _waiting(connection: Any, number: int, fields: Mapping[str, object], *, by: Any) -> None:
    """Write so many pieces of work into the outbox, each for a case of its own with a key of its own."""
    from trellis.base.references import new_reference
    from trellis.base.time import now
    from trellis.components.connectors.models import Handover
    from trellis.organisations.scope import acting
    from trellis.people.actions import make_key

    with acting(by):
        for _ in range(number):
            about, key = new_reference(), make_key(by=by)
            row = Handover(
                organisation_id=by.organisation, connection=connection, key=f"{about}.opened", about=about,
                service="none", occasion="opened", sealed_with=key, written_at=now(), due_at=now(),
            )  # fmt: skip
            row.fields = key.seal(json.dumps(fields), place=f"handover:{row.key}")
            row.save()


def _connected(address: str, *, by: Any) -> Any:
    from trellis.base.time import now
    from trellis.components.connectors.actions import give_secret
    from trellis.components.connectors.models import Connection
    from trellis.organisations.scope import acting

    described = {"connection": "bench", "connector": "waste", "title": {"en": "Bench"}, "at": address, "services": []}
    with acting(by):
        found = Connection.objects.create(
            organisation_id=by.organisation, key="bench", connector="waste", described=described, inside=True,
            begun_at=now(),
        )  # fmt: skip
    give_secret(connection=found, name="token", secret="x", at=now(), by=by)
    found.refresh_from_db()
    return found


def run() -> list[Measured]:
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        from trellis.base.time import now
        from trellis.components.connectors.worker import clock_from, turn
        from trellis.organisations.actors import system
        from trellis.organisations.queries import organisation

        by, ratios = system(organisation=organisation("bench").pk, doing="bench"), []
        fields = {"uprn": "100012345678", "containers": ["RES-240"], "note": "By the gate", "missed": "2026-11-12"}
        with _paced() as address:
            connection = _connected(address, by=by)
            for _ in range(ROUNDS):
                bare = _bare(address, WORK // ROUNDS, json.dumps({**fields, "reference": "x"}).encode())
                _jobs(address, forget=True)
                _waiting(connection, WORK // ROUNDS, fields, by=by)
                start = time.perf_counter()
                done = turn(connection, now=clock_from(now()), by=by)
                ratios.append((time.perf_counter() - start) / bare)
                assert done.taken_in == _jobs(address) == WORK // ROUNDS, f"{done}, {_jobs(address)} there"
        ratios.sort()
        what = f"hand over {WORK} pieces of work, to a system that takes {PACE * 1000:g} ms for each, by itself"
        middle = (ratios[1] + ratios[2]) / 2
        return [Measured(what=what, ratio=middle, spread=(ratios[0], ratios[-1]), goal=1.2)]
