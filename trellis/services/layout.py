"""The looks that channels lend: a component with pages of its own shows them as residents' pages or at the desk.

A component decorates a view with `residents_page` or `desk_page` and is given what the channel knows of the visit. Its
templates extend `layout`, which the channel names; how a page looks is decided in the channel alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, runtime_checkable

from django.http import HttpRequest, HttpResponse

from trellis.base.abilities import all_with, found
from trellis.organisations.actors import Actor, Permission
from trellis.organisations.models import Organisation
from trellis.services.language.compiled import Compiled

P = ParamSpec("P")
Facts = Mapping[str, object]


class ResidentVisit(Protocol):
    """Somebody looks at a page of an organisation."""

    @property
    def request(self) -> HttpRequest: ...
    @property
    def organisation(self) -> Organisation: ...
    @property
    def language(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def today(self) -> date: ...

    def page(
        self, template: str, *, key: Hashable, facts: Callable[[], Facts], languages: Sequence[str] = ()
    ) -> HttpResponse:
        """A page that says the same to everybody, made once for each `key` and language: `key` is all it depends on.

        `languages` are those it is written in, where they are not all that the organisation speaks: the page speaks
        one of them. The template extends `layout`; `pieces` has small parts that pages share, such as `contact_card`.
        """
        ...

    def own_page(self, template: str, facts: Facts, *, status: int = 200) -> HttpResponse:
        """A page that is this visitor's own, as one with a form: it may carry the form's token."""
        ...

    def speaks(self, languages: Sequence[str]) -> str:
        """Which of these languages this visitor would be shown."""
        ...


class DeskVisit(Protocol):
    """Somebody who works here has a page of the desk open."""

    @property
    def request(self) -> HttpRequest: ...
    @property
    def organisation(self) -> Organisation: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def at(self) -> datetime: ...
    @property
    def today(self) -> date: ...
    @property
    def language(self) -> str: ...

    def address(self, name: str, *parts: object) -> str:
        """Where a page of this organisation's desk is."""
        ...

    def page(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """A page that extends `layout`; `fields` has the macros for forms: `field(bound)` and `problems(form)`."""
        ...

    def done(self, address: str, words: str, *, undo_at: str = "") -> HttpResponse:
        """Go on to an address, and say there what was done; with a button that sends to where it is undone."""
        ...


@runtime_checkable
class ResidentsLook(Protocol):
    """The channel that shows residents their pages."""

    def residents_page(
        self, view: Callable[Concatenate[ResidentVisit, P], HttpResponse]
    ) -> Callable[..., HttpResponse]: ...

    def as_residents_see_it(self, visit: DeskVisit, template: str, *, language: str, facts: Facts) -> HttpResponse:
        """A page as residents would see it, for somebody at the desk: kept nowhere, and said to be a preview."""
        ...


@runtime_checkable
class DeskLook(Protocol):
    """The channel in which staff work."""

    def desk_page(
        self, permission: Permission, view: Callable[Concatenate[DeskVisit, P], HttpResponse]
    ) -> Callable[..., HttpResponse]: ...


@dataclass(frozen=True, kw_only=True)
class DeskPlace:
    """A page that the desk's own list of places names."""

    name: str
    """Of its address, which takes the organisation."""
    title: str
    key: str
    first: bool = False
    """Whether somebody who may go there, and has no part in cases, begins their day there."""


@runtime_checkable
class DeskPlaces(Protocol):
    """Whoever has pages at the desk, and which of them this person may go to."""

    def desk_places(self, *, seen_by: Actor) -> tuple[DeskPlace, ...]: ...


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """A page about a draft, which the draft's own page leads to."""

    title: str
    address: str


@runtime_checkable
class DraftPages(Protocol):
    """Whoever has pages at the desk about a draft of a service."""

    def draft_pages(self, *, draft: int, desk: DeskVisit) -> tuple[DraftPage, ...]: ...


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Something that happened while a service was tried out: which page, and how. Never what was typed."""

    how: Literal["came", "back", "refused", "end"]
    page: str
    """Of the definition; at the end, what it ended with: `check`, `results`, or `exit` and the rule."""
    item: int | None = None
    refused: tuple[str, ...] = ()
    """The questions whose answers could not be used."""


class Watcher(Protocol):
    """Whoever notes how somebody gets on with a service that is tried out."""

    def saw(self, moment: Moment) -> None: ...


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
    words_in: str = "en"
    """The language of these words."""
    task: str = ""
    """What whoever tries it is asked to do."""
    watcher: Watcher | None = None


@runtime_checkable
class ResidentPages(Protocol):
    """Whoever can show a service as residents meet it, without keeping anything."""

    def try_out(self, run: TrialRun) -> HttpResponse: ...


def residents_page(view: Callable[Concatenate[ResidentVisit, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a component, shown as residents' pages are; its address names the `organisation`."""

    lent: list[Callable[..., HttpResponse]] = []

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # Asked for when the first page is: channels are not loaded yet when addresses are gathered.
        if not lent:
            lent.append(found(ResidentsLook).residents_page(view))
        return lent[0](request, *args, **kwargs)

    return shown


def desk_page(
    permission: Permission,
) -> Callable[[Callable[Concatenate[DeskVisit, P], HttpResponse]], Callable[..., HttpResponse]]:
    """A view of a component at the desk, for whoever has this permission; its address names the `organisation_key`."""

    def decorate(view: Callable[Concatenate[DeskVisit, P], HttpResponse]) -> Callable[..., HttpResponse]:
        lent: list[Callable[..., HttpResponse]] = []

        @wraps(view)
        def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not lent:
                lent.append(found(DeskLook).desk_page(permission, view))
            return lent[0](request, *args, **kwargs)

        return shown

    return decorate


def desk_places(*, seen_by: Actor) -> tuple[DeskPlace, ...]:
    """The pages of components that this person may go to at the desk, first where they begin."""
    places = [place for each in all_with(DeskPlaces) for place in each.desk_places(seen_by=seen_by)]
    return tuple(sorted(places, key=lambda place: not place.first))


def draft_pages(*, draft: int, desk: DeskVisit) -> tuple[DraftPage, ...]:
    """The pages about a draft that others have."""
    return tuple(page for each in all_with(DraftPages) for page in each.draft_pages(draft=draft, desk=desk))


def as_residents_see_it(visit: DeskVisit, template: str, *, language: str, facts: Facts) -> HttpResponse:
    """A page as residents would see it, for somebody at the desk."""
    return found(ResidentsLook).as_residents_see_it(visit, template, language=language, facts=facts)


def resident_pages() -> ResidentPages:
    """Whoever can show a service as residents meet it."""
    return found(ResidentPages)
