"""What cases do when something has happened: each runs once, after commit, as the system."""

from __future__ import annotations

from collections.abc import Callable

from trellis.base.log import Event, LogEntry, subscribe
from trellis.cases import actions, events
from trellis.cases.actions.telling import tell
from trellis.cases.situation import Occasion
from trellis.organisations.actors import Actor, system
from trellis.services.events import JourneySubmitted


def listen() -> None:
    """Say which news cases wait for."""
    subscribe(JourneySubmitted, key="cases.open", handle=_open)
    subscribe(JourneySubmitted, key="cases.tell-submitted", handle=_telling("submitted"))
    subscribe(events.DecisionMade, key="cases.letter", handle=_letter)
    occasions: dict[type[Event], Callable[[LogEntry], None]] = {
        events.CaseOpened: _telling("opened"),
        events.StageBegan: _telling("stage {stage}"),
        events.DecisionMade: _telling("decided", "outcome {outcome}"),
        events.InformationRequested: _telling("information requested"),
        events.InformationAnswered: _telling("information received"),
        events.ClockExtended: _telling("extended"),
        events.CaseWithdrawn: _telling("withdrawn"),
    }
    for event, handle in occasions.items():
        subscribe(event, key=f"cases.tell-{event.kind}", handle=handle)


def _system(entry: LogEntry) -> Actor:
    return system(organisation=entry.organisation_id, doing="cases")


def _open(entry: LogEntry) -> None:
    actions.open_case(reference=entry.subject, at=entry.happened_at, by=_system(entry))


def _letter(entry: LogEntry) -> None:
    actions.make_decision_letter(
        reference=entry.subject, outcome=entry.data["outcome"], at=entry.happened_at, by=_system(entry)
    )


def _telling(*names: str) -> Callable[[LogEntry], None]:
    """A reaction that tells whoever the definition wants told."""

    def handle(entry: LogEntry) -> None:
        on = tuple(name.format_map(entry.data) for name in names)
        if entry.kind == JourneySubmitted.kind and entry.data.get("fee_pence"):
            on = (*on, "paid")
        occasion = Occasion(
            on=on,
            once=f"tell-{entry.pk}",
            stage=str(entry.data.get("stage", "")),
            clock=str(entry.data.get("clock", "")),
        )
        tell(occasion, reference=entry.subject, at=entry.happened_at, by=_system(entry))

    return handle
