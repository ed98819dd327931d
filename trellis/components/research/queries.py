"""Reading research: prototypes, what happened while people tried them, what an observer saw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from trellis.components.research.errors import NoSuchPrototype, NoSuchSitting, PrototypeOver
from trellis.components.research.models import Note, Prototype, Seen, Sitting
from trellis.components.research.rules import PageLine, Recording, Shown, hash_of, lines, middle
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import reading
from trellis.services.language.addresses import WHOLE
from trellis.services.language.compiled import Compiled
from trellis.services.language.elements import Element, elements_of, pages_at
from trellis.services.language.sources import Sources

__all__ = ["Note", "Prototype", "Sitting"]


@dataclass(frozen=True, kw_only=True)
class PrototypeLine:
    """A prototype as a list names it."""

    prototype: Prototype
    sittings: int
    open: bool


@dataclass(frozen=True, kw_only=True)
class SittingLine:
    """One sitting as the summary names it."""

    number: int
    agreed_at: datetime
    ended_at: datetime | None
    language: str
    pages: int
    reached_the_end: bool


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What a prototype has shown so far."""

    prototype: Prototype
    open: bool
    sittings: tuple[SittingLine, ...]
    reached_the_end: int
    took: timedelta | None
    """The median of how long those took who reached the end."""
    lines: tuple[tuple[PageLine, Element], ...]
    notes: tuple[Note, ...]
    names: dict[str, str]
    """What each question is called."""


def open_now(prototype: Prototype, *, at: datetime) -> bool:
    """Whether people can try it."""
    return prototype.closed_at is None and prototype.expires_at > at


def prototypes_of(service: str, *, at: datetime, seen_by: Actor) -> tuple[PrototypeLine, ...]:
    """The prototypes that were made of a service, newest first."""
    require(seen_by, Permission.SERVICE_DESIGN)
    with reading(seen_by):
        found = list(Prototype.objects.filter(service=service).defer("sources").order_by("-pk"))
        counted = Sitting.objects.filter(prototype__in=found).values_list("prototype_id", flat=True)
        numbers = list(counted)
    return tuple(
        PrototypeLine(prototype=each, sittings=numbers.count(each.pk), open=open_now(each, at=at)) for each in found
    )


def prototype(number: int, *, seen_by: Actor) -> Prototype:
    """One prototype.

    :raises NoSuchPrototype: where there is none.
    """
    require(seen_by, Permission.SERVICE_DESIGN)
    with reading(seen_by):
        return _found(Prototype.objects.filter(pk=number).first())


def summary(number: int, *, at: datetime, seen_by: Actor) -> Summary:
    """What a prototype has shown so far: how long, where people turned back, what was refused, what was noted."""
    found = prototype(number, seen_by=seen_by)
    with reading(seen_by):
        sittings = list(Sitting.objects.filter(prototype=found).prefetch_related("seen").order_by("pk"))
        notes = tuple(Note.objects.filter(prototype=found).order_by("place", "pk"))
        told = [(each, recording_of(each)) for each in sittings]
    recordings = [recording for _, recording in told]
    places = Places(found)
    return Summary(
        prototype=found,
        open=open_now(found, at=at),
        sittings=tuple(_line(each, recording) for each, recording in told),
        reached_the_end=sum(each.reached_the_end for each in recordings),
        took=middle(recordings),
        lines=tuple((each, places.of_page(each.page)) for each in lines(recordings)),
        notes=notes,
        names=places.questions,
    )


def sitting(number: int, *, prototype: int, seen_by: Actor) -> tuple[Sitting, Recording, tuple[Note, ...]]:
    """One sitting as it went, and what was noted about it.

    :raises NoSuchSitting: where there is none.
    """
    require(seen_by, Permission.SERVICE_DESIGN)
    with reading(seen_by):
        found = Sitting.objects.filter(pk=number, prototype=prototype).select_related("prototype").first()
        if found is None:
            raise NoSuchSitting
        notes = tuple(Note.objects.filter(sitting=found).order_by("pk"))
        return found, recording_of(found), notes


def link_leads_to(link: str, *, at: datetime, seen_by: Actor) -> Prototype:
    """The prototype behind a link.

    :raises NoSuchPrototype: where the link is not one of ours.
    :raises PrototypeOver: where it was closed, or its time is over.
    """
    with reading(seen_by):
        found = _found(Prototype.objects.filter(link=link).first())
    if not open_now(found, at=at):
        raise PrototypeOver
    return found


def sitting_of(secret: str, *, link: str, seen_by: Actor) -> Sitting:
    """The sitting of whoever holds this secret.

    :raises NoSuchSitting: where it is not one of ours, or what was recorded is erased.
    """
    with reading(seen_by):
        sittings = Sitting.objects.select_related("prototype")
        found = sittings.filter(token_hash=hash_of(secret), prototype__link=link).first()
    if found is None:
        raise NoSuchSitting
    return found


def compiled_of(prototype: Prototype) -> Compiled:
    """What people try.

    :raises NoSuchPrototype: where this version of Trellis cannot read it any more.
    """
    compiled = sources_of(prototype).checked().compiled
    if compiled is None:
        raise NoSuchPrototype
    return compiled


def sources_of(prototype: Prototype) -> Sources:
    """The files that it was made from."""
    return Sources.kept(prototype.sources, service=prototype.service)


class Places:
    """What the pages and questions of a prototype are called, and where they stand in the draft."""

    def __init__(self, prototype: Prototype) -> None:
        sources, compiled = sources_of(prototype), compiled_of(prototype)
        self._at = pages_at(sources)
        self._titles = {each.page: each.title.to("en") for each in compiled.pages}
        self.questions = {name: each.ask.to("en") for name, each in compiled.questions.items()}
        self.elements = elements_of(sources)

    def of_page(self, page: str) -> Element:
        """The element that a page of the recording is about."""
        place = self._at.get(page, WHOLE)
        return Element(place=place, kind="Page", words=self._titles.get(page, page))

    def called(self, place: str) -> Element | None:
        """The element at an address, where there is one."""
        return next((each for each in self.elements if each.place == place), None)


def recording_of(sitting: Sitting) -> Recording:
    """A sitting as the rules read it."""
    rows = sorted(sitting.seen.all(), key=lambda each: each.pk)
    shown = tuple(_shown(each) for each in rows)
    return Recording(shown=shown, ended_at=sitting.ended_at)


def _shown(seen: Seen) -> Shown:
    return Shown(how=seen.how, page=seen.page, at=seen.at, refused=tuple(seen.refused))


def _line(sitting: Sitting, recording: Recording) -> SittingLine:
    return SittingLine(
        number=sitting.pk,
        agreed_at=sitting.agreed_at,
        ended_at=sitting.ended_at,
        language=sitting.language,
        pages=len(recording.shown),
        reached_the_end=recording.reached_the_end,
    )


def _found(found: Prototype | None) -> Prototype:
    if found is None:
        raise NoSuchPrototype
    return found
