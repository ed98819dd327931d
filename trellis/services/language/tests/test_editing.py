"""What is changed in a definition changes; what is not, stays as it was written, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trellis.base.discovery import TRELLIS
from trellis.services.language.catalogue import Catalogue
from trellis.services.language.compiler import compile_text
from trellis.services.language.editing import (
    Add,
    Address,
    CannotSplice,
    Change,
    Edit,
    Move,
    NotThere,
    Remove,
    edited,
    fingerprint,
    look,
    spliced,
    taken_back,
)
from trellis.services.language.editing.nodes import Node, nodes_of
from trellis.services.language.editing.places import name_of, place_of
from trellis.services.language.loader import read_yaml
from trellis.services.language.model import Definition

SHIPPED = sorted((TRELLIS / "demo" / "catalogue").rglob("*.yaml"))
PATHS = {path.relative_to(TRELLIS / "demo" / "catalogue").with_suffix("").as_posix(): path for path in SHIPPED}
TEXTS = {name: path.read_text("utf-8") for name, path in PATHS.items()}
DEFINITIONS = [name for name in PATHS if "/" not in name]
SHARED = [name for name in PATHS if "/" in name]
WORDS = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(
        ["yes", "No", "~", "012", "2026-01-01", "a: b", "- a", "# not a comment", "it's", '"so"', "a\nb", "a\n\n b\n",
         " led by a space", "[x", "{x", "ends: ", "Beth yw’ch cyfeiriad?", "%x", "@x", "`x`", "|", ">", "null", "a #b"]
    ),
)  # fmt: skip

NASTY = """\
# Above everything.
service: nasty   # beside a name
title: 'It''s so'
for: [residents,
      visitors]   # over two lines
needs:
- id: one
  # above a name in a list
  as: somebody
  so: >-
    folded words
    over two lines

# --- apart, before the second ---

- id: two
  as: |
    Kept
      as they stand
  need: ""
