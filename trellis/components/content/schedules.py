"""What is done for pages again and again."""

from __future__ import annotations

from datetime import datetime, timedelta

from trellis.base.jobs import schedule
from trellis.components.content.actions import keep_dates
from trellis.organisations.actors import each_organisation


def plan() -> None:
    """Say what is to be done, and how often."""
    schedule(
        key="content.dates",
        title="Show and take down pages in time",
        every=timedelta(minutes=1),
        run=keep_all_dates,
    )


def keep_all_dates(at: datetime) -> None:
    """Show and take down what is due, for each organisation in turn."""
    for by in each_organisation(doing="content-dates"):
        keep_dates(at=at, by=by)
