"""Events delivered in batches of 50, beside one transaction for each: decision 0011."""

from __future__ import annotations

import statistics
import tempfile
import time

from benchmarks.harness import Measured
from benchmarks.journey import set_up

EVENTS = 200
ROUNDS = 7


def _write(events: int) -> None:
    from trellis.base.log import record
    from trellis.base.time import now
    from trellis.organisations.actors import system
    from trellis.organisations.events import TeamFormed
    from trellis.organisations.queries import organisation
    from trellis.organisations.scope import acting

    by = system(organisation=organisation("bench").pk, doing="bench")
    with acting(by):
        for number in range(events):
            record(TeamFormed(subject=f"team:{number}", team=str(number)), by=by, at=now())


def _delivered(*, most: int) -> float:
    """Seconds on the wall to deliver what was written: committing waits for the disk, which is what batches save."""
    from trellis.base import jobs
    from trellis.base.time import now

    _write(EVENTS)
    start, done = time.perf_counter(), 0
    while batch := jobs.deliver_due(at=now(), most=most):
        done += batch
    assert done == EVENTS, f"{done} of {EVENTS} delivered"
    return time.perf_counter() - start


def run() -> list[Measured]:
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        from trellis.base import log
        from trellis.organisations.events import TeamFormed

        log.subscribe(TeamFormed, key="bench.heard", handle=lambda entry: None)
        _delivered(most=50)
        ratios = []
        for _ in range(ROUNDS):
            alone = _delivered(most=1)
            ratios.append(_delivered(most=50) / alone)
        ratios.sort()
        what = "deliver 200 events in batches of 50, to one transaction for each"
        return [Measured(what=what, ratio=statistics.median(ratios), spread=(ratios[1], ratios[-2]), goal=0.7)]
