"""The strip above every page that says what somebody should look at: work behind the scenes that is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    first, others = _(late[0]), len(late) - 1
    words = ngettext(
        "Work behind the scenes is late: %(first)s, and %(others)s more.",
        "Work behind the scenes is late: %(first)s, and %(others)s more.",
        others,
    )
    if not others:
        words = _("Work behind the scenes is late: %(first)s.")
    return [Alert(words=words % {"first": first, "others": others}, page="desk-health")]
