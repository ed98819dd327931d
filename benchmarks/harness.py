"""Measuring fairly on a noisy machine: one pinned core, processor time, turns taken, medians of paired ratios."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One promise, and how it stands."""

    what: str
    ratio: float
    spread: tuple[float, float]
    goal: float

    @property
    def holds(self) -> bool:
        return self.ratio <= self.goal

    def as_json(self) -> dict[str, object]:
        return {
            "what": self.what,
            "ratio": round(self.ratio, 4),
            "spread": [round(self.spread[0], 4), round(self.spread[1], 4)],
            "goal": self.goal,
            "holds": self.holds,
        }


def pin_to_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def seconds_of(work: Callable[[], object], *, times: int) -> float:
    """Processor seconds of this process for one call, over `times` calls."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def compare(
    what: str,
    *,
    ours: Callable[[], object],
    anchor: Callable[[], object],
    goal: float,
    times: int = 20,
    anchor_times: int | None = None,
    rounds: int = 15,
) -> Measured:
    """The median of `rounds` ratios, ours to the anchor, each pair measured one after the other."""
    for warm_up in (anchor, ours):
        warm_up()
        warm_up()
    ratios = []
    for _ in range(rounds):
        below = seconds_of(anchor, times=anchor_times or times)
        ratios.append(seconds_of(ours, times=times) / below)
    ratios.sort()
    quarter = len(ratios) // 4
    return Measured(
        what=what, ratio=statistics.median(ratios), spread=(ratios[quarter], ratios[-1 - quarter]), goal=goal
    )


def limit(what: str, *, work: Callable[[], object], goal_ms: float, times: int = 5, rounds: int = 9) -> Measured:
    """Processor time of one call as a share of a limit in milliseconds: 1 or less holds."""
    work()
    shares = sorted(seconds_of(work, times=times) * 1000 / goal_ms for _ in range(rounds))
    return Measured(what=what, ratio=statistics.median(shares), spread=(shares[2], shares[-3]), goal=1.0)
