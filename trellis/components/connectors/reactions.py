"""What connections do when something has happened to a case: each runs once, after commit, as the system."""

from __future__ import annotations

from trellis.base.jobs import hurry
from trellis.base.log import LogEntry, subscribe
from trellis.cases.events import CaseDisposed, CaseOpened, DecisionMade
from trellis.components.connectors import actions
from trellis.components.connectors.described import OPENED
from trellis.components.connectors.events import WorkHandedOver
from trellis.organisations.actors import Actor, system


def listen() -> None:
    """Say which news connections wait for."""
    subscribe(CaseOpened, key="connectors.opened", handle=_opened)
    subscribe(DecisionMade, key="connectors.decided", handle=_decided)
    subscribe(CaseDisposed, key="connectors.disposed", handle=_disposed)
    subscribe(WorkHandedOver, key="connectors.hurry", handle=lambda entry: hurry("connectors"))


def _system(entry: LogEntry) -> Actor:
    return system(organisation=entry.organisation_id, doing="connectors")


def _opened(entry: LogEntry) -> None:
    by = _system(entry)
    actions.hand_over(reference=entry.subject, occasion=OPENED, once=OPENED, at=entry.happened_at, by=by)


def _decided(entry: LogEntry) -> None:
    outcome = entry.data["outcome"]
    # A case that is looked at again may be decided twice with one outcome: that is work twice.
    once = f"{outcome}.{entry.data['decision']}"
    actions.hand_over(
        reference=entry.subject, occasion=f"outcome {outcome}", once=once, at=entry.happened_at, by=_system(entry)
    )


def _disposed(entry: LogEntry) -> None:
    actions.forget_words(reference=entry.subject, by=_system(entry))
