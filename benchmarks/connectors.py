"""Handing ten thousand pieces of work to another system, beside what that system needs for them by itself."""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.harness import Measured
from benchmarks.journey import set_up

WORK = int(os.environ.get("CONNECTORS_WORK", "10000"))
PACE = 0.010
"""Seconds that the other system takes for each request: the pace of an ordinary server of a supplier's."""
ROUNDS = 4
"""The work is handed over in so many parts, each after as much was asked of the bare system."""


@dataclass
class Paced:
    """A system that takes its time, and keeps what it was given in memory."""

    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, request: Any) -> Any:
        from trellis.components.connectors.standin import Late

        key = request.headers.get("idempotency-key", "")
        with self.lock:
            said = json.loads(request.body)
            job = {"key": key, "reference": said["reference"], "number": f"W-{len(self.jobs)}", "status": ""}
            self.jobs.setdefault(key, job)
        return Late(status=201, body=json.dumps(self.jobs[key]).encode(), after=PACE)


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
        from trellis.components.connectors.standin import Served
        from trellis.components.connectors.worker import clock_from, turn
        from trellis.organisations.actors import system
        from trellis.organisations.queries import organisation

        by, paced, ratios = system(organisation=organisation("bench").pk, doing="bench"), Paced(), []
        fields = {"uprn": "100012345678", "containers": ["RES-240"], "note": "By the gate", "missed": "2026-11-12"}
        with Served(paced) as served:
            connection = _connected(served.address, by=by)
            for _ in range(ROUNDS):
                bare = _bare(served.address, WORK // ROUNDS, json.dumps({**fields, "reference": "x"}).encode())
                paced.jobs.clear()
                _waiting(connection, WORK // ROUNDS, fields, by=by)
                start = time.perf_counter()
                done = turn(connection, now=clock_from(now()), by=by)
                ratios.append((time.perf_counter() - start) / bare)
                assert done.taken_in == len(paced.jobs) == WORK // ROUNDS, f"{done}, {len(paced.jobs)} there"
        ratios.sort()
        what = f"hand over {WORK} pieces of work, to a system that takes {PACE * 1000:g} ms for each, by itself"
        middle = (ratios[1] + ratios[2]) / 2
        return [Measured(what=what, ratio=middle, spread=(ratios[0], ratios[-1]), goal=1.2)]
