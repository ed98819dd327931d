"""Every definition that ships goes through the forms of the studio and comes out as it was; and none of it is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from django.forms import Form

from trellis.base.discovery import TRELLIS
from trellis.channels.studio.examples import ExampleForm
from trellis.channels.studio.forms import PartForm, merged
from trellis.channels.studio.ruling import Rulebook
from trellis.channels.studio.telling import Told, english, needs_of, outline_of
from trellis.channels.studio.views.editing import At, edits_of, languages_of
from trellis.channels.studio.views.text import TextForm, written_at
from trellis.channels.studio.work_parts import part_at
from trellis.channels.studio.work_telling import also_said, with_work
from trellis.services.language.editing import Address, Change, Edit, edited, look
from trellis.services.language.editing.places import name_of, written
from trellis.services.language.model import Definition
from trellis.services.language.sources import Sources
from trellis.services.queries import DraftView

NAMES = sorted(path.stem for path in (TRELLIS / "demo" / "catalogue").glob("*.yaml"))
SHORT = {"missed-bin", "garden-waste", "noise"}
"""Those that go through every time; the others before a release."""
AREAS = [("anyborough", "Anyborough"), ("anyshire", "Anyshire")]


@cache
def draft_of(name: str) -> DraftView:
    """A draft of a definition that ships, as nobody has changed it yet."""
    sources = Sources.of_file(TRELLIS / "demo" / "catalogue" / f"{name}.yaml")
    at = datetime(2026, 11, 2)  # noqa: DTZ001 -- nobody looks at it
    return DraftView(
        number=1, revision=0, sources=sources, base="", live="", organisation=1, changed_at=at, changed_by="",
        started_by="", review_asked_at=None, review_asked_by="", review_asked_key="", history=(),
    )  # fmt: skip


def addresses(thing: Any, here: Address = ()) -> Iterator[Address]:
    """Every thing in a definition."""
    yield here
    if isinstance(thing, Mapping):
        for key, each in thing.items():
            yield from addresses(each, (*here, key))
    elif isinstance(thing, list):
        names = [name_of(each) for each in thing]
        for number, each in enumerate(thing):
            own = names[number] and names.count(names[number]) == 1
            yield from addresses(each, (*here, names[number] if own else number))


def says_the_same(draft: DraftView, edit: Edit) -> bool:
    """Whether an edit lets the file say what it says: then it is left as it is written (see the tests of `editing`)."""
    return isinstance(edit, Change) and look(draft.data, edit.at) == written(edit.to)


def sent(form: Form) -> dict[str, Any]:
    """What a form would send if somebody only pressed its button: as text, with the line ends that browsers send."""
    values = {name: form[name].value() for name in form.fields}
    return {
        name: value if isinstance(value, list) else str(value or "").replace("\n", "\r\n")
        for name, value in values.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_definition_that_is_saved_form_by_form_stays_as_it_is_byte_for_byte(name: str) -> None:
    draft = draft_of(name)
    tried = 0
    for address in addresses(draft.data):
        thing = look(draft.data, address)
        part = part_at(address, thing)
        if part is None or not isinstance(thing, Mapping):
            continue
        needs = needs_of(draft.data)
        asked: dict[str, Any] = {"part": part, "languages": languages_of(draft), "needs": needs}
        initial = PartForm.initial_of(part, thing, needs)
        form = PartForm(sent(PartForm(initial=initial, **asked)), initial=initial, **asked)
        assert form.is_valid(), (address, form.errors)
        at = At(draft=draft, file="", address=address, part=part, thing=thing, data=draft.data)
        assert all(says_the_same(draft, each) for each in edits_of(at, merged(thing, form.said()))), address
        tried += 1
    assert tried > 15


@pytest.mark.parametrize(
    "name", [name if name in SHORT else pytest.param(name, marks=pytest.mark.long) for name in NAMES]
)
def test_a_part_that_is_saved_as_text_stays_as_it_is(name: str) -> None:
    draft = draft_of(name)
    for address in addresses(draft.data):
        if not 0 < len(address) < 3:
            continue
        form = TextForm({"text": written_at(draft, address).replace("\n", "\r\n")})
        assert form.is_valid(), (address, form.errors)
        assert says_the_same(draft, Change(at=address, to=form.data)), address


def test_examples_that_ship_go_through_their_form() -> None:
    tried = 0
    for name in NAMES:
        draft = draft_of(name)
        compiled = draft.sources.compiled()
        for number, was in enumerate(draft.data.get("examples", ())):
            asked: dict[str, Any] = {"compiled": compiled, "about": was.get("about", ""), "areas": AREAS, "was": was}
            asked["today"] = date(2026, 11, 2)
            form = ExampleForm(sent(ExampleForm(**asked)), **asked)
            assert form.is_valid(), form.errors
            change = Change(at=("examples", number), to=form.said())
            assert edited(draft.sources.text, [change], model=Definition).text == draft.sources.text
            tried += 1
    assert tried > 3


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_a_definition_says_is_invisible_in_the_studio(name: str) -> None:
    draft = draft_of(name)
    told, work = with_work(outline_of(draft), draft)
    shown = "\n".join([*_said(draft, told, work), *(each.text for each in Rulebook(draft).told())])
    for address in addresses(draft.data):
        thing = look(draft.data, address)
        hidden = {"choices", "examples", "evidence", "type"} & {str(step) for step in address}
        if not isinstance(thing, str) or hidden or address[-1] in {"cy", "service"} or thing in {"yes", "no", ""}:
            continue
        assert " ".join(thing.split()) in " ".join(shown.split()), address


def _said(draft: DraftView, told: Any, work: Any) -> Iterator[str]:
    for each in (told.service, *told.needs, *told.pages, *told.rules, *told.messages, *told.others):
        yield from _of_part(each)
    for section in work.sections:
        for part in section.parts:
            yield from _of_part(part)
    yield from (f"{each.key} {each.words}" for each in work.loose)
    for address in addresses(draft.data):
        thing = look(draft.data, address)
        part = part_at(address, thing) if isinstance(thing, Mapping) else None
        initial = PartForm.initial_of(part, thing, needs_of(draft.data)) if part else {}
        yield from map(str, initial.values())
    yield from (f"{key} {words}" for each in also_said(draft).values() for key, words in each.lines)


def _of_part(part: Told) -> Iterator[str]:
    # The name of a part stands in its address.
    yield f"{part.id} {part.heading} {english(part.path)}"
    yield from (words for _, words in part.lines)
    for each in part.inner:
        yield from _of_part(each)