empty:
flow: {a: 1, "b": 'two', c: [x, y]}
last: no line end"""
TEXTS |= {"nasty": NASTY, "windows": NASTY.replace("\n", "\r\n")}


def addresses(data: Any, here: Address = ()) -> Iterator[Address]:
    """Every thing in a file that has an address of its own."""
    steps: list[Any] = list(data) if isinstance(data, dict) else []
    if isinstance(data, list):
        names = [name_of(each) for each in data]
        steps = [number if not name or names.count(name) > 1 else name for number, name in enumerate(names)]
    for step in steps:
        yield (*here, step)
        yield from addresses(look(data, (step,)), (*here, step))


@cache
def known(name: str) -> tuple[Any, list[Address], list[Address]]:
    """What a file says, the address of each thing in it, and of those that stand in a list."""
    data = nodes_of(TEXTS[name]).data
    every = list(addresses(data))
    return data, every, [at for at in every if isinstance(look(data, at[:-1]), list)]


@st.composite
def edits(draw: st.DrawFn, name: str) -> Edit:
    """Something that somebody could do to this file."""
    _, every, listed = known(name)
    kinds = [Change, Remove, Add, Move] if listed else [Change, Remove]
    match draw(st.sampled_from(kinds)):
        case kind if kind is Change:
            at = draw(st.sampled_from(every))
            return Change(at=at, to=draw(st.one_of(WORDS, st.dictionaries(st.sampled_from(["en", "cy"]), WORDS))))
        case kind if kind is Remove:
            return Remove(at=draw(st.sampled_from(every)))
        case kind if kind is Add:
            at = draw(st.sampled_from(listed))
            what = draw(st.one_of(WORDS, st.fixed_dictionaries({"id": st.just("brand-new"), "ask": WORDS})))
            return Add(into=at[:-1], what=what, before=draw(st.sampled_from([None, at[-1]])))
    at = draw(st.sampled_from(listed))
    others = [each[-1] for each in listed if each[:-1] == at[:-1]]
    return Move(at=at, before=draw(st.sampled_from([None, *others])))


def around(text: str, edit: Edit) -> tuple[str, str]:
    """What stands before and behind the part of the file that an edit is about."""
    at = edit.into if isinstance(edit, Add) else edit.at
    root = nodes_of(text)
    holder = node_at(root, place_of(root.data, at[:-1]))
    # A list of which nothing is left is written `[]`, in the line above.
    return text[: holder.start].rstrip(), text[end_of_last_line(text, holder.end) :]


def node_at(node: Node, place: Any) -> Node:
    for step in place:
        node = (node.items or ())[step] if isinstance(step, int) else dict_of(node)[step]
    return node


def dict_of(node: Node) -> dict[str, Node]:
    return {key.value: value for key, value in node.pairs or ()}


def end_of_last_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


@pytest.mark.parametrize("names", [*([each] for each in DEFINITIONS), SHARED, ["nasty"], ["windows"]])
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_edit_changes_what_it_is_about_and_nothing_else(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    text = TEXTS[name]
    edit = data.draw(edits(name))
    try:
        done = edited(text, [edit], model=Definition)
    except CannotSplice:
        assert_only_what_no_file_can_hold(edit)
        return
    before, behind = around(text, edit)
    assert done.text.startswith(before)
    assert done.text.endswith(behind)
    assert taken_back(done.text, done.splices) == text
    assert read_yaml(done.text, file=name).data == done.data
    if isinstance(edit, Change):
        # By position: a thing that has lost its name is not found by it.
        assert look(done.data, place_of(nodes_of(text).data, edit.at)) == edit.to


def assert_only_what_no_file_can_hold(edit: Edit) -> None:
    """A file may have no half of a letter, which a browser can send."""
    words = str(edit)
    assert any(0xD800 <= ord(each) <= 0xDFFF for each in words) or "\\ud" in words.lower()


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from([*DEFINITIONS, *SHARED]), data=st.data())
def test_a_thing_that_was_added_and_taken_away_or_moved_there_and_back_leaves_no_trace(
    name: str, data: st.DataObject
) -> None:
    text = TEXTS[name]
    said, _, listed = known(name)
    named = [at for at in listed if isinstance(at[-1], str)]
    if not named:
        return
    at = data.draw(st.sampled_from(named))
    added = edited(text, [Add(into=at[:-1], what={"id": "brand-new", "ask": "Why?"}, before=at[-1])])
    assert edited(added.text, [Remove(at=(*at[:-1], "brand-new"))]).text == text
    names = [name_of(each) for each in look(said, at[:-1])]
    behind = names[names.index(str(at[-1])) + 1 :]
    moved = edited(text, [Move(at=at, before=None)])
    assert edited(moved.text, [Move(at=at, before=behind[0] if behind else None)]).text == text


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_shipped_definition_goes_through_the_studio_with_no_change_but_those_made(name: str) -> None:
    text, catalogue = TEXTS[name], Catalogue.near(PATHS[name])
    said, every, _ = known(name)
    # Saved without a change, part by part, as somebody does who opens each form and presses the button.
    again = edited(text, [Change(at=at, to=look(said, at)) for at in every if len(at) <= 4], model=Definition)
    assert again.text == text
    before = compile_text(text, file=name, catalogue=catalogue)
    changed = edited(text, [Change(at=("summary",), to="Other words.")], model=Definition)
    after = compile_text(changed.text, file=name, catalogue=catalogue)
    assert after.definition == before.definition.model_copy(update={"summary": after.definition.summary})
    assert after.definition.summary.to("en") == "Other words."
    assert taken_back(changed.text, changed.splices) == text


def test_comments_stay_with_what_they_are_about() -> None:
    done = edited(NASTY, [Remove(at=("needs", "one"))]).text
    assert "# --- apart, before the second ---" in done
    assert "# above a name in a list" not in done
    done = edited(NASTY, [Remove(at=("needs", "two"))]).text
    assert "# --- apart, before the second ---" in done
    assert "# above a name in a list" in done


def test_words_keep_the_quotation_marks_they_had() -> None:
    assert "title: 'Isn''t it so'   " not in NASTY
    assert "title: 'Isn''t it so'\n" in edited(NASTY, [Change(at=("title",), to="Isn't it so")]).text
    assert "service: other   # beside a name\n" in edited(NASTY, [Change(at=("service",), to="other")]).text
    assert "{a: 1, \"b\": 'three', c: [x, y]}" in edited(NASTY, [Change(at=("flow", "b"), to="three")]).text
    assert 'title: "yes"' in edited("title: so\n", [Change(at=("title",), to="yes")]).text
    assert "optional: yes" in edited("id: so\n", [Change(at=("optional",), to=True)]).text


def test_a_new_name_stands_where_it_usually_does() -> None:
    text = TEXTS["missed-bin"]
    at = ("ask", "which-bin", "questions", "bins")
    done = edited(text, [Change(at=(*at, "optional"), to=True)], model=Definition).text
    assert "        type: choices\n        optional: yes\n        from: household-bins\n" in done


def test_an_edit_of_what_is_not_there_is_refused() -> None:
    for edit in (Change(at=("needs", "three", "as"), to="x"), Remove(at=("nothing",)), Move(at=("needs", "three"))):
        with pytest.raises(NotThere):
            edited(NASTY, [edit])


def test_a_fingerprint_tells_what_is_said_and_not_how_it_is_written() -> None:
    plain, quoted = nodes_of("a: {b: c}").data, nodes_of('a:\n  # why\n  "b": c\n').data
    assert fingerprint(plain) == fingerprint(quoted)
    assert fingerprint(plain) != fingerprint(nodes_of("a: {b: d}").data)


def test_what_somebody_else_wrote_meanwhile_is_not_taken_back() -> None:
    done = edited(NASTY, [Change(at=("title",), to="Mine")])
    theirs = edited(done.text, [Change(at=("title",), to="Theirs")])
    with pytest.raises(CannotSplice):
        taken_back(theirs.text, done.splices)
    assert spliced(NASTY, done.splices[0]) == done.text
