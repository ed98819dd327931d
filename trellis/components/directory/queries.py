"""What can be asked about contacts, councillors and wards: what residents see, and what those who keep them do."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from trellis.components.directory.errors import NoSuchEntry
from trellis.components.directory.facts import Contact, Councillor, contact_from, councillor_from
from trellis.components.directory.models import ContactRow, CouncillorRow
from trellis.organisations.actors import Actor, Permission, require, system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.places.queries import gazetteer, titles_of_areas

FRESH_FOR: Final = 3.0
"""Seconds for which a process believes what it knows without looking."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A contact as residents can find it."""

    key: str
    contact: Contact
    places: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A councillor whose term covers today."""

    key: str
    councillor: Councillor


@dataclass(frozen=True, kw_only=True)
class Ward:
    """A part of the organisation's area that elects councillors, and who they are."""

    key: str
    title: str
    serving: tuple[Serving, ...]


@dataclass(frozen=True, kw_only=True)
class _Known:
    """Everything of one organisation, and what is found by what."""

    contacts: tuple[Listed, ...]
    by_place: dict[str, tuple[Listed, ...]]
    councillors: tuple[Serving, ...]
    wards: dict[str, str]
    """What each ward that elects somebody is called, by its key."""


class _Remembered:
    """What was known a moment ago: shared by the threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[int, tuple[float, str, _Known]] = {}

    def get(self, organisation: Organisation) -> _Known | None:
        with self._lock:
            until, of, known = self._known.get(organisation.pk, (0.0, "", None))
        # A monotonic reading decides only how long a copy is believed. After a restore a number may be another's.
        return known if of == organisation.key and time.monotonic() < until else None

    def keep(self, organisation: Organisation, known: _Known) -> None:
        with self._lock:
            self._known[organisation.pk] = (time.monotonic() + FRESH_FOR, organisation.key, known)

    def forget(self, organisation: int | None = None) -> None:
        with self._lock:
            if organisation is None:
                self._known.clear()
            else:
                self._known.pop(organisation, None)


remembered = _Remembered()


def _known(organisation: Organisation) -> _Known:
    known = remembered.get(organisation)
    if known is None:
        known = _looked_up(organisation)
        remembered.keep(organisation, known)
    return known


def _looked_up(organisation: Organisation) -> _Known:
    spoken = organisation.languages or ["en"]
    with reading(system(organisation=organisation.pk, doing="directory")):
        contacts = tuple(_listed(each, spoken) for each in ContactRow.objects.order_by("key"))
        councillors = tuple(_serving(each, spoken) for each in CouncillorRow.objects.order_by("key"))
    by_place: dict[str, tuple[Listed, ...]] = {}
    for each in contacts:
        for place in each.places:
            by_place[place] = (*by_place.get(place, ()), each)
    wards = titles_of_areas({each.councillor.ward for each in councillors})
    return _Known(contacts=contacts, by_place=by_place, councillors=councillors, wards=wards)


def _listed(row: ContactRow, languages: Sequence[str]) -> Listed:
    return Listed(key=row.key, contact=contact_from(row.facts, languages=languages), places=tuple(row.places))


def _serving(row: CouncillorRow, languages: Sequence[str]) -> Serving:
    return Serving(key=row.key, councillor=councillor_from(row.facts, languages=languages))


def contacts(*, organisation: Organisation) -> tuple[Listed, ...]:
    """Every contact, by its key."""
    return _known(organisation).contacts


def contacts_at(place: str, *, organisation: Organisation) -> tuple[Listed, ...]:
    """The contacts that are shown at a place of the organisation, such as `missed-bin`."""
    return _known(organisation).by_place.get(place, ())


def wards(*, organisation: Organisation, on: date) -> list[Ward]:
    """Every ward that elects somebody, by its name, with those who serve it on this day."""
    known = _known(organisation)
    found = []
    for key, title in sorted(known.wards.items(), key=lambda each: each[1].casefold()):
        here = (each for each in known.councillors if each.councillor.ward == key and each.councillor.serves_on(on))
        found.append(Ward(key=key, title=title, serving=tuple(sorted(here, key=_by_last_name))))
    return found


def _by_last_name(serving: Serving) -> tuple[str, str]:
    return serving.councillor.name.rpartition(" ")[2].casefold(), serving.councillor.name


def ward(key: str, *, organisation: Organisation, on: date) -> Ward:
    """One ward.

    :raises NoSuchEntry: where nobody is elected for it here.
    """
    found = next((each for each in wards(organisation=organisation, on=on) if each.key == key), None)
    if found is None:
        raise NoSuchEntry
    return found


def councillor(key: str, *, organisation: Organisation, on: date) -> tuple[Serving, Ward]:
    """One councillor who serves on this day, and their ward.

    :raises NoSuchEntry: where there is none, or their term is over.
    """
    for each in wards(organisation=organisation, on=on):
        for one in each.serving:
            if one.key == key:
                return one, each
    raise NoSuchEntry


@dataclass(frozen=True, kw_only=True)
class Represented:
    """An address and the ward it lies in."""

    address: str
    ward: Ward


@dataclass(frozen=True, kw_only=True)
class PostcodeFound:
    """What a postcode leads to: one ward, or its addresses where they lie in several."""

    known: bool
    ward: Ward | None = None
    addresses: tuple[Represented, ...] = ()


def represented_at(postcode: str, *, organisation: Organisation, on: date) -> PostcodeFound:
    """Who represents the addresses of a postcode. Nobody is asked who lives there, and nothing is kept."""
    found = gazetteer().addresses_at(postcode)
    ours = {each.key: each for each in wards(organisation=organisation, on=on)}
    placed = [
        Represented(address=address.in_one_line, ward=ours[area])
        for address in found
        for area in address.areas
        if area in ours
    ]
    different = {each.ward.key for each in placed}
    if len(different) == 1 and len(placed) == len(found):
        return PostcodeFound(known=True, ward=placed[0].ward)
    return PostcodeFound(known=bool(found), addresses=tuple(placed))


def contact_rows(*, seen_by: Actor) -> QuerySet[ContactRow]:
    """Every contact as it is kept. Evaluate it inside `reading(seen_by)`."""
    require(seen_by, Permission.CONTENT_WRITE)
    return ContactRow.objects.order_by("key")


def contact_row(number: int, *, seen_by: Actor) -> ContactRow:
    """One contact as it is kept.

    :raises NoSuchEntry: where there is none of this number here.
    """
    with reading(seen_by):
        found = contact_rows(seen_by=seen_by).filter(pk=number).first()
    if found is None:
        raise NoSuchEntry
    return found


def councillor_rows(*, seen_by: Actor) -> QuerySet[CouncillorRow]:
    """Every councillor, also those whose term is over. Evaluate it inside `reading(seen_by)`."""
    require(seen_by, Permission.CONTENT_WRITE)
    return CouncillorRow.objects.order_by("key")


def councillor_row(number: int, *, seen_by: Actor) -> CouncillorRow:
    """One councillor as they are kept.

    :raises NoSuchEntry: where there is none of this number here.
    """
    with reading(seen_by):
        found = councillor_rows(seen_by=seen_by).filter(pk=number).first()
    if found is None:
        raise NoSuchEntry
    return found
