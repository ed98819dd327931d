"""What another system says of work that it has: written down as said by it, for the case and its applicant."""

from __future__ import annotations

from datetime import datetime

from trellis.base.log import record
from trellis.cases import actions as cases
from trellis.cases.errors import CannotNow, NoSuchCase, NoSuchOutcome
from trellis.components.connectors import events
from trellis.components.connectors.actions.connecting import title_of
from trellis.components.connectors.actions.differing import agree_again, find_difference
from trellis.components.connectors.described import Heard, remembered
from trellis.components.connectors.models import Connection, Difference, Handover
from trellis.components.connectors.port import Held
from trellis.components.connectors.words import said
from trellis.organisations.actors import Actor
from trellis.organisations.scope import acting
from trellis.people.errors import KeyErased

_Kind = Difference.Kind
LONGEST_NOTE = 500


def hear(*, connection: Connection, held: Held, at: datetime, by: Actor) -> bool:
    """Take in how a piece of work stands; says whether that was new. What is not about our work is left alone."""
    with acting(by):
        rows = Handover.objects.select_for_update(of=("self",)).select_related("connection", "sealed_with")
        row = rows.filter(connection=connection, key=held.key).first()
        if row is None or row.state in {Handover.State.WAITING, Handover.State.REFUSED}:
            return False
        if held.about != row.about:
            facts = {"number": held.number, "about": held.about}
            find_difference(connection=connection, row=row, kind=_Kind.OTHER_CASE, facts=facts, at=at, by=by)
            return False
        if not _is_this(row, held, at=at, by=by):
            return False
        return note_status(row, held, at=at, by=by)


def hear_again(*, connection: Connection, at: datetime, by: Actor) -> int:
    """The connection's file has changed: what could not be understood before may be now. Says how much was."""
    with acting(by):
        waiting = Difference.objects.filter(connection=connection, kind=_Kind.UNKNOWN_CODE, settled_at=None)
        rows = [each.handover for each in waiting.select_related("handover") if each.handover is not None]
        return sum(note_status(row, _as_held(row), at=at, by=by, again=True) for row in rows)


def _as_held(row: Handover) -> Held:
    return Held(key=row.key, about=row.about, number=row.number, status=row.status)


def _is_this(row: Handover, held: Held, *, at: datetime, by: Actor) -> bool:
    """Whether this is about the very piece of work that we know by its number; with the first number, it is."""
    if row.number and held.number and row.number != held.number:
        doubled = Difference.objects.filter(
            connection=row.connection, key=row.key, kind=_Kind.TWICE, settled_at=None
        ).first()
        if doubled is None or held.number not in doubled.facts["numbers"]:
            facts = {"number": held.number, "ours": row.number}
            find_difference(connection=row.connection, row=row, kind=_Kind.OTHER_NUMBER, facts=facts, at=at, by=by)
        return False
    if held.number and not row.number:
        row.number, row.state = held.number[:80], Handover.State.ACCEPTED
        row.save(update_fields=["number", "state"])
        taken = events.WorkTakenIn(subject=row.about, system=title_of(row.connection), number=row.number)
        record(taken, by=by, at=at)
    return True


def note_status(row: Handover, held: Held, *, at: datetime, by: Actor, again: bool = False) -> bool:
    """Take in their code for how a piece of work stands, where it is new; says whether it was."""
    news = _note_words(row, held.note, at=at)
    if not held.status or (held.status == row.status and not again):
        return news
    row.status, row.heard_at = held.status[:80], at
    route = remembered(row.connection.described).route(row.service, row.occasion)
    heard = route.hear.get(row.status) if route else None
    if heard is None:
        row.save(update_fields=["status", "heard_at"])
        facts = {"status": row.status}
        find_difference(connection=row.connection, row=row, kind=_Kind.UNKNOWN_CODE, facts=facts, at=at, by=by)
        return not again
    _understood(row, heard, at=at, by=by)
    return True


def _note_words(row: Handover, words: str, *, at: datetime) -> bool:
    """Keep what they write about it, sealed, where it is new; says whether it was."""
    if not words or words[:LONGEST_NOTE] == words_of(row):
        return False
    row.note = row.sealed_with.seal(words[:LONGEST_NOTE], place=f"note:{row.key}")
    row.heard_at = at
    row.save(update_fields=["note", "heard_at"])
    return True


def words_of(row: Handover) -> str:
    """Their latest words about it; nothing where its case was erased."""
    try:
        plain = row.sealed_with.unseal(row.note, place=f"note:{row.key}") if row.note else b""
    except KeyErased:
        return ""
    return plain.decode()


def _understood(row: Handover, heard: Heard, *, at: datetime, by: Actor) -> None:
    ended = heard.means.ends
    row.state, row.ended_at = (Handover.State.ENDED, at) if ended else (Handover.State.ACCEPTED, None)
    row.save(update_fields=["status", "heard_at", "state", "ended_at"])
    reported = events.WorkReported(
        subject=row.about,
        system=title_of(row.connection),
        number=row.number,
        status=row.status,
        said={language: said(heard, language) for language in ("en", "cy")},
    )
    record(reported, by=by, at=at)
    agree_again(
        connection=row.connection, key=row.key, only=frozenset({_Kind.UNKNOWN_CODE, _Kind.OTHER_CASE}), at=at, by=by
    )
    if heard.outcome:
        _follow(row, heard.outcome, at=at, by=by)


def _follow(row: Handover, outcome: str, *, at: datetime, by: Actor) -> None:
    """Close the case as the mapping says. Where it cannot be, a person looks."""
    try:
        cases.close_as_reported(reference=row.about, outcome=outcome, at=at, by=by)
    except (CannotNow, NoSuchCase, NoSuchOutcome) as error:
        facts = {"outcome": outcome, "why": str(error)}
        find_difference(connection=row.connection, row=row, kind=_Kind.CANNOT_FOLLOW, facts=facts, at=at, by=by)
