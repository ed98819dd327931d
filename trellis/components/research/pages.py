"""What whoever takes part meets: what it is about and whether they agree, the prototype, and the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods, require_POST

from trellis.components.research import actions, queries
from trellis.components.research.errors import PrototypeOver, WrongCode
from trellis.organisations.actors import Actor, ActorKind
from trellis.services.layout import Moment, ResidentVisit, TrialRun, resident_pages, residents_page


class AgreeForm(forms.Form):
    """The code, and that somebody wants to take part."""

    code = forms.CharField(max_length=40, error_messages={"required": later("Enter the code that you were given")})
    agree = forms.BooleanField(
        error_messages={"required": later("Tick the box if you want to take part. If not, close this page")}
    )


@dataclass(frozen=True, kw_only=True)
class Recorder:
    """Keeps the `Watcher` protocol: writes down which page was shown."""

    sitting: int
    at: datetime
    by: Actor

    def saw(self, moment: Moment) -> None:
        actions.note_moment(sitting=self.sitting, moment=moment, at=self.at, by=self.by)


@require_http_methods(["GET", "HEAD", "POST"])
@residents_page
def agree(visit: ResidentVisit, link: str) -> HttpResponse:
    """Say in plain words what this is and what is recorded, and ask whether they want to take part."""
    by = participant(visit, link)
    try:
        queries.link_leads_to(link, at=visit.at, seen_by=by)
    except PrototypeOver:
        return _over(visit)
    form = AgreeForm(visit.request.POST if visit.request.method == "POST" else None)
    if not form.is_valid():
        return _asked(visit, link, form)
    try:
        code = form.cleaned_data["code"]
        secret = actions.begin_sitting(link=link, code=code, language=visit.language, at=visit.at, by=by)
    except WrongCode:
        form.add_error("code", _("This code does not open the test. Look at it once more, or ask who gave it to you"))
        return _asked(visit, link, form)
    return HttpResponseRedirect(reverse("research-try", args=(visit.organisation.key, link, secret)))


@require_http_methods(["GET", "HEAD", "POST"])
@residents_page
def try_it(visit: ResidentVisit, link: str, secret: str) -> HttpResponse:
    """The prototype, page by page. What was typed is in the page alone; which page it is, is written down."""
    by = participant(visit, link)
    sitting = queries.sitting_of(secret, link=link, seen_by=by)
    if sitting.ended_at or not queries.open_now(sitting.prototype, at=visit.at):
        return _over(visit)
    recorder = Recorder(sitting=sitting.pk, at=visit.at, by=by)
    leave = reverse("research-end", args=(visit.organisation.key, link, secret))
    return resident_pages().try_out(_run(visit, sitting.prototype, recorder=recorder, leave=leave))


def _run(visit: ResidentVisit, prototype: queries.Prototype, *, recorder: Recorder, leave: str) -> TrialRun:
    compiled = queries.compiled_of(prototype)
    language = visit.speaks(compiled.definition.languages)
    return TrialRun(
        request=visit.request,
        organisation=visit.organisation,
        compiled=compiled,
        language=language,
        at=visit.at,
        notice=_("This is a test of a service that is not there yet. Use made-up answers. Nothing you type is kept."),
        task=_("Your task: %(task)s") % {"task": prototype.task},
        leave=leave,
        leave_words=_("I have finished, or want to stop"),
        paper=_("You would send a document here. It counts as sent."),
        end=_("This is the end of the test. Nothing was sent, and what you typed is not kept."),
        words_in=visit.language,
        watcher=recorder,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@residents_page
def end(visit: ResidentVisit, link: str, secret: str) -> HttpResponse:
    """Ask whether they are done, and thank them; what was recorded can still be taken back."""
    by = participant(visit, link)
    sitting = queries.sitting_of(secret, link=link, seen_by=by)
    if visit.request.method == "POST":
        actions.end_sitting(sitting=sitting.pk, at=visit.at, by=by)
        return HttpResponseRedirect(visit.request.path)
    facts = {"done": sitting.ended_at is not None, "link": link, "secret": secret}
    return visit.own_page("research/end.html", facts)


@require_POST
@residents_page
def take_back(visit: ResidentVisit, link: str, secret: str) -> HttpResponse:
    """They do not want to have taken part: everything that was recorded is erased."""
    by = participant(visit, link)
    sitting = queries.sitting_of(secret, link=link, seen_by=by)
    actions.erase_sitting(sitting=sitting.pk, at=visit.at, by=by)
    return visit.own_page("research/erased.html", {})


def _over(visit: ResidentVisit) -> HttpResponse:
    return visit.own_page("research/over.html", {}, status=410)


def participant(visit: ResidentVisit, link: str) -> Actor:
    """Whoever takes part, as somebody who acts: nobody knows who they are."""
    return Actor(
        organisation=visit.organisation.pk,
        kind=ActorKind.RESIDENT,
        key=f"resident:prototype-{link}",
        label="Somebody who takes part in a test",
    )


def _asked(visit: ResidentVisit, link: str, form: AgreeForm) -> HttpResponse:
    problems = [(name, errors[0]) for name, errors in form.errors.items()]
    facts = {"form": form, "problems": problems, "link": link}
    return visit.own_page("research/agree.html", facts, status=422 if problems else 200)
