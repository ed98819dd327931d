"""What designers and observers see: the tests of a draft, what each has shown, one sitting as it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trellis.components.research import actions, queries
from trellis.components.research.errors import AlreadyUsed, CannotBeTried, NoDraftNow
from trellis.components.research.rules import Shown
from trellis.organisations.actors import Permission
from trellis.services import queries as services
from trellis.services.language.editing import CannotSplice, NotThere
from trellis.services.language.elements import elements_of
from trellis.services.layout import DeskVisit, desk_page

_DESIGNER = Permission.SERVICE_DESIGN


class MakeForm(forms.Form):
    """A test to begin: the task, and for how long."""

    task = forms.CharField(
        label=later("What do you ask people to do?"),
        help_text=later("Like: you have a bin that was not emptied. Tell the council."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": later("Enter what you ask people to do")},
    )
    days = forms.IntegerField(
        label=later("For how many days does the link work?"),
        min_value=1,
        max_value=actions.LONGEST.days,
        initial=14,
        error_messages={
            "required": later("Enter a number of days"),
            "invalid": later("Enter a number of days, like 14"),
            "min_value": later("Enter at least 1 day"),
            "max_value": later("Enter at most 60 days"),
        },
    )


class NoteForm(forms.Form):
    """What somebody saw, and about which element."""

    place = forms.ChoiceField(label=later("What is it about?"))
    words = forms.CharField(
        label=later("What did you see?"),
        help_text=later("No names, and nothing that points to somebody."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": later("Enter what you saw")},
    )
    sitting = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: queries.Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.place, each.heading[:100]) for each in places.elements]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    def items_of(self, name: str) -> list[dict[str, Any]]:
        """The choices of one field, as the macros of the design system want them."""
        return [{"value": str(value), "text": str(label)} for value, label in self.fields[name].choices]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(_DESIGNER)
def prototypes(desk: DeskVisit, draft: int) -> HttpResponse:
    """The tests of a draft's service, and how to begin another."""
    found = services.draft(draft, seen_by=desk.actor)
    form = MakeForm(desk.request.POST if desk.request.method == "POST" else None)
    if form.is_valid():
        until = desk.at + timedelta(days=form.cleaned_data["days"])
        try:
            made = actions.make_prototype(
                draft=draft, task=form.cleaned_data["task"], until=until, at=desk.at, by=desk.actor
            )
        except CannotBeTried:
            form.add_error(None, _("The draft cannot be tried yet. Mend what the checker says first"))
        else:
            return desk.done(_at(desk, made.pk), _("People can try it now, with the link and the code."))
    listed = queries.prototypes_of(found.service, at=desk.at, seen_by=desk.actor)
    return _shown(desk, "prototypes.html", status=422 if form.errors else 200, form=form, listed=listed, writing=found)


@require_GET
@desk_page(_DESIGNER)
def summary(desk: DeskVisit, prototype: int) -> HttpResponse:
    """What a test has shown so far."""
    return _summed_up(desk, prototype)


@require_POST
@desk_page(_DESIGNER)
def close(desk: DeskVisit, prototype: int) -> HttpResponse:
    """Let nobody try it any more."""
    actions.close_prototype(prototype=prototype, at=desk.at, by=desk.actor)
    return desk.done(_at(desk, prototype), _("The test is closed. What it has shown stays here."))


@require_GET
@desk_page(_DESIGNER)
def sitting(desk: DeskVisit, prototype: int, sitting: int) -> HttpResponse:
    """One sitting as it goes, beside what the observer writes down."""
    return _watched(desk, prototype, sitting)


@require_POST
@desk_page(_DESIGNER)
def note(desk: DeskVisit, prototype: int) -> HttpResponse:
    """Write down what was seen, about one element."""
    places = queries.Places(queries.prototype(prototype, seen_by=desk.actor))
    form = NoteForm(desk.request.POST, places=places)
    watched = form["sitting"].value()
    if not form.is_valid():
        if str(watched or "").isdecimal():
            return _watched(desk, prototype, int(watched), form=form)
        return _summed_up(desk, prototype, form=form)
    given = form.cleaned_data
    about = places.called(given["place"])
    actions.observe(
        prototype=prototype,
        sitting=given["sitting"],
        place=given["place"],
        heading=about.heading if about else given["place"],
        words=given["words"],
        at=desk.at,
        by=desk.actor,
    )
    there = desk.address("desk-research-sitting", prototype, given["sitting"]) if given["sitting"] else None
    return desk.done(there or _at(desk, prototype), _("It is written down."))


@require_POST
@desk_page(_DESIGNER)
def evidence(desk: DeskVisit, prototype: int, note: int) -> HttpResponse:
    """What was seen is evidence of a need."""
    found = queries.summary(prototype, at=desk.at, seen_by=desk.actor)
    asked = ngettext("%(n)s person who tried it", "%(n)s people who tried it", len(found.sittings))
    need = desk.request.POST.get("need", "")
    try:
        words = asked % {"n": len(found.sittings)}
        draft = actions.make_evidence(note=note, need=need, asked=words, at=desk.at, by=desk.actor)
    except (AlreadyUsed, NoDraftNow, NotThere, CannotSplice) as refused:
        return _summed_up(desk, prototype, problem=_why_not(refused), status=409)
    return desk.done(desk.address("studio-draft", draft) + "#at-needs", _("It stands with the need, as evidence."))


