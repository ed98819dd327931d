"""Doing edits to the text of a file, one after the other, each read back before the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from trellis.services.language.editing.edits import Edit, meant
from trellis.services.language.editing.nodes import Node, nodes_of
from trellis.services.language.editing.rewriting import Writer, end_of
from trellis.services.language.editing.splices import CannotSplice, Splice, spliced
from trellis.services.language.model import Part


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A text after edits, what it says now, and what was changed in it, in the order in which it was done."""

    text: str
    data: Any
    splices: tuple[Splice, ...]


def edited(text: str, edits: Sequence[Edit], *, model: type[Part] | None = None) -> Edited:
    """The text with these edits done. All of it that they are not about stays byte for byte.

    `model` is what the file describes; a name that is new is put where that part of it usually has it.

    :raises NotThere: where an edit is about something that is not there.
    :raises CannotSplice: where the text would not come to say exactly what is meant.
    """
    root, done = nodes_of(text), []
    for edit in edits:
        expected = meant(root.data, edit)
        if expected == root.data:
            continue
        splice = _splice(Writer(text=text, data=root.data, model=model), root, expected)
        text = spliced(text, splice)
        root = _read_back(text)
        if root.data != expected:
            raise CannotSplice("the text would not come to say what is meant")
        done.append(splice)
    return Edited(text=text, data=root.data, splices=tuple(done))


def _splice(writer: Writer, root: Node, expected: Any) -> Splice:
    """What has to change for the file to say this: no character more than needed at either end."""
    start, end = root.start, end_of(root, writer.text)
    was, now = writer.text[start:end], writer.node(root, expected, (), indent=2)
    if "\r\n" in was:
        now = now.replace("\r\n", "\n").replace("\n", "\r\n")
    before = _alike(was, now)
    after = _alike(was[before:][::-1], now[before:][::-1])
    return Splice(start=start + before, was=was[before : len(was) - after], now=now[before : len(now) - after])


def _alike(one: str, other: str) -> int:
    """How many characters the two begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _read_back(text: str) -> Node:
    try:
        return nodes_of(text)
    except yaml.YAMLError as error:
        raise CannotSplice("the text could not be read any more") from error
