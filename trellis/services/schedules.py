"""What the services floor does again and again."""

from __future__ import annotations

from datetime import timedelta

from trellis.base.jobs import schedule
from trellis.services.actions import expire_journeys


def start() -> None:
    """Have answers that nobody sent erased when their time is over."""
    schedule(
        key="services.forget-unfinished",
        title="Erase answers that nobody sent",
        every=timedelta(hours=1),
        run=expire_journeys,
        erases=True,
    )
