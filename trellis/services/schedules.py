"""What the services floor does again and again."""

from __future__ import annotations

from datetime import timedelta

from trellis.base.jobs import schedule
from trellis.services.actions import expire_journeys, publish_planned


def start() -> None:
    """Have answers that nobody sent erased when their time is over, and drafts published when theirs has come."""
    schedule(
        key="services.forget-unfinished",
        title="Erase answers that nobody sent",
        every=timedelta(hours=1),
        run=expire_journeys,
        erases=True,
    )
    schedule(
        key="services.publish-planned",
        title="Publish what is planned for now",
        every=timedelta(minutes=1),
        run=publish_planned,
    )
