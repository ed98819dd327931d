"""What research does again and again."""

from __future__ import annotations

from datetime import timedelta

from trellis.base.jobs import schedule
from trellis.components.research.actions import forget_old_sittings


def start() -> None:
    """Have recordings of tests erased when their time is over."""
    schedule(
        key="research.forget-sittings",
        title="Erase recordings of tests with people",
        every=timedelta(hours=6),
        run=forget_old_sittings,
        erases=True,
    )
