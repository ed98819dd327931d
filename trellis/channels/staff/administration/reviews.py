"""Looking, twice a year, at who still needs what they may do."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trellis.channels.staff.administration.staff import administering
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.notices import Notice
from trellis.organisations import actions, queries
from trellis.organisations.queries import Review
from trellis.organisations.scope import reading


@require_GET
@administering
def reviews(desk: Desk) -> HttpResponse:
    """Colleagues whose access nobody has looked at for half a year."""
    with reading(desk.actor):
        due = list(queries.access_to_review(seen_by=desk.actor, on=desk.today))
    return desk.page("staff/reviews.html", {"here": "desk-reviews", "due": due})


@require_POST
@administering
def keep(desk: Desk, number: int) -> HttpResponse:
    """A colleague still needs their access."""
    colleague = queries.staff_member(number, seen_by=desk.actor)
    actions.review_access(staff=colleague, answer=Review.KEEP, at=desk.at, by=desk.actor)
    return desk.to("desk-reviews", notice=Notice(words=_("%(who)s keeps their access.") % {"who": colleague.name}))


@require_POST
@administering
def end(desk: Desk, number: int) -> HttpResponse:
    """A colleague no longer needs their access."""
    colleague = queries.staff_member(number, seen_by=desk.actor)
    actions.review_access(staff=colleague, answer=Review.END, at=desk.at, by=desk.actor)
    return desk.to("desk-reviews", notice=Notice(words=_("The access of %(who)s has ended.") % {"who": colleague.name}))
