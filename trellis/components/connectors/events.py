from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trellis.base.log import Event


@dataclass(frozen=True, kw_only=True)
class ConnectionChanged(Event):
    """What an organisation sends to another system, and how, was changed."""

    kind: ClassVar[str] = "connection-changed"
    connector: str
    services: list[str]
    digest: str


@dataclass(frozen=True, kw_only=True)
class SecretGiven(Event):
    """A secret of a connection was given or changed."""

    kind: ClassVar[str] = "connection-secret-given"
    name: str


@dataclass(frozen=True, kw_only=True)
class WorkHandedOver(Event):
    """Work was written down for another system."""

    kind: ClassVar[str] = "work-handed-over"
    system: dict[str, str]
    handover: str


@dataclass(frozen=True, kw_only=True)
class WorkTakenIn(Event):
    """The other system has it."""

    kind: ClassVar[str] = "work-taken-in"
    system: dict[str, str]
    number: str


@dataclass(frozen=True, kw_only=True)
class WorkNotTakenIn(Event):
    """The other system did not take it: somebody has to look."""

    kind: ClassVar[str] = "work-not-taken-in"
    system: dict[str, str]
    handover: str


@dataclass(frozen=True, kw_only=True)
class WorkReported(Event):
    """The other system said how the work stands."""

    kind: ClassVar[str] = "work-reported"
    system: dict[str, str]
    number: str
    status: str
    said: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class DifferenceFound(Event):
    """We and the other system do not agree: somebody has to look."""

    kind: ClassVar[str] = "difference-found"
    system: dict[str, str]
    difference: str


@dataclass(frozen=True, kw_only=True)
class DifferenceSettled(Event):
    """A difference with another system was settled, or is none any more."""

    kind: ClassVar[str] = "difference-settled"
    system: dict[str, str]
    difference: str


@dataclass(frozen=True, kw_only=True)
class SystemAway(Event):
    """Another system stopped answering. Work for it waits."""

    kind: ClassVar[str] = "system-away"
    system: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class SystemBack(Event):
    """Another system answers again."""

    kind: ClassVar[str] = "system-back"
    system: dict[str, str]
