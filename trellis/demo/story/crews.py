"""The systems that two councils are connected to since the day before yesterday, and what the crews have done."""

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
JOINED = (("anyborough", "waste", "PLANNED"), ("anyshire", "highways", "in_progress"))
"""Whose connection, its name, and their code for what is planned."""


def crews(*, now: datetime) -> Iterator[tuple[datetime, Doing]]:
    """Two days ago the borough and the county connect their crews' systems; this morning these plan what came in."""
    yield moment(2, "07:30", now=now), _connect
    yield moment(0, "06:30", now=now), _plan


def _connect(at: datetime, company: Company) -> None:
    for organisation, name, _ in JOINED:
        described = read_connection(CONNECTIONS / f"{name}.yaml")
        actions.connect(described=described, at=at, by=_whoever_runs_it(company, organisation))


def _plan(at: datetime, company: Company) -> None:
    # Before and after, so that it does not hang on the hour at which the demo is begun.
    work_for_all(at)
    for organisation, name, planned in JOINED:
        by = _whoever_runs_it(company, organisation)
        with reading(by):
            works = sandbox_for(queries.connection(name, seen_by=by))
        if works is not None:
            for job in works.jobs():
                works.put(job.number, planned)
    work_for_all(at)


def _whoever_runs_it(company: Company, organisation: str) -> Actor:
    return system(organisation=company.organisation(organisation).pk, doing="connecting")
