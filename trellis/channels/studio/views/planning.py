"""Publishing at a time: planned by a second person, cancelled by whoever may publish, told what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import gettext_noop as noted

from trellis.base.errors import TrellisError
from trellis.base.time import LONDON
from trellis.channels.studio.drawing import shown
from trellis.channels.studio.forms import StudioForm
from trellis.organisations.actors import Permission
from trellis.services import actions, queries
from trellis.services.actions.planning import REFUSALS
from trellis.services.errors import NoSuchPlan, NotInTheFuture, PlannedAlready
from trellis.services.layout import DeskVisit
from trellis.services.queries import DraftView

WHY_NOT = {
    "no-such-draft": noted("The draft was published or put away before its time."),
    "element-changed": noted("The draft was changed after it was planned."),
    "not-asked": noted("The draft was changed after it was planned, so the review has to be asked for again."),
    "second-person-publishes": noted("Who asked for the review had planned it. A colleague has to publish it."),
    "published-meanwhile": noted("Another version was published meanwhile. Compare once more."),
    "not-publishable": noted("The checker refused something on that day. Mend it, and ask for a review again."),
}
"""What to tell where a plan was refused, by the code of the reason."""


class WhenForm(StudioForm):
    """The day and the time."""

    day = forms.DateField(
        label=later("Day"),
        widget=forms.DateInput,
        error_messages={"required": later("Enter the day"), "invalid": later("Enter a day, like 2027-01-31")},
    )
    time = forms.TimeField(
        label=later("Time"),
        help_text=later("Like 09:00"),
        initial="09:00",
        error_messages={"required": later("Enter the time"), "invalid": later("Enter a time, like 09:00")},
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    live = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    @property
    def due_at(self) -> datetime:
        """When that is, by the clock on the wall."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=LONDON)


def plan(desk: DeskVisit, draft: int) -> HttpResponse:
    """Show when a draft is to be published; have it published at a time."""
    found = queries.draft(draft, seen_by=desk.actor)
    if desk.request.method != "POST":
        return _shown(desk, found, _empty(found))
    form = WhenForm(desk.request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.plan_publication(
                draft=draft,
                revision=given["revision"],
                live=given["live"],
                due_at=form.due_at,
                at=desk.at,
                by=desk.actor,
            )
        except NotInTheFuture:
            form.add_error("day", _("Choose a day and time that lie ahead, within a year"))
        except PlannedAlready:
            return _shown(desk, found, _empty(found), problem=_("It is planned for a time already."), status=409)
        except REFUSALS as refused:
            return _shown(desk, found, _empty(found), problem=_reason(refused), status=409)
        else:
            return desk.done(
                desk.address("studio-plan", draft), _("It is planned. Until then it can be cancelled here.")
            )
    return _shown(desk, found, form, status=422)


def cancel(desk: DeskVisit, draft: int, plan: int) -> HttpResponse:
    """Have it not published at that time."""
    found = queries.plan_of(draft, seen_by=desk.actor)
    if found is None or found.pk != plan:
        raise NoSuchPlan
    actions.cancel_publication(plan=plan, at=desk.at, by=desk.actor)
    return desk.done(desk.address("studio-plan", draft), _("It is cancelled: nothing will be published by itself."))


def told(desk: DeskVisit, draft: int) -> dict[str, Any]:
    """What is planned for a draft, in words, for any page of it."""
    found = queries.plan_of(draft, seen_by=desk.actor)
    return {"plan": found, "plan_refused": _(WHY_NOT.get(found.why, found.why)) if found and found.why else ""}


def _reason(refused: TrellisError) -> str:
    return _(WHY_NOT.get(refused.code, refused.code))


def _empty(found: DraftView) -> WhenForm:
    return WhenForm(initial={"revision": found.revision, "live": found.live, "time": "09:00"})


def _shown(desk: DeskVisit, found: DraftView, form: WhenForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    asked = bool(found.review_asked_key) and found.review_asked_key != desk.actor.key
    may = desk.actor.may(Permission.SERVICE_PUBLISH) and asked and found.publishable
    facts = {"writing": found, "form": form, "problem": problem, "may_plan": may}
    return shown(desk, "plan.html", status=status, **facts, **told(desk, found.number))
