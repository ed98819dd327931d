"""The strip above every page that says what somebody should look at: work behind the scenes that is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trellis.base.jobs import health
from trellis.organisations.actors import Actor, Permission


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One thing to look at."""

    words: str
    page: str


def alerts_for(actor: Actor, *, at: datetime) -> list[Alert]:
    """What this person should look at. Only those who can do something about it are told."""
    if not actor.may(Permission.OPERATE):
        return []
    late = [each.schedule.title for each in health(at=at) if each.missed or each.error]
    if not late:
        return []
    named = late[0] if len(late) == 1 else f"{late[0]}, and {len(late) - 1} more"
    return [Alert(words=f"Work behind the scenes is late: {named}.", page="desk-health")]
