"""Shared templates: released to others, taken from others, and brought up to date with what each of both changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from trellis.channels.studio.differing import shown as value_shown
from trellis.channels.studio.differing import where
from trellis.channels.studio.drawing import at_draft, shown
from trellis.channels.studio.forms import StudioForm
from trellis.organisations.queries import organisations
from trellis.services import actions, queries
from trellis.services.errors import (
    ClashUndecided,
    DraftExists,
    ElementChanged,
    NoSuchService,
    NoSuchTemplate,
    NothingNew,
)
from trellis.services.language.addresses import to_address
from trellis.services.language.editing import CannotSplice, NotThere
from trellis.services.language.elements import Element, elements_of
from trellis.services.language.merging import Clash, Difference, Spot, merge
from trellis.services.layout import DeskVisit
from trellis.services.queries import DraftView, Release


class ReleaseForm(StudioForm):
    """What is new, and who may take it."""

    words = forms.CharField(
        label=later("What is new in this release?"),
        help_text=later("Other organisations read it before they take it."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": later("Enter what is new")},
    )
    offered_to = forms.MultipleChoiceField(
        label=later("Who may take it?"),
        help_text=later("Choose none for every organisation here."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offered_to"].choices = others  # type: ignore[attr-defined]


class ReadForm(forms.Form):
    """What somebody had before them when they pressed."""

    revision = forms.IntegerField(min_value=0)
    number = forms.IntegerField(min_value=1)


def templates(desk: DeskVisit) -> HttpResponse:
    """What others offer, and what was taken from them."""
    return _listed(desk)


def _listed(desk: DeskVisit, *, problem: str = "", status: int = 200) -> HttpResponse:
    return shown(
        desk,
        "templates.html",
        status=status,
        taken=queries.taken_services(seen_by=desk.actor),
        offered=queries.templates_offered(seen_by=desk.actor),
        problem=problem,
    )


def take(desk: DeskVisit, owner: str, service: str) -> HttpResponse:
    """Begin a draft from somebody's template."""
    try:
        draft = actions.take_template(owner=owner, service=service, at=desk.at, by=desk.actor)
    except DraftExists:
        words = _("Somebody is writing this service already. Publish their draft or put it away first.")
        return _listed(desk, problem=words, status=409)
    words = _("The draft is begun from the template. Fill in what it leaves open.")
    return desk.done(desk.address("studio-template", draft.pk), words)


def open_draft(desk: DeskVisit, service: str) -> HttpResponse:
    """Compare a service with its template: in the draft of it, which is begun where there is none."""
    draft = actions.start_draft(service=service, at=desk.at, by=desk.actor)
    return HttpResponseRedirect(desk.address("studio-template", draft.pk))


def release(desk: DeskVisit, service: str) -> HttpResponse:
    """Release the version that is offered now, for others to take."""
    line = next((each for each in queries.studio_services(seen_by=desk.actor) if each.service == service), None)
    if line is None or not line.can_go_on:
        raise NoSuchService
    others = [(each.key, each.called("en")) for each in organisations() if each.pk != desk.organisation.pk]
    form = ReleaseForm(desk.request.POST if desk.request.method == "POST" else None, others=others)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.release_template(
                service=service, words=given["words"], offered_to=given["offered_to"], at=desk.at, by=desk.actor
            )
        except NothingNew:
            form.add_error(None, _("The version that is offered now was released already. Publish another first"))
        else:
            words = _("Release %(number)s can be taken by others now.") % {"number": made.number}
            return desk.done(desk.address("studio-release", service), words)
    facts = {"form": form, "service": service, "title": line.title}
    listed = queries.releases_of(service, seen_by=desk.actor)
    return shown(desk, "release.html", status=422 if form.errors else 200, releases=listed, **facts)


