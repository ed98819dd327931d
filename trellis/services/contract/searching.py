"""What residents find beside the services: pages, announcements, things that have moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol, runtime_checkable

from trellis.base.abilities import all_with
from trellis.organisations.models import Organisation
from trellis.services.matching import plain_words


@dataclass(frozen=True, kw_only=True)
class Findable:
    """Something of an organisation that its search finds beside its services: a page of guidance, a place, an event."""

    title: str
    summary: str
    href: str
    kind: str
    """What it is, in the reader's language."""
    language: str
    more: str = ""
    """Further words that it is found by, which are not shown."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(plain_words(f"{self.title} {self.summary} {self.more}"))


@runtime_checkable
class Searched(Protocol):
    """A component with something that residents may look for."""

    def findable(self, *, organisation: Organisation, language: str) -> Sequence[Findable]: ...

    def shelves(self, *, organisation: Organisation, language: str) -> Sequence[Findable]:
        """The few ways in that the organisation's front page names for who does not search."""
        ...


def findable(*, organisation: Organisation, language: str) -> list[Findable]:
    """Everything that the organisation's search finds beside its services."""
    return [one for each in all_with(Searched) for one in each.findable(organisation=organisation, language=language)]


def shelves(*, organisation: Organisation, language: str) -> list[Findable]:
    """The ways in that the organisation's front page names beside its services."""
    return [one for each in all_with(Searched) for one in each.shelves(organisation=organisation, language=language)]


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What stands above every page of an organisation for a while: an emergency, a closure."""

    title: str
    summary: str
    href: str
    language: str


@runtime_checkable
class Announcer(Protocol):
    """A component with something to say above every page. Asked for every page, so it answers from memory."""

    def announcements(self, *, organisation: Organisation, language: str, at: datetime) -> tuple[Announcement, ...]: ...


def announcements(*, organisation: Organisation, language: str, at: datetime) -> tuple[Announcement, ...]:
    """What stands above every page of this organisation now."""
    found_ = (each.announcements(organisation=organisation, language=language, at=at) for each in all_with(Announcer))
    return tuple(one for said in found_ for one in said)


@runtime_checkable
class Forwarder(Protocol):
    """A component that knows where something is now that stood at another address, as on an earlier site."""

    def moved_to(self, *, organisation: Organisation, path: str) -> str: ...


def moved_to(*, organisation: Organisation, path: str) -> str:
    """Where something is now that stood at this address under the organisation; empty where nobody knows."""
    return next(filter(None, (each.moved_to(organisation=organisation, path=path) for each in all_with(Forwarder))), "")
