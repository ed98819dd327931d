from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trellis.base.log import Event


@dataclass(frozen=True, kw_only=True)
class ServicePublished(Event):
    """A new version of a service went live."""

    kind: ClassVar[str] = "service-published"
    number: int
    version_hash: str
    changes: list[str]


@dataclass(frozen=True, kw_only=True)
class JourneyStarted(Event):
    """Somebody began to answer."""

    kind: ClassVar[str] = "journey-started"
    service: str
    version_hash: str
    channel: str
    language: str


@dataclass(frozen=True, kw_only=True)
class JourneySaved(Event):
    """Somebody asked for a link to come back with."""

    kind: ClassVar[str] = "journey-saved"
    service: str


@dataclass(frozen=True, kw_only=True)
class JourneyResumed(Event):
    """Somebody came back with a link."""

    kind: ClassVar[str] = "journey-resumed"
    service: str


@dataclass(frozen=True, kw_only=True)
class PaymentBegun(Event):
    """Somebody sent their answers, and is paying for them."""

    kind: ClassVar[str] = "payment-begun"
    service: str
    pence: int


@dataclass(frozen=True, kw_only=True)
class PaymentNotMade(Event):
    """The money was not paid, so the answers can be sent again."""

    kind: ClassVar[str] = "payment-not-made"
    service: str


@dataclass(frozen=True, kw_only=True)
class JourneySubmitted(Event):
    """A person sent their answers: the subject is the reference they were given."""

    kind: ClassVar[str] = "journey-submitted"
    service: str
    version_hash: str
    channel: str
    fee_pence: int


@dataclass(frozen=True, kw_only=True)
class AnswersAmended(Event):
    """A person answered questions that they were asked again."""

    kind: ClassVar[str] = "answers-amended"
    questions: list[str]


@dataclass(frozen=True, kw_only=True)
class JourneyForgotten(Event):
    """Answers that nobody sent were erased, as the service said they would be."""

    kind: ClassVar[str] = "journey-forgotten"
    service: str


@dataclass(frozen=True, kw_only=True)
class ServiceWithdrawn(Event):
    """A service is no longer offered."""

    kind: ClassVar[str] = "service-withdrawn"