def withdraw(desk: DeskVisit, service: str, number: int) -> HttpResponse:
    """Offer a release to nobody any more."""
    actions.withdraw_template(service=service, number=number, at=desk.at, by=desk.actor)
    words = _("The release is withdrawn. Who has taken it goes on as they were.")
    return desk.done(desk.address("studio-release", service), words)


def template(desk: DeskVisit, draft: int) -> HttpResponse:
    """How a draft differs from its template, and what a newer release would bring."""
    return _compared(desk, queries.draft(draft, seen_by=desk.actor))


def update(desk: DeskVisit, draft: int) -> HttpResponse:
    """Bring a newer release into the draft, as somebody chose where both had changed."""
    found, read = queries.draft(draft, seen_by=desk.actor), ReadForm(desk.request.POST)
    if not read.is_valid():
        return _compared(desk, found)
    given, chosen = read.cleaned_data, desk.request.POST.dict()
    try:
        actions.take_update(
            draft=draft,
            number=given["number"],
            revision=given["revision"],
            chosen={key.removeprefix("choose "): value for key, value in chosen.items() if key.startswith("choose ")},
            at=desk.at,
            by=desk.actor,
        )
    except ClashUndecided:
        words = _("Choose for each place that both have changed, whose words count")
        return _compared(desk, found, problem=words, chosen=chosen, status=422)
    except ElementChanged:
        again = queries.draft(draft, seen_by=desk.actor)
        words = _("The draft was changed while you read, so nothing was done. This is how it stands now.")
        return _compared(desk, again, problem=words, chosen=chosen, status=409)
    except (CannotSplice, NotThere):
        words = _("The file is written in a way that the update cannot be brought into. Change it by hand.")
        return _compared(desk, found, problem=words, status=409)
    words = _("The update is in the draft. Look at it, then ask a colleague for a review.")
    return desk.done(at_draft(desk, draft), words)


def _compared(
    desk: DeskVisit, found: DraftView, *, problem: str = "", chosen: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    lineage = queries.lineage_of(found)
    if lineage is None:
        return shown(desk, "template.html", status=status, writing=found, lineage=None, problem=problem)
    facts: dict[str, Any] = {"writing": found, "lineage": lineage, "problem": problem, "chosen": chosen or {}}
    try:
        base = queries.release(lineage.from_, found.service, lineage.release, seen_by=desk.actor)
    except NoSuchTemplate:
        return shown(desk, "template.html", status=status, gone=True, **facts)
    drift, elements = queries.drift(found, base), elements_of(found.sources)
    facts |= {
        "base": base,
        "meant": [_row(each, elements) for each in drift.meant],
        "other": [_row(each, elements) for each in drift.other],
        "unfilled": [where(Spot(at=to_address(each)), elements) for each in drift.unfilled],
        **_update(desk, found, base, elements),
    }
    return shown(desk, "template.html", status=status, **facts)


def _update(desk: DeskVisit, found: DraftView, base: Release, elements: tuple[Element, ...]) -> dict[str, Any]:
    try:
        newer = queries.newest_release(base.owner, found.service, seen_by=desk.actor)
    except NoSuchTemplate:
        return {"newer": None}
    if newer.number <= base.number:
        return {"newer": None}
    merged = merge(base.sources, newer.sources, found.sources)
    known = (*elements, *elements_of(newer.sources))
    return {
        "newer": newer,
        "brings": [_row(each, known) for each in merged.taken],
        "kept": [_clash(each, known) for each in merged.kept],
        "clashes": [_clash(each, known) for each in merged.clashes],
        "new_files": sorted(merged.new_files),
    }


def _row(each: Difference, elements: tuple[Element, ...]) -> tuple[str, str, str]:
    return where(each.spot, elements), value_shown(each.was), value_shown(each.now)


def _clash(each: Clash, elements: tuple[Element, ...]) -> dict[str, str]:
    return {
        "key": each.spot.key,
        "where": where(each.spot, elements),
        "base": value_shown(each.base),
        "theirs": value_shown(each.theirs),
        "mine": value_shown(each.mine),
    }
