"""How the work behind the scenes is running."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from trellis.base import jobs
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.guard import at_the_desk
from trellis.channels.staff.words import often
from trellis.organisations.actors import Permission
from trellis.organisations.scope import reading
from trellis.people.queries import messages_in_trouble


@require_GET
@at_the_desk(Permission.OPERATE)
def health(desk: Desk) -> HttpResponse:
    """Each schedule with its last run, messages in trouble, and news that could not be delivered."""
    with reading(desk.actor):
        trouble = list(messages_in_trouble(seen_by=desk.actor)[:50])
    lost = [each for each in jobs.given_up() if each.organisation_id == desk.actor.organisation]
    context = {
        "here": "desk-health",
        "schedules": jobs.health(at=desk.at),
        "trouble": trouble,
        "lost": lost,
        "often": often,
    }
    return desk.page("staff/health.html", context)
