"""Changing one part of a draft: shown with what stands there, saved on top of whatever others changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpResponse

from trellis.channels.studio.addresses import from_path, to_id
from trellis.channels.studio.drawing import at_draft, shown
from trellis.channels.studio.forms import PartForm, merged, name_from
from trellis.channels.studio.parts import MESSAGE, Part
from trellis.channels.studio.telling import english, needs_of
from trellis.channels.studio.work_parts import part_at, part_in
from trellis.organisations.queries import teams
from trellis.organisations.scope import reading
from trellis.services import actions, queries
from trellis.services.errors import ElementChanged, NoSuchDraft, NothingToUndo
from trellis.services.language.editing import (
    Add,
    Address,
    CannotSplice,
    Change,
    Edit,
    Move,
    NotThere,
    Remove,
    Seen,
    look,
    seen_in,
)
from trellis.services.language.editing.places import name_of, position_of
from trellis.services.layout import DeskVisit
from trellis.services.queries import DraftView

CANNOT = "The file is written in a way that the studio cannot change here. Download it, change it and bring it back."


@dataclass(frozen=True, kw_only=True)
class At:
    """One part of a draft that somebody has before them."""

    draft: DraftView
    file: str
    """The shared file it stands in; empty for the definition."""
    address: Address
    part: Part
    thing: Mapping[str, Any]

    data: Any
    """What all of the file says."""

    @cached_property
    def seen(self) -> Seen:
        """Those of its fields that the form shows, as they stand."""
        return seen_in(self.data, *((*self.address, field.name) for field in self.part.fields))

    @property
    def heading(self) -> str:
        first = self.part.fields[0].name
        return english(self.thing.get(first)) or english(self.thing.get("ask")) or self.part.called


def change(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """Show the form of one part, or save it."""
    at = part_of(desk, draft, place)
    needs = needs_of(at.draft.data)
    initial = PartForm.initial_of(at.part, at.thing, needs)
    posted = desk.request.POST if desk.request.method == "POST" else None
    form = PartForm(
        posted, initial=initial, part=at.part, languages=languages_of(at.draft), needs=needs, teams=_teams(desk)
    )
    if not form.is_valid():
        return _shown(desk, at, form)
    after = merged(at.thing, form.said())
    edits = edits_of(at, after)
    seen = Seen(addresses=at.seen.addresses, fingerprint=desk.request.POST.get("seen", ""))
    words = f"Changed the {at.part.called} “{at.heading}”"
    try:
        changed = actions.change_draft(
            draft=draft, edits=edits, seen=seen, words=words, file=at.file, at=desk.at, by=desk.actor
        )
    except ElementChanged:
        return _met(desk, at, form)
    except CannotSplice:
        form.add_error(None, CANNOT)
        return _shown(desk, at, form, status=422)
    if changed.revision == at.draft.revision:
        return desk.done(_back(desk, at), "Nothing was changed.")
    return desk.done(_back(desk, at), f"{words}.", undo_at=desk.address("studio-undo", draft, changed.revision))


def add(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """Put a new part into a list: a page, a question, a need, a finding, a rule."""
    found, into = queries.draft(draft, seen_by=desk.actor), from_path(place)
    part = part_in(into)
    if part is None or not _has(found, into[:-1]):
        raise NoSuchDraft
    needs = needs_of(found.data)
    posted = desk.request.POST if desk.request.method == "POST" else None
    initial = _BEGINS.get(part.key, {})
    form = PartForm(posted, part=part, languages=languages_of(found), needs=needs, teams=_teams(desk), initial=initial)
    if form.is_valid() and _says_why(form):
        return _added(desk, found, into, form)
    heading = f"Add a {part.called}"
    return shown(desk, "part.html", writing=found, part=part, form=form, heading=heading, adding=True)


_BEGINS = {"question": {"why": "-"}, "evidence": {"assumption": "no"}}


def _says_why(form: PartForm) -> bool:
    """A new question cites a need, a law or a reader: that a rule uses it cannot be so yet."""
    if form.part.key == "question" and not form.cleaned_data.get("why"):
        form.add_error("why", "Choose the need that the question serves, or say who needs the answer")
    return not form.errors


def _added(desk: DeskVisit, found: DraftView, into: Address, form: PartForm) -> HttpResponse:
    part = form.part
    thing = {key: value for key, value in form.said().items() if value is not None}
    if part.named_by:
        name = name_from(english(thing.get(part.named_by)) or part.key, _taken(found.data, part))
        thing = {part.name_key: name, **thing}
    if part.key == "page":
        thing["questions"] = []
    if part.key == "question" and thing.get("type") in {"choice", "select", "choices"}:
        thing["choices"] = [{"value": "to-be-written", "label": "To be written: the first option"}]
    words = f"Added the {part.called} “{_called(thing)}”"
    try:
        changed = actions.change_draft(
            draft=found.number,
            edits=[Add(into=into, what=thing)],
            seen=seen_in(found.data),
            words=words,
            at=desk.at,
            by=desk.actor,
        )
    except CannotSplice:
        form.add_error(None, CANNOT)
        return shown(
            desk, "part.html", writing=found, part=part, form=form, heading=f"Add a {part.called}", adding=True
        )
    there = to_id((*into, name_of(thing))) if name_of(thing) else to_id(into[:-1])
    undo = desk.address("studio-undo", found.number, changed.revision)
    return desk.done(at_draft(desk, found.number, part=there), f"{words}.", undo_at=undo)


def remove(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """Take a part away. It can be undone."""
    at = part_of(desk, draft, place)
    words = f"Took away the {at.part.called} “{at.heading}”"
    return _done(desk, at, [Remove(at=at.address)], words)


def move(desk: DeskVisit, draft: int, place: str) -> HttpResponse:
    """Let a part stand one place further up or down."""
    at = part_of(desk, draft, place)
    things = look(at.data, at.address[:-1])
    number = position_of(things, at.address[-1])
    target = (number or 0) + (2 if desk.request.POST.get("way") == "down" else -1)
    before = None if target >= len(things) else name_of(things[max(target, 0)]) or max(target, 0)
    return _done(desk, at, [Move(at=at.address, before=before)], f"Moved the {at.part.called} “{at.heading}”")


def undo(desk: DeskVisit, draft: int, revision: int) -> HttpResponse:
    """Take back the last change."""
    # What is not there, or not theirs, is told apart from what cannot be taken back.
    queries.draft(draft, seen_by=desk.actor)
    try:
        actions.undo_change(draft=draft, revision=revision, at=desk.at, by=desk.actor)
    except NothingToUndo:
        return desk.done(at_draft(desk, draft), "Something was changed since, so this cannot be taken back by itself.")
    return desk.done(at_draft(desk, draft), "The change is taken back.")


def _done(desk: DeskVisit, at: At, edits: Sequence[Edit], words: str) -> HttpResponse:
    number = at.draft.number
    try:
        changed = actions.change_draft(
            draft=number, edits=edits, seen=seen_in(at.data), words=words, at=desk.at, by=desk.actor
        )
    except CannotSplice:
        return desk.done(_back(desk, at), CANNOT)
    undo_at = desk.address("studio-undo", number, changed.revision)
    return desk.done(_back(desk, at), f"{words}.", undo_at=undo_at)


def part_of(desk: DeskVisit, draft: int, place: str) -> At:
    found, address = queries.draft(draft, seen_by=desk.actor), from_path(place)
    file = f"{place}.yaml" if f"{place}.yaml" in found.sources.shared else ""
    address = () if file else address
    data = found.sources.tree(file).data if file else found.data
    try:
        thing = look(data, address)
    except NotThere:
        raise NoSuchDraft from None
    part = MESSAGE if file.startswith("messages/") else None if file else part_at(address, thing)
    if part is None or not isinstance(thing, Mapping):
        raise NoSuchDraft
    return At(draft=found, file=file, address=address, part=part, thing=thing, data=data)


def edits_of(at: At, after: Mapping[str, Any]) -> list[Edit]:
    """Only what the form says, name by name: what others changed in the same part stays as they left it."""
    edits: list[Edit] = []
    for field in at.part.fields:
        if field.name in after:
            edits.append(Change(at=(*at.address, field.name), to=after[field.name]))
        elif field.name in at.thing:
            edits.append(Remove(at=(*at.address, field.name)))
    return edits


def _shown(desk: DeskVisit, at: At, form: PartForm, *, status: int = 200) -> HttpResponse:
    mine = [each for each in at.draft.findings if each.address[: len(at.address)] == at.address] if at.address else []
    return shown(
        desk,
        "part.html",
        status=status,
        writing=at.draft,
        part=at.part,
        form=form,
        heading=f"Change the {at.part.called}",
        seen=desk.request.POST.get("seen") or at.seen.fingerprint,
        findings=mine,
        options_at=_options_at(at),
        back=_back(desk, at),
    )


def _met(desk: DeskVisit, at: At, form: PartForm) -> HttpResponse:
    """Somebody changed the same thing meanwhile: both are shown, and what was typed is kept."""
    theirs = PartForm.initial_of(at.part, at.thing, form.needs)
    names = [name for name in form.fields if form.data.get(name, "") != (theirs.get(name) or "")]
    differing = [(str(form.fields[name].label), theirs.get(name) or "", form.data.get(name, "")) for name in names]
    return shown(
        desk,
        "part.html",
        status=409,
        writing=at.draft,
        part=at.part,
        form=form,
        heading=f"Change the {at.part.called}",
        seen=at.seen.fingerprint,
        differing=differing,
        findings=[],
        options_at="",
        back=_back(desk, at),
    )


def _options_at(at: At) -> str:
    takes = at.part.key == "question" and at.thing.get("type") in {"choice", "select", "choices"}
    return "/".join(str(step) for step in at.address) if takes else ""


def _back(desk: DeskVisit, at: At) -> str:
    part = to_id((at.file.removesuffix(".yaml").replace("/", "-"),)) if at.file else to_id(at.address or ("service",))
    return at_draft(desk, at.draft.number, part=part)


def languages_of(draft: DraftView) -> list[str]:
    said = draft.data.get("languages") if isinstance(draft.data, dict) else None
    return [str(each) for each in said] if isinstance(said, list) and said else [str(said or "en")]


def _teams(desk: DeskVisit) -> list[tuple[str, str]]:
    with reading(desk.actor):
        return [(each.key, each.title) for each in teams(seen_by=desk.actor)]


def _has(draft: DraftView, address: Address) -> bool:
    try:
        look(draft.data, address)
    except NotThere:
        return False
    return True


def _taken(data: Any, part: Part) -> list[str]:
    """Every name of this kind in the definition: a new one is another."""
    found: list[str] = []
    if isinstance(data, dict):
        found += [str(data[part.name_key])] if isinstance(data.get(part.name_key), str) else []
        return found + [name for each in data.values() for name in _taken(each, part)]
    if isinstance(data, list):
        return [name for each in data for name in _taken(each, part)]
    return found


def _called(thing: Mapping[str, Any]) -> str:
    return next(
        (english(thing[key]) for key in ("title", "ask", "need", "says", "line", "on", "length") if thing.get(key)), ""
    )[:120]
