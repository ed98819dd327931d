"""The pages of the desk that list: every page, and every old address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trellis.base.time import local_day
from trellis.components.content import actions, queries
from trellis.components.content.component import KINDS
from trellis.components.content.desk.forms import ForwardForm
from trellis.components.content.models import Page
from trellis.components.content.written import Kind, from_json
from trellis.organisations.actors import Permission
from trellis.organisations.scope import reading
from trellis.services.layout import DeskVisit, desk_page

STATES = {"waiting": "waiting", "planned": "waiting", "draft": "draft", "live": "done", "withdrawn": "refused"}
"""Each state of a page, and the shape that it is shown with."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A page as the desk lists it."""

    number: int
    title: str
    address: str
    kind: str
    state: str
    owner: str
    review_on: date
    due: bool
    newer: bool
    """Whether there are words that residents do not see yet."""
    over: bool
    """Of an alert: whether its time is past."""


def state_of(page: Page) -> str:
    """Where a page stands: what waits comes first, since somebody has to do something."""
    if page.waiting_id:
        return "waiting"
    if page.planned_id:
        return "planned"
    if page.live_id:
        return "live"
    return "withdrawn" if page.withdrawn_at else "draft"


def state_words(state: str) -> str:
    return {
        "waiting": _("Waiting for approval"),
        "planned": _("Approved, shown from its day on"),
        "draft": _("Draft"),
        "live": _("Live"),
        "withdrawn": _("Withdrawn"),
    }[state]


@require_GET
@desk_page(Permission.CONTENT_WRITE)
def listed(desk: DeskVisit) -> HttpResponse:
    """Every page: first one's own that fall due, then what waits, then the rest."""
    with reading(desk.actor):
        rows = [_row(each, at=desk.at) for each in queries.pages(seen_by=desk.actor)]
        mine = set(queries.pages(seen_by=desk.actor).filter(owner=desk.actor.staff).values_list("pk", flat=True))
    due = [each for each in rows if each.due]
    context = {
        "here": "desk-content",
        "due": [each for each in due if each.number in mine],
        "due_of_others": [each for each in due if each.number not in mine],
        "waiting": [each for each in rows if each.state == "waiting"],
        "rows": rows,
        "shapes": STATES,
        "state_words": state_words,
    }
    return desk.page("content/desk/list.html", context)


def _row(page: Page, *, at: datetime) -> Row:
    shown = from_json(page.newest.listing) if page.newest else None
    title = next(iter(shown.words.values())).title if shown else ""
    return Row(
        number=page.pk,
        title=title or page.address,
        address=page.address,
        kind=_(KINDS[Kind(page.kind)]),
        state=state_of(page),
        owner=page.owner.name if page.owner else _("Nobody"),
        review_on=page.review_on,
        due=page.live_id is not None and page.review_on <= local_day(at),
        newer=page.live_id is not None and page.newest_id != page.live_id,
        over=bool(shown and shown.shown_until and shown.shown_until <= at),
    )


@desk_page(Permission.CONTENT_WRITE)
def forwarded(desk: DeskVisit) -> HttpResponse:
    """Old addresses and where each leads; and a form for one more."""
    form = ForwardForm(desk.request.POST if desk.request.method == "POST" else None)
    if form.is_valid():
        actions.forward(old=form.cleaned_data["old"], to=form.cleaned_data["to"], at=desk.at, by=desk.actor)
        here = reverse("desk-content-old", args=(desk.organisation.key,))
        return desk.done(here, _("The old address leads there now."))
    with reading(desk.actor):
        found = list(queries.redirects(seen_by=desk.actor)[:1000])
    context = {"here": "desk-content", "form": form, "found": found}
    return desk.page("content/desk/old.html", context, status=422 if form.errors else 200)


@require_POST
@desk_page(Permission.CONTENT_WRITE)
def forget(desk: DeskVisit, number: int) -> HttpResponse:
    """Have an old address lead nowhere any more."""
    actions.forget_forwarding(redirect=number, at=desk.at, by=desk.actor)
    here = reverse("desk-content-old", args=(desk.organisation.key,))
    return desk.done(here, _("The old address leads nowhere any more."))
