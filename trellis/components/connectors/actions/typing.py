"""Ticking off what somebody typed into a system that has no way in."""

from __future__ import annotations

from datetime import datetime

from trellis.base.log import record
from trellis.components.connectors import events, queries
from trellis.components.connectors.actions.connecting import title_of
from trellis.components.connectors.actions.sending import refuse
from trellis.components.connectors.errors import NoSuchNumber, NotOnTheList
from trellis.components.connectors.models import Handover
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import acting


def tick_off(*, handover: int, number: str, at: datetime, by: Actor) -> None:
    """It was typed in, and the other system gave it this number: nothing more is to be done for it there.

    :raises NotOnTheList: where it is not theirs to type, or somebody ticked it off already.
    """
    require(by, Permission.CASE_WORK)
    if not number.strip() or len(number.strip()) > 80:
        raise NoSuchNumber
    with acting(by):
        row = _listed(handover, by)
        row.state, row.by_hand, row.ended_at = Handover.State.ENDED, True, at
        row.number = number.strip()
        row.save(update_fields=["state", "by_hand", "ended_at", "number"])
        record(events.WorkTakenIn(subject=row.about, system=title_of(row.connection), number=row.number), by=by, at=at)


def give_back(*, handover: int, because: str, at: datetime, by: Actor) -> None:
    """It cannot be typed in: it stands on its case, and in the list of what does not agree, until it is settled.

    :raises NotOnTheList: where it is not theirs to type, or somebody ticked it off already.
    """
    require(by, Permission.CASE_WORK)
    with acting(by):
        refuse(row=_listed(handover, by), why=because.strip(), at=at, by=by)


def _listed(number: int, by: Actor) -> Handover:
    rows = queries.to_type(seen_by=by).select_for_update(of=("self",))
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotOnTheList
    return found
