"""How work comes to another system: claimed, then taken in, refused, in doubt, or put back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from trellis.base.log import record
from trellis.base.prepared import Update
from trellis.components.connectors import events
from trellis.components.connectors.actions.connecting import title_of
from trellis.components.connectors.actions.differing import agree_again, find_difference
from trellis.components.connectors.actions.hearing import note_status
from trellis.components.connectors.models import Connection, Difference, Handover
from trellis.components.connectors.port import Held
from trellis.organisations.actors import Actor
from trellis.organisations.scope import acting

PATIENCE = 10
"""Times that one piece of work may end in doubt before a person looks: over a day, with back-off."""
_TAKEN_IN = Update(
    Handover, change=["state", "number", "receipt", "taken_in_at", "claimed_until", "error", "attempts"], where=["id"]
)
_TO_SEND = (Handover.State.WAITING, Handover.State.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A piece of work that one worker has in hand."""

    row: Handover
    doubted: bool
    """It may be there already: it is looked up first."""
    until: datetime
    """Up to when nobody else takes it."""

    def fields(self) -> Mapping[str, object]:
        """What is sent, opened. Raises `KeyErased` where its case was erased."""
        plain = self.row.sealed_with.unseal(self.row.fields, place=f"handover:{self.row.key}")
        found: dict[str, Any] = json.loads(plain)
        return found


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """How one try ended: with what they hold, or with why not."""

    found: tuple[Held, ...] = ()
    refused: str = ""
    doubt: str = ""
    away: str = ""


@dataclass(frozen=True, kw_only=True)
class Landed:
    """A piece of work that came back, with how it went; None where it was not tried."""

    claimed: Claimed
    attempt: Attempt | None


def claim(*, connection: Connection, most: int, until: datetime, at: datetime, by: Actor) -> list[Claimed]:
    """Take up to `most` pieces of work that are due, so that no other worker sends them too.

    A claim that ran out is doubted: its worker may have died between sending and writing down.
    """
    with acting(by):
        lapsed = Q(state=Handover.State.SENDING, claimed_until__lte=at)
        due = (
            Handover.objects.filter(Q(state__in=_TO_SEND, due_at__lte=at) | lapsed, connection=connection)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("sealed_with")
            .order_by("due_at", "pk")[:most]
        )
        claimed = [Claimed(row=row, doubted=row.state != Handover.State.WAITING, until=until) for row in due]
        numbers = [each.row.pk for each in claimed]
        Handover.objects.filter(pk__in=numbers).update(state=Handover.State.SENDING, claimed_until=until)
    return claimed


def put_back(*, claimed: list[Claimed], by: Actor) -> None:
    """Let go of work that was not tried: it is as sure or as doubted as it was."""
    if not claimed:
        return
    with acting(by):
        for state, doubted in ((Handover.State.WAITING, False), (Handover.State.UNKNOWN, True)):
            numbers = [each.row.pk for each in claimed if each.doubted is doubted]
            mine = Handover.objects.filter(pk__in=numbers, state=Handover.State.SENDING)
            mine.update(state=state, claimed_until=None)


def settle(*, landed: list[Landed], at: datetime, by: Actor) -> None:
    """Write down what came of a handful of work, in one transaction. What was not tried is put back."""
    with acting(by):
        for each in landed:
            attempt = each.attempt
            if attempt is None:
                continue
            if attempt.refused:
                refuse(row=each.claimed.row, why=attempt.refused, at=at, by=by)
            elif attempt.doubt:
                leave_in_doubt(row=each.claimed.row, why=attempt.doubt, at=at, by=by)
            else:
                _take_in(each.claimed, attempt.found, at=at, by=by)
        put_back(claimed=[each.claimed for each in landed if each.attempt is None], by=by)


def _take_in(claimed: Claimed, found: tuple[Held, ...], *, at: datetime, by: Actor) -> None:
    """The other system has it: write down its number, and what it says already."""
    held, row = found[0], claimed.row
    if held.about != row.about or held.key != row.key:
        _not_believed(row, held, at=at, by=by)
        return
    row.state = Handover.State.ACCEPTED if held.number else Handover.State.SENT
    row.number, row.taken_in_at, row.claimed_until, row.error = held.number[:80], at, None, ""
    row.receipt = held.receipt[:200]
    row.attempts += 1
    _TAKEN_IN.save(row)
    taken = events.WorkTakenIn(subject=row.about, system=title_of(row.connection), number=row.number)
    record(taken, by=by, at=at)
    if claimed.doubted or row.attempts > 1:
        # Only of what was tried before can anything be written down that no longer is so.
        agree_again(connection=row.connection, key=row.key, at=at, by=by)
    if len(found) > 1:
        twice(row, found, at=at, by=by)
    note_status(row, held, at=at, by=by)


def twice(row: Handover, found: tuple[Held, ...], *, at: datetime, by: Actor) -> bool:
    """They made two jobs of one: a person has to have one called off."""
    facts = {"numbers": [each.number for each in found]}
    return find_difference(connection=row.connection, row=row, kind=Difference.Kind.TWICE, facts=facts, at=at, by=by)


def _not_believed(row: Handover, held: Held, *, at: datetime, by: Actor) -> None:
    """An answer about another case says nothing about this one."""
    with acting(by):
        leave_in_doubt(row=row, why="they answered for another case", at=at, by=by)
        facts = {"number": held.number, "about": held.about}
        find_difference(connection=row.connection, row=row, kind=Difference.Kind.OTHER_CASE, facts=facts, at=at, by=by)


def refuse(*, row: Handover, why: str, at: datetime, by: Actor) -> None:
    """It was not taken: it stands on the case and in the list until a person has settled it."""
    with acting(by):
        row.state, row.error, row.claimed_until = Handover.State.REFUSED, why[:300], None
        row.attempts += 1
        row.save(update_fields=["state", "error", "claimed_until", "attempts"])
        refused = events.WorkNotTakenIn(subject=row.about, system=title_of(row.connection), handover=row.key)
        record(refused, by=by, at=at)
        find_difference(
            connection=row.connection, row=row, kind=Difference.Kind.REFUSED, facts={"why": row.error}, at=at, by=by
        )


def leave_in_doubt(*, row: Handover, why: str, at: datetime, by: Actor) -> None:
    """Nobody can say whether they have it: it is looked up later. After ten times a person looks."""
    if row.attempts + 1 >= PATIENCE:
        refuse(row=row, why=f"tried {PATIENCE} times: {why}", at=at, by=by)
        return
    with acting(by):
        row.attempts += 1
        row.state, row.error, row.claimed_until = Handover.State.UNKNOWN, why[:300], None
        row.due_at = at + pause_after(row.attempts)
        row.save(update_fields=["state", "error", "claimed_until", "attempts", "due_at"])


def pause_after(attempts: int) -> timedelta:
    """20 seconds, then three times as long each time, six hours at most."""
    return min(timedelta(seconds=20 * 3 ** min(attempts - 1, 9)), timedelta(hours=6))