@require_POST
@desk_page(_DESIGNER)
def point(desk: DeskVisit, prototype: int, note: int) -> HttpResponse:
    """What was seen is something to change: an open comment on the element."""
    try:
        draft = actions.make_point(note=note, at=desk.at, by=desk.actor)
    except (AlreadyUsed, NoDraftNow) as refused:
        return _summed_up(desk, prototype, problem=_why_not(refused), status=409)
    return desk.done(desk.address("studio-comments", draft), _("It is an open comment on the element now."))


def _why_not(refused: Exception) -> str:
    if isinstance(refused, AlreadyUsed):
        return _("Somebody has made something of this note already.")
    if isinstance(refused, NoDraftNow):
        return _("Nobody is writing this service now. Begin a draft in the studio first.")
    if isinstance(refused, NotThere):
        return _("The draft does not have this need any more. Choose another.")
    return _("The file is written in a way that cannot be changed here.")


def _summed_up(
    desk: DeskVisit, prototype: int, *, form: NoteForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    found = queries.summary(prototype, at=desk.at, seen_by=desk.actor)
    places = queries.Places(found.prototype)
    link = reverse("research-agree", args=(desk.organisation.key, found.prototype.link))
    return _shown(
        desk,
        "summary.html",
        status=422 if form else status,
        said=found,
        link=desk.request.build_absolute_uri(link),
        draft_now=_draft_now(desk, found.prototype.service),
        needs=_needs(desk, found.prototype.service),
        form=form or NoteForm(places=places),
        problem=problem,
        trouble={line.page: _in_words(line, found) for line, _element in found.lines},
        minutes=duration,
    )


def _in_words(line: Any, found: queries.Summary) -> str:
    """What a line of the summary says, as a note that somebody may write down."""
    many = len(found.sittings)
    said = []
    for name, number in line.refused:
        words = _("%(n)s of %(many)s met an error at “%(question)s”.")
        said.append(words % {"n": number, "many": many, "question": found.names.get(name, name)})
    if line.turned_back:
        said.append(_("%(n)s of %(many)s went back from here.") % {"n": line.turned_back, "many": many})
    if line.left:
        said.append(_("%(n)s of %(many)s stopped here.") % {"n": line.left, "many": many})
    return " ".join(said)


def _needs(desk: DeskVisit, service: str) -> list[tuple[str, str]]:
    """The needs of the draft that is open now."""
    number = _draft_now(desk, service)
    if number is None:
        return []
    elements = elements_of(services.draft(number, seen_by=desk.actor).sources)
    return [(each.place.partition("/")[2], each.words) for each in elements if each.kind == "Need"]


def _draft_now(desk: DeskVisit, service: str) -> int | None:
    """The draft of a service that is open now."""
    lines = services.studio_services(seen_by=desk.actor)
    return next((each.draft for each in lines if each.service == service), None)


def _watched(desk: DeskVisit, prototype: int, number: int, *, form: NoteForm | None = None) -> HttpResponse:
    found, recording, notes = queries.sitting(number, prototype=prototype, seen_by=desk.actor)
    places = queries.Places(found.prototype)
    last = next((each.page for each in reversed(recording.shown) if each.how != "end"), "")
    form = form or NoteForm(places=places, initial={"sitting": number, "place": places.of_page(last).place})
    steps = [(each, _how(each, places), stay) for each, stay in recording.stays()]
    return _shown(
        desk,
        "sitting.html",
        status=422 if form.errors else 200,
        watched=found,
        steps=steps,
        notes=notes,
        form=form,
        minutes=duration,
    )


def _how(shown: Shown, places: queries.Places) -> str:
    if shown.how == "end":
        return _("Came to the end")
    page = places.of_page(shown.page).words
    if shown.how == "back":
        return _("Went back to “%(page)s”") % {"page": page}
    if shown.how == "refused":
        asked = "; ".join(places.questions.get(each, each) for each in shown.refused)
        return _("Error on “%(page)s”: %(questions)s") % {"page": page, "questions": asked}
    return _("Came to “%(page)s”") % {"page": page}


def duration(seconds: float | timedelta | None) -> str:
    """A time that somebody took, in words."""
    if seconds is None:
        return "–"
    whole = round(seconds.total_seconds() if isinstance(seconds, timedelta) else seconds)
    if whole < 60:
        return ngettext("%(n)s second", "%(n)s seconds", whole) % {"n": whole}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": whole // 60, "seconds": whole % 60}


def _shown(desk: DeskVisit, template: str, *, status: int = 200, **facts: Any) -> HttpResponse:
    return desk.page(f"research/desk/{template}", {"here": "studio", **facts}, status=status)


def _at(desk: DeskVisit, prototype: int) -> str:
    return desk.address("desk-research-summary", prototype)
