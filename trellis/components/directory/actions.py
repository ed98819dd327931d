"""What changes contacts and councillors, a verb each. A fact such as a number is seen at once: nobody waits for it.

Words about a service wait for a second person (decision 0025). Facts do not: a wrong number harms as long as it stands.
The log says who changed which of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db import transaction

from trellis.base.log import record
from trellis.components.directory.errors import ChangedMeanwhile, KeyTaken, NoSuchEntry
from trellis.components.directory.events import (
    ContactKept,
    ContactPlaced,
    ContactRemoved,
    CouncillorKept,
    CouncillorRemoved,
)
from trellis.components.directory.facts import Contact, Councillor
from trellis.components.directory.models import ContactRow, CouncillorRow
from trellis.components.directory.queries import remembered
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import acting

MOST_PLACES: Final = 500
Row = TypeVar("Row", ContactRow, CouncillorRow)


def add_contact(*, key: str, contact: Contact, at: datetime, by: Actor) -> ContactRow:
    """Add a contact.

    :raises KeyTaken: where there is one of this name.
    """
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        row = _added(ContactRow, key, contact.as_json(), at=at, by=by)
        record(ContactKept(subject=f"contact:{key}", revision=1, changed=sorted(row.facts)), by=by, at=at)
    return row


def change_contact(*, contact: int, to: Contact, since: int, at: datetime, by: Actor) -> None:
    """Change a contact, wherever it stands. `since` is the revision that the change was written from.

    :raises ChangedMeanwhile: where somebody else changed it since.
    """
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        row = _locked(ContactRow, contact)
        changed = _changed(row, to.as_json(), since=since, at=at, by=by)
        if changed:
            record(ContactKept(subject=f"contact:{row.key}", revision=row.revision, changed=changed), by=by, at=at)


def show_contact_at(*, contact: int, place: str, at: datetime, by: Actor) -> None:
    """Have a contact shown at a place of the organisation, such as `missed-bin` or `guidance/bin-days`."""
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        row = _locked(ContactRow, contact)
        _place(row, [*row.places, place.strip("/")[:200]][:MOST_PLACES], at=at, by=by)


def show_contact_no_longer_at(*, contact: int, place: str, at: datetime, by: Actor) -> None:
    """Have a contact shown at a place no longer."""
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        row = _locked(ContactRow, contact)
        _place(row, [each for each in row.places if each != place], at=at, by=by)


def remove_contact(*, contact: int, at: datetime, by: Actor) -> None:
    """Take a contact away, from everywhere."""
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        row = _locked(ContactRow, contact)
        record(ContactRemoved(subject=f"contact:{row.key}"), by=by, at=at)
        row.delete()
        _look_again(by.organisation)


def add_councillor(*, key: str, councillor: Councillor, at: datetime, by: Actor) -> CouncillorRow:
    """Add a councillor.

    :raises KeyTaken: where there is one of this name.
    """
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        row = _added(CouncillorRow, key, councillor.as_json(), at=at, by=by)
        record(CouncillorKept(subject=f"councillor:{key}", revision=1, changed=sorted(row.facts)), by=by, at=at)
    return row


def change_councillor(*, councillor: int, to: Councillor, since: int, at: datetime, by: Actor) -> None:
    """Change what everybody may know of a councillor. `since` is the revision that the change was written from.

    :raises ChangedMeanwhile: where somebody else changed it since.
    """
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        row = _locked(CouncillorRow, councillor)
        changed = _changed(row, to.as_json(), since=since, at=at, by=by)
        if changed:
            kept = CouncillorKept(subject=f"councillor:{row.key}", revision=row.revision, changed=changed)
            record(kept, by=by, at=at)


def remove_councillor(*, councillor: int, at: datetime, by: Actor) -> None:
    """Take a councillor away who should never have been there. Whose term is over is shown no longer by itself."""
    require(by, Permission.CONTENT_APPROVE)
    with acting(by):
        row = _locked(CouncillorRow, councillor)
        record(CouncillorRemoved(subject=f"councillor:{row.key}"), by=by, at=at)
        row.delete()
        _look_again(by.organisation)


def _added(kind: type[Row], key: str, facts: Mapping[str, Any], *, at: datetime, by: Actor) -> Row:
    if kind.objects.filter(key=key).exists():
        raise KeyTaken
    row: Row = kind.objects.create(organisation_id=by.organisation, key=key, facts=dict(facts), changed_at=at)
    _look_again(by.organisation)
    return row


def _locked(kind: type[Row], number: int) -> Row:
    row: Row | None = kind.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise NoSuchEntry
    return row


def _changed(
    row: ContactRow | CouncillorRow, facts: dict[str, Any], *, since: int, at: datetime, by: Actor
) -> list[str]:
    """Keep what differs from before, and say what that is."""
    changed = sorted(name for name, value in facts.items() if row.facts.get(name) != value)
    if not changed:
        return []
    if row.revision != since:
        raise ChangedMeanwhile
    row.facts, row.changed_at, row.revision = facts, at, row.revision + 1
    row.save(update_fields=["facts", "changed_at", "revision"])
    _look_again(by.organisation)
    return changed


def _place(row: ContactRow, places: list[str], *, at: datetime, by: Actor) -> None:
    places = list(dict.fromkeys(places))
    if places == row.places:
        return
    row.places = places
    row.save(update_fields=["places"])
    record(ContactPlaced(subject=f"contact:{row.key}", places=places), by=by, at=at)
    _look_again(by.organisation)


def _look_again(organisation: int) -> None:
    """Have this process see at once what changed: for what this transaction goes on to do, and when others can too."""
    remembered.forget(organisation)
    transaction.on_commit(lambda: remembered.forget(organisation))
