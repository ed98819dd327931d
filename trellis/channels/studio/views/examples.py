"""Examples of a draft: run beside the rules that they are about, added, changed and taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from trellis.channels.studio.drawing import shown
from trellis.channels.studio.examples import ExampleForm
from trellis.organisations.scope import reading
from trellis.places.queries import gazetteer
from trellis.services import actions, queries
from trellis.services.errors import ElementChanged, NoSuchDraft
from trellis.services.language.compiled import Compiled
from trellis.services.language.editing import (
    Add,
    Address,
    CannotSplice,
    Change,
    Edit,
    NotThere,
    Remove,
    Seen,
    look,
    seen_in,
)
from trellis.services.language.editing.writing import flow
from trellis.services.language.examples import TriedExample, tried
from trellis.services.layout import DeskVisit
from trellis.services.queries import DraftView

CANNOT = "The file is written in a way that the studio cannot change here. Download it, change it and bring it back."


def examples_of(draft: DraftView, *, about: str | None = None) -> list[TriedExample]:
    """The examples of a draft, run; all of them, or those about one rule. None while it cannot be made ready."""
    compiled = draft.checked.compiled
    ran = tried(compiled) if compiled else ()
    return [each for each in ran if about is None or each.example.about == about]


def examples(desk: DeskVisit, draft: int) -> HttpResponse:
    """Every example, and whether it holds."""
    found = queries.draft(draft, seen_by=desk.actor)
    return shown(
        desk, "examples.html", writing=found, examples_list=examples_of(found), ready=found.checked.compiled,
        seen=lambda number: seen_in(found.data, ("examples", number)).fingerprint,
    )  # fmt: skip


def add(desk: DeskVisit, draft: int) -> HttpResponse:
    """Add an example: about one rule, or about the whole way."""
    found, compiled = _ready(desk, draft)
    about = desk.request.GET.get("about", "")
    form = _form(desk, compiled, about=about, was={})
    if not form.is_valid():
        return _shown(desk, found, form, adding=True)
    said = form.said()
    return _saved(desk, found, [Add(into=("examples",), what=said)], seen=seen_in(found.data), form=form)


def change(desk: DeskVisit, draft: int, number: int) -> HttpResponse:
    """Change an example."""
    found, compiled = _ready(desk, draft)
    at: Address = ("examples", number)
    was = _example(found, at)
    form = _form(desk, compiled, about=str(was.get("about", "")), was=was)
    now = seen_in(found.data, at)
    if not form.is_valid():
        return _shown(desk, found, form, seen=desk.request.POST.get("seen") or now.fingerprint)
    seen = Seen(addresses=(at,), fingerprint=desk.request.POST.get("seen", ""))
    return _saved(desk, found, [Change(at=at, to=form.said())], seen=seen, form=form)


def remove(desk: DeskVisit, draft: int, number: int) -> HttpResponse:
    """Take an example away."""
    found = queries.draft(draft, seen_by=desk.actor)
    at: Address = ("examples", number)
    was = _example(found, at)
    seen = Seen(addresses=(at,), fingerprint=desk.request.POST.get("seen", ""))
    here = desk.address("studio-examples", draft)
    words = f"Took away the example “{was.get('says', '')}”"
    listed = found.data["examples"]
    edits: list[Edit] = [Remove(at=at if len(listed) > 1 else ("examples",))]
    try:
        changed = actions.change_draft(draft=draft, edits=edits, seen=seen, words=words, at=desk.at, by=desk.actor)
    except (ElementChanged, NotThere):
        return desk.done(
            here, _("Somebody changed the examples meanwhile, so nothing was done. This is how they stand.")
        )
    except CannotSplice:
        return desk.done(here, CANNOT)
    return desk.done(here, f"{words}.", undo_at=desk.address("studio-undo", draft, changed.revision))


def _ready(desk: DeskVisit, draft: int) -> tuple[DraftView, Compiled]:
    found = queries.draft(draft, seen_by=desk.actor)
    # An example is run against rules, so a draft with a rule that cannot be used takes none: the page says so.
    compiled = found.checked.compiled
    if compiled is None:
        raise NoSuchDraft
    return found, compiled


def _example(found: DraftView, at: Address) -> Mapping[str, Any]:
    try:
        was = look(found.data, at)
    except NotThere:
        raise NoSuchDraft from None
    if not isinstance(was, Mapping):
        raise NoSuchDraft
    return was


def _form(desk: DeskVisit, compiled: Compiled, *, about: str, was: Mapping[str, Any]) -> ExampleForm:
    posted = desk.request.POST if desk.request.method == "POST" else None
    return ExampleForm(posted, compiled=compiled, about=about, areas=_areas(desk), was=was, today=desk.today)


def _areas(desk: DeskVisit) -> Sequence[tuple[str, str]]:
    with reading(desk.actor):
        return [(each.key, each.title) for each in gazetteer().areas()]


def _saved(desk: DeskVisit, found: DraftView, edits: Sequence[Edit], *, seen: Seen, form: ExampleForm) -> HttpResponse:
    number = found.number
    words = f"Wrote the example “{form.cleaned_data['says']}”"
    try:
        changed = actions.change_draft(draft=number, edits=edits, seen=seen, words=words, at=desk.at, by=desk.actor)
    except ElementChanged:
        form.add_error(None, _("Somebody changed this example while you were writing, so nothing is saved yet"))
        now = seen_in(found.data, *seen.addresses)
        theirs = _said(found, seen.addresses)
        return _shown(desk, found, form, seen=now.fingerprint, theirs=theirs, status=409)
    except CannotSplice:
        form.add_error(None, CANNOT)
        return _shown(desk, found, form, status=422)
    undo = desk.address("studio-undo", number, changed.revision)
    return desk.done(desk.address("studio-examples", number), f"{words}.", undo_at=undo)


def _said(found: DraftView, addresses: Sequence[Address]) -> str:
    """What an example of somebody else says now, in the words of the file."""
    try:
        return flow(look(found.data, addresses[0]))
    except NotThere:
        return _("Nothing: it was taken away")


def _shown(desk: DeskVisit, found: DraftView, form: ExampleForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return shown(desk, "example.html", status=status, writing=found, form=form, **more)
