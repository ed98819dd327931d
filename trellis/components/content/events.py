from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trellis.base.log import Event


@dataclass(frozen=True, kw_only=True)
class PageWritten(Event):
    """Somebody wrote a version of a page. Residents do not see it yet."""

    kind: ClassVar[str] = "page-written"
    number: int
    version_hash: str


@dataclass(frozen=True, kw_only=True)
class PageApprovalAsked(Event):
    """Somebody asked to have a version of a page approved."""

    kind: ClassVar[str] = "page-approval-asked"
    number: int


@dataclass(frozen=True, kw_only=True)
class PageSentBack(Event):
    """A version of a page was not approved: something is to be changed first."""

    kind: ClassVar[str] = "page-sent-back"
    number: int


@dataclass(frozen=True, kw_only=True)
class PagePublished(Event):
    """A second person approved a version of a page, and residents see it."""

    kind: ClassVar[str] = "page-published"
    number: int
    version_hash: str


@dataclass(frozen=True, kw_only=True)
class PagePlanned(Event):
    """A second person approved a version of a page, and residents see it from a moment that is yet to come."""

    kind: ClassVar[str] = "page-planned"
    number: int
    shown_from: str


@dataclass(frozen=True, kw_only=True)
class PageWithdrawn(Event):
    """Residents no longer see a page."""

    kind: ClassVar[str] = "page-withdrawn"
    instead: str


@dataclass(frozen=True, kw_only=True)
class PageReviewed(Event):
    """Somebody looked whether a page is still true, and said when to look again."""

    kind: ClassVar[str] = "page-reviewed"
    review_on: str


@dataclass(frozen=True, kw_only=True)
class PageHandedOver(Event):
    """A page has another owner."""

    kind: ClassVar[str] = "page-handed-over"
    owner: int


@dataclass(frozen=True, kw_only=True)
class RedirectKept(Event):
    """An old address leads to where something is now."""

    kind: ClassVar[str] = "redirect-kept"
    leads_to: str
