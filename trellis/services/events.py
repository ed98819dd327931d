from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, kw_only=True)
class DraftStarted(Event):
    """Somebody began to write or change a service."""

    kind: ClassVar[str] = "draft-started"
    draft: int
    base: str


@dataclass(frozen=True, kw_only=True)
class DraftChanged(Event):
    """Somebody changed a draft of a service."""

    kind: ClassVar[str] = "draft-changed"
    draft: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class DraftReviewAsked(Event):
    """Somebody asked for a colleague to look at a draft and publish it."""

    kind: ClassVar[str] = "draft-review-asked"
    draft: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class DraftPublished(Event):
    """A draft became the version that new journeys begin with."""

    kind: ClassVar[str] = "draft-published"
    draft: int
    revision: int
    version_hash: str


@dataclass(frozen=True, kw_only=True)
class DraftDropped(Event):
    """Somebody put a draft away; what is offered stays as it is."""

    kind: ClassVar[str] = "draft-dropped"
    draft: int


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Event):
    """Somebody said something about an element of a draft, or answered what was said."""

    kind: ClassVar[str] = "comment-written"
    draft: int
    comment: int
    place: str


@dataclass(frozen=True, kw_only=True)
class CommentSettled(Event):
    """Somebody found that there is no more to do about a comment."""

    kind: ClassVar[str] = "comment-settled"
    draft: int
    comment: int


@dataclass(frozen=True, kw_only=True)
class CommentReopened(Event):
    """Somebody found that there is more to do about a comment that was settled."""

    kind: ClassVar[str] = "comment-reopened"
    draft: int
    comment: int


@dataclass(frozen=True, kw_only=True)
class PublicationPlanned(Event):
    """Somebody planned to have a draft published at a time."""

    kind: ClassVar[str] = "publication-planned"
    draft: int
    plan: int
    revision: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class PublicationCancelled(Event):
    """Somebody cancelled what was to be published at a time."""

    kind: ClassVar[str] = "publication-cancelled"
    draft: int
    plan: int


@dataclass(frozen=True, kw_only=True)
class PublicationRefused(Event):
    """The time came to publish a draft, and it could not be: what is offered stays as it is."""

    kind: ClassVar[str] = "publication-refused"
    draft: int
    plan: int
    why: str


@dataclass(frozen=True, kw_only=True)
class TemplateReleased(Event):
    """A version of a service was released as a template that other organisations may take."""

    kind: ClassVar[str] = "template-released"
    release: int
    version_hash: str
    offered_to: list[str]


@dataclass(frozen=True, kw_only=True)
class TemplateWithdrawn(Event):
    """A release of a template is not offered any more; who has taken it goes on as they were."""

    kind: ClassVar[str] = "template-withdrawn"
    release: int


@dataclass(frozen=True, kw_only=True)
class TemplateTaken(Event):
    """A draft was begun from the template of another organisation."""

    kind: ClassVar[str] = "template-taken"
    draft: int
    owner: str
    release: int


@dataclass(frozen=True, kw_only=True)
class TemplateUpdateTaken(Event):
    """A newer release of its template was brought into a draft. Where both had changed, a person chose."""

    kind: ClassVar[str] = "template-update-taken"
    draft: int
    owner: str
    release: int
    chosen: list[str]
    """The places at which the template's words were chosen over the organisation's own."""
    refused: list[str]
    """The places at which the organisation kept its own."""
