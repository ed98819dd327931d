"""What is done for cases again and again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from trellis.base.jobs import schedule
from trellis.cases.actions import watching
from trellis.organisations.actors import each_organisation


def set_up() -> None:
    """Say what is to be done, and how often."""
    hourly = timedelta(hours=1)
    schedule(key="cases.stages", title="End stages whose time is over", every=hourly, run=end_stages)
    schedule(key="cases.silence", title="Let silence decide where the law says so", every=hourly, run=silence)
    schedule(key="cases.deadlines", title="Warn of deadlines", every=hourly, run=deadlines)
    schedule(
        key="cases.retention",
        title="Erase what was kept long enough",
        every=timedelta(hours=6),
        run=retention,
        erases=True,
    )


def end_stages(at: datetime) -> None:
    _for_each(watching.end_stages_whose_time_is_over, at)


def silence(at: datetime) -> None:
    _for_each(watching.let_silence_decide, at)


def deadlines(at: datetime) -> None:
    _for_each(watching.warn_of_deadlines, at)


def retention(at: datetime) -> None:
    _for_each(watching.dispose_of_old_cases, at)


def _for_each(work: Callable[..., int], at: datetime) -> None:
    for by in each_organisation(doing="deadlines"):
        work(at=at, by=by)
