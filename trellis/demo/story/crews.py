"""The waste works that Anyborough is connected to since the day before yesterday, and what its crews have done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from trellis.components.connectors import actions, queries
from trellis.components.connectors.described import read_connection
from trellis.components.connectors.opening import sandbox_for
from trellis.components.connectors.worker import work_for_all
from trellis.demo.story.company import Company
from trellis.demo.story.days import moment
from trellis.demo.story.tale import Doing
from trellis.organisations.actors import Actor, system
from trellis.organisations.scope import reading

CONNECTIONS = Path(__file__).parent.parent / "connections"


def crews(*, now: datetime) -> Iterator[tuple[datetime, Doing]]:
    """Two days ago the borough connects its waste works; this morning a crew plans what came in."""
    yield moment(2, "07:30", now=now), _connect
    yield moment(0, "06:30", now=now), _plan


def _connect(at: datetime, company: Company) -> None:
    described = read_connection(CONNECTIONS / "waste.yaml")
    actions.connect(described=described, at=at, by=_whoever_runs_it(company))


def _plan(at: datetime, company: Company) -> None:
    by = _whoever_runs_it(company)
    # Before and after, so that it does not hang on the hour at which the demo is begun.
    work_for_all(at)
    with reading(by):
        works = sandbox_for(queries.connection("waste", seen_by=by))
    if works is not None:
        for job in works.jobs():
            works.put(job.number, "PLANNED")
    work_for_all(at)


def _whoever_runs_it(company: Company) -> Actor:
    return system(organisation=company.organisation("anyborough").pk, doing="connecting")
