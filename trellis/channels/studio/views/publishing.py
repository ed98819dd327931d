"""From a draft to what people use: compared in words, looked at by a second person, published; or put away."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.text import slugify

from trellis.channels.studio.beginning import ImportForm
from trellis.channels.studio.drawing import at_draft, shown
from trellis.channels.studio.ruling import Rulebook
from trellis.channels.studio.talks import beside
from trellis.channels.studio.telling import outline_of
from trellis.channels.studio.views import planning
from trellis.channels.studio.work_telling import also_said, with_work
from trellis.services import actions, queries
from trellis.services.errors import ElementChanged, NotAsked, NotPublishable, PublishedMeanwhile, SecondPersonPublishes
from trellis.services.layout import DeskVisit, draft_pages
from trellis.services.queries import DraftView

_REFUSED = {
    ElementChanged: "The draft was changed while you read it, so nothing was done. This is how it stands now.",
    PublishedMeanwhile: "Another version was published while you read, so nothing was done. Compare once more.",
    NotAsked: "The draft was changed since somebody asked for a review. Ask for it again.",
    NotPublishable: "The checker refuses something. Mend it first.",
    SecondPersonPublishes: "You asked for the review, so a colleague publishes it.",
}


def draft(desk: DeskVisit, draft: int) -> HttpResponse:
    """All of a draft, with the checker's findings beside the things they are about."""
    found = queries.draft(draft, seen_by=desk.actor)
    told, work = with_work(outline_of(found), found)
    return shown(
        desk,
        "draft.html",
        writing=found,
        told=told,
        work=work,
        ruled=Rulebook(found).beside(),
        also=also_said(found),
        talked=beside(queries.talks(found, seen_by=desk.actor), language=desk.language),
        about_it=draft_pages(draft=draft, desk=desk),
    )


def compare(desk: DeskVisit, draft: int) -> HttpResponse:
    """What publishing would change, in words, and whom it would strand."""
    return _compared(desk, queries.draft(draft, seen_by=desk.actor))


def _compared(desk: DeskVisit, found: DraftView, *, problem: str = "", status: int = 200) -> HttpResponse:
    return shown(
        desk,
        "compare.html",
        status=status,
        writing=found,
        changes=found.changes(),
        strands=found.strands(),
        problem=problem,
        is_asker=found.review_asked_key == desk.actor.key,
        refused=[each for each in found.findings if each.refuses],
        talks_open=queries.open_talks(queries.talks(found, seen_by=desk.actor)),
        **planning.told(desk, found.number),
    )


class ReadForm(forms.Form):
    """What somebody read before they pressed: which revision, against which version."""

    revision = forms.IntegerField(min_value=0)
    live = forms.CharField(required=False, max_length=64)


def ask(desk: DeskVisit, draft: int) -> HttpResponse:
    """Ask a colleague to look at it and publish it."""
    read = ReadForm(desk.request.POST)
    if not read.is_valid():
        return _compared(desk, queries.draft(draft, seen_by=desk.actor))
    try:
        actions.ask_for_review(draft=draft, revision=read.cleaned_data["revision"], at=desk.at, by=desk.actor)
    except (ElementChanged, NotPublishable) as refused:
        problem = _REFUSED[type(refused)]
        return _compared(desk, queries.draft(draft, seen_by=desk.actor), problem=problem, status=409)
    words = "You have asked for a review. A colleague who may publish services can now do so."
    return desk.done(desk.address("studio-compare", draft), words)


def publish(desk: DeskVisit, draft: int) -> HttpResponse:
    """Publish a draft that a colleague asked to have reviewed."""
    read = ReadForm(desk.request.POST)
    if not read.is_valid():
        return _compared(desk, queries.draft(draft, seen_by=desk.actor))
    revision, live = read.cleaned_data["revision"], read.cleaned_data["live"]
    try:
        version = actions.publish_draft(draft=draft, revision=revision, live=live, at=desk.at, by=desk.actor)
    except tuple(_REFUSED) as refused:
        problem = _REFUSED[type(refused)]
        return _compared(desk, queries.draft(draft, seen_by=desk.actor), problem=problem, status=409)
    words = f"Version {version.number} is published: people begin with it from now on."
    return desk.done(desk.address("studio-versions", version.service), words)


def drop(desk: DeskVisit, draft: int) -> HttpResponse:
    """Put a draft away. What is offered stays as it is."""
    actions.drop_draft(draft=draft, at=desk.at, by=desk.actor)
    return desk.done(desk.address("studio"), "The draft is put away. What people use has not changed.")


def text(desk: DeskVisit, draft: int) -> HttpResponse:
    """The file itself, to read here or to take along."""
    found = queries.draft(draft, seen_by=desk.actor)
    if desk.request.GET.get("take") is None:
        lines = found.sources.text.rstrip("\n").split("\n")
        return shown(desk, "text.html", writing=found, lines=lines, form=ImportForm())
    response = HttpResponse(found.sources.text.encode(), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(found.service)}.yaml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def bring_back(desk: DeskVisit, draft: int) -> HttpResponse:
    """Take in the file as somebody changed it elsewhere."""
    found = queries.draft(draft, seen_by=desk.actor)
    lines = found.sources.text.rstrip("\n").split("\n")
    form, read = ImportForm(desk.request.POST, desk.request.FILES), ReadForm(desk.request.POST)
    if form.is_valid() and form.service != found.service:
        form.add_error("file", f"This file describes {form.service}. Choose the file of {found.service}")
    if not form.is_valid() or not read.is_valid():
        return shown(desk, "text.html", writing=found, lines=lines, form=form, status=422)
    given, revision = form.cleaned_data["file"], read.cleaned_data["revision"]
    words = "Brought in a file that was changed elsewhere"
    try:
        changed = actions.replace_text(
            draft=draft, text=given, revision=revision, words=words, at=desk.at, by=desk.actor
        )
    except ElementChanged:
        form.add_error(
            "file", "The draft was changed while you were on this page. Look at it, then bring the file again"
        )
        return shown(desk, "text.html", writing=found, lines=lines, form=form, status=409)
    undo = desk.address("studio-undo", draft, changed.revision)
    return desk.done(at_draft(desk, draft), f"{words}.", undo_at=undo)
