"""My work, a team's queue, and finding a case."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily
from django.views.decorators.http import require_safe

from trellis.base.references import read_reference
from trellis.cases import queries
from trellis.cases.queries import QueueFilters
from trellis.channels.staff.case.keeping_place import keep_place, place_kept
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.forms import DeskForm
from trellis.channels.staff.guard import at_the_desk
from trellis.organisations.actors import Permission, require
from trellis.organisations.queries import teams
from trellis.organisations.scope import reading

SORTED = (("due", lazily("Due first")), ("newest", lazily("Newest first")), ("oldest", lazily("Oldest first")))
STATES = (
    ("running", lazily("All that run")),
    ("open", lazily("Being worked on")),
    ("waiting-for-information", lazily("Waiting for information")),
    ("decided", lazily("Decided")),
    ("closed", lazily("Closed")),
    ("withdrawn", lazily("Withdrawn")),
    ("all", lazily("All")),
)
WHOSE = (("anyone", lazily("Anybody")), ("nobody", lazily("Nobody yet")), ("me", lazily("Me")))
URGENT = (("", lazily("Any")), ("late", lazily("Late")), ("soon", lazily("Late or due within 5 days")))


class QueueForm(DeskForm):
    """What to leave out of a queue. Anything unknown in the address is taken as not given."""

    team = forms.ChoiceField(label=lazily("Team"), required=False)
    service = forms.ChoiceField(label=lazily("Service"), required=False)
    state = forms.ChoiceField(label=lazily("State"), choices=STATES, required=False)
    assignee = forms.ChoiceField(label=lazily("Given to"), choices=WHOSE, required=False)
    urgency = forms.ChoiceField(label=lazily("Deadline"), choices=URGENT, required=False)
    sort = forms.ChoiceField(label=lazily("Order"), choices=SORTED, required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def given(self, name: str, otherwise: str) -> str:
        """What was chosen, where it is one of the choices."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or otherwise)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks of the queue."""

    team: str
    filters: QueueFilters
    page: int

    def at_page(self, number: int) -> str:
        """The same question, for another page of the answer."""
        chosen = {
            "team": self.team,
            "service": self.filters.service,
            "state": self.filters.state,
            "assignee": self.filters.assignee,
            "urgency": self.filters.urgency,
            "sort": self.filters.sort,
            "page": str(number),
        }
        return urlencode({name: value for name, value in chosen.items() if value})


@require_safe
@at_the_desk(None)
def my_work(desk: Desk) -> HttpResponse:
    """What this member of staff has to do today. Who has no part in cases begins where their own work is."""
    if not desk.actor.may(Permission.CASE_SEE) and desk.places:
        return HttpResponseRedirect(desk.places[0]["address"])
    require(desk.actor, Permission.CASE_SEE)
    work = queries.my_work(seen_by=desk.actor, on=desk.today, language=desk.language)
    context = {"here": "desk-work", "work": work, "chosen": place_kept(desk).chosen}
    return keep_place(desk, desk.page("staff/my_work.html", context))


@require_safe
@at_the_desk(Permission.CASE_SEE)
def queue(desk: Desk) -> HttpResponse:
    """The cases of my teams."""
    form = _form(desk)
    asked = _asked(form)
    found = queries.team_queue(
        seen_by=desk.actor,
        on=desk.today,
        team=asked.team,
        filters=asked.filters,
        page=asked.page,
        language=desk.language,
    )
    context = {"here": "desk-queue", "form": form, "found": found, "asked": asked, "chosen": place_kept(desk).chosen}
    return keep_place(desk, desk.page("staff/queue.html", context))


@require_safe
@at_the_desk(Permission.CASE_SEE)
def search(desk: Desk) -> HttpResponse:
    """Find a case by its reference, or by what is known of the person. A whole reference opens the case at once."""
    words = desk.request.GET.get("find", "").strip()[:200]
    found = queries.search(seen_by=desk.actor, words=words, on=desk.today, language=desk.language) if words else ()
    if len(found) == 1 and read_reference(words) == found[0].reference:
        return HttpResponseRedirect(desk.address("desk-case", found[0].reference))
    context = {"here": "desk-search", "words_sought": words, "found": found, "chosen": place_kept(desk).chosen}
    return keep_place(desk, desk.page("staff/search.html", context))


def _form(desk: Desk) -> QueueForm:
    given = desk.request.GET.copy()
    for name, otherwise in (("state", "running"), ("assignee", "anyone"), ("sort", "due")):
        given.setdefault(name, otherwise)
    form = QueueForm(given)
    with reading(desk.actor):
        mine = [team for team in teams(seen_by=desk.actor) if _may_see(desk, team.key)]
    form.fields["team"].choices = [("", _("All of mine")), *((team.key, team.title) for team in mine)]  # type: ignore[attr-defined]
    services = queries.services_with_cases(seen_by=desk.actor, language=desk.language)
    form.fields["service"].choices = [("", _("All")), *services]  # type: ignore[attr-defined]
    return form


def _may_see(desk: Desk, team: str) -> bool:
    return team in desk.actor.teams or desk.actor.may(Permission.CASE_SEE_ALL)


def _asked(form: QueueForm) -> Asked:
    filters = QueueFilters(
        service=form.given("service", ""),
        assignee=form.given("assignee", "anyone"),
        state=form.given("state", "running"),
        urgency=form.given("urgency", ""),
        sort=form.given("sort", "due"),
    )
    return Asked(team=form.given("team", ""), filters=filters, page=int(form.given("page", "1")))
