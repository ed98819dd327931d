"""How to reach whoever is responsible for a page or service: a component knows it, a channel shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from trellis.base.abilities import all_with
from trellis.organisations.models import Organisation


@dataclass(frozen=True, kw_only=True)
class OpenLine:
    """Days, and the hours on them, in words."""

    days: str
    hours: str
    machine: str = ""
    """The same as schema.org writes it: `Mo-Fr 09:00-17:00`."""


@dataclass(frozen=True, kw_only=True)
class ContactCard:
    """How to reach a team or an office, and when it is open, in words for one reader at one moment."""

    key: str
    title: str
    language: str
    """Of its title: it may not be written in the reader's."""
    phone: str = ""
    email: str = ""
    address: tuple[str, ...] = ()
    now: str = ""
    """Whether it is open at this moment, and until when or from when."""
    week: tuple[OpenLine, ...] = ()
    differing: tuple[OpenLine, ...] = ()
    """Days soon on which the hours differ, such as bank holidays."""


@runtime_checkable
class ContactBook(Protocol):
    """A component that knows how to reach whom. Asked for every start page, so it answers from memory."""

    def contact_cards(
        self, *, organisation: Organisation, place: str, language: str, at: datetime
    ) -> tuple[ContactCard, ...]: ...


def contact_cards(*, organisation: Organisation, place: str, language: str, at: datetime) -> tuple[ContactCard, ...]:
    """How to reach whoever is responsible for a place of the organisation, such as `missed-bin`."""
    found = (
        each.contact_cards(organisation=organisation, place=place, language=language, at=at)
        for each in all_with(ContactBook)
    )
    return tuple(one for cards in found for one in cards)
