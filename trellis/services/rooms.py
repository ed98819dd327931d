"""Rooms of the staff desk: pages that another folder brings, behind the desk's one door and in its one layout.

A part of the contract (`contract.py`) of its own: a channel or component that has pages for staff offers an object
that keeps `DeskRoom`. Whoever keeps the door (who is signed in, with a second step, for which organisation, with which
permission) finds it there, guards each page and lists its places. Neither names the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, runtime_checkable

from django.http import HttpRequest, HttpResponse

from trellis.base.abilities import all_with, found
from trellis.organisations.actors import Actor, Permission
from trellis.organisations.models import Organisation
from trellis.services.language.compiled import Compiled

LAYOUT = "staff/layout.html"
"""The template that every page of the desk extends: its blocks are `title`, `main` and `body_attributes`."""
FIELDS = "staff/fields.html"
"""Macros for forms: `field(bound)` and `problems(form)`."""


class Desk(Protocol):
    """One request to the desk, by somebody whose right to be there has been checked."""

    @property
    def request(self) -> HttpRequest: ...
    @property
    def organisation(self) -> Organisation: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def at(self) -> datetime: ...
    @property
    def language(self) -> str: ...
    @property
    def today(self) -> date: ...

    def address(self, name: str, *parts: object) -> str:
        """Where a page of this organisation's desk is."""
        ...

    def page(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """A page of the desk, in its layout."""
        ...

    def done(self, address: str, words: str, *, undo_at: str = "") -> HttpResponse:
        """Go on to an address, and say there what was done; with a button that sends to where it is undone."""
        ...


@dataclass(frozen=True, kw_only=True)
class DeskPage:
    """One page: its address within the desk, its name, who may come, and what makes it."""

    route: str
    name: str
    show: Callable[..., HttpResponse]
    """Called with the `Desk` and the parts of the address."""
    permission: Permission
    methods: tuple[str, ...] = ("GET", "HEAD", "POST")


@dataclass(frozen=True, kw_only=True)
class DeskPlace:
    """A place that the rail of the desk lists, for those who may go there."""

    name: str
    title: str
    key: str
    """Which keys lead there, like `g m`."""
    permission: Permission


@runtime_checkable
class DeskRoom(Protocol):
    """Whoever has pages for staff."""

    def desk_pages(self) -> Sequence[DeskPage]: ...

    def desk_places(self) -> Sequence[DeskPlace]: ...


@dataclass(frozen=True, kw_only=True)
class TrialRun:
    """A service that somebody tries out as a resident would meet it, and the words around it."""

    request: HttpRequest
    organisation: Organisation
    compiled: Compiled
    language: str
    at: datetime
    notice: str
    """What stands above each page: that nothing is kept."""
    leave: str
    """The address to which the way out leads."""
    leave_words: str
    paper: str
    """What stands in place of a document to send."""
    end: str
    """What stands where a resident would send."""


@runtime_checkable
class ResidentPages(Protocol):
    """Whoever can show a service as residents meet it, without keeping anything."""

    def try_out(self, run: TrialRun) -> HttpResponse: ...


def desk_rooms() -> tuple[DeskRoom, ...]:
    """Whoever has pages for staff."""
    return all_with(DeskRoom)


def resident_pages() -> ResidentPages:
    """Whoever can show a service as residents meet it."""
    return found(ResidentPages)
