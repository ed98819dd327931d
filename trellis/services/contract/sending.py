"""Joining a submission, and handling what is personal in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from trellis.base.abilities import all_with
from trellis.organisations.actors import Actor


@runtime_checkable
class SubmissionParticipant(Protocol):
    """Joins the one transaction of a submission: all take part, or nothing is submitted."""

    def take_part(self, *, journey: str, reference: str, at: datetime, by: Actor) -> None: ...


def participants() -> tuple[SubmissionParticipant, ...]:
    """Whoever joins the transaction of a submission."""
    return all_with(SubmissionParticipant)


@dataclass(frozen=True, kw_only=True)
class Handling:
    """One thing that a component does with personal data, and who does it: for the record of processing."""

    what: str
    data: str
    by: str
    where: str
    ours: bool
    """Whether it stays on the installation; where not, somebody else is a processor or a controller."""
    needed_for: str = ""
    """`documents`, `payments` or `messages`, where a service without them gives it nothing to handle."""


@runtime_checkable
class Handler(Protocol):
    """A component that handles personal data: every one that keeps or sends any."""

    def handles(self, *, service: str, seen_by: Actor) -> tuple[Handling, ...]: ...


def handlings(*, service: str, seen_by: Actor) -> tuple[Handling, ...]:
    """What the components here do with the personal data of a service, and who does it for them."""
    return tuple(each for handler in all_with(Handler) for each in handler.handles(service=service, seen_by=seen_by))
