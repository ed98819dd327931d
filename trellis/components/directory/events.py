from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trellis.base.log import Event


@dataclass(frozen=True, kw_only=True)
class ContactKept(Event):
    """A contact was written or changed: residents see it at once wherever it stands."""

    kind: ClassVar[str] = "contact-kept"
    revision: int
    changed: list[str]
    """Which of the facts differ from before, by name."""


@dataclass(frozen=True, kw_only=True)
class ContactPlaced(Event):
    """A contact is shown on other pages and services than before."""

    kind: ClassVar[str] = "contact-placed"
    places: list[str]


@dataclass(frozen=True, kw_only=True)
class ContactRemoved(Event):
    """A contact is shown no longer."""

    kind: ClassVar[str] = "contact-removed"


@dataclass(frozen=True, kw_only=True)
class CouncillorKept(Event):
    """What everybody may know of a councillor was written or changed."""

    kind: ClassVar[str] = "councillor-kept"
    revision: int
    changed: list[str]
    """Which of the facts differ from before, by name."""


@dataclass(frozen=True, kw_only=True)
class CouncillorRemoved(Event):
    """A councillor is shown no longer."""

    kind: ClassVar[str] = "councillor-removed"
