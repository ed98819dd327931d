"""The text of a file as it has to be to say something else: what is said already stays as it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trellis.services.language.editing.nodes import Node
from trellis.services.language.editing.places import Address, name_of, place_of
from trellis.services.language.editing.rows import Piece, end_of_line, put_anew, row_of
from trellis.services.language.editing.writing import after_key, block, flow, scalar
from trellis.services.language.loader import Tree
from trellis.services.language.model import Part
from trellis.services.language.reading import keys_of, model_at


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Somebody with the text of a file before them, and who knows the usual order of names."""

    text: str
    data: Any
    model: type[Part] | None = None
    """What the file describes; it says in which order the names of a part usually stand."""

    def node(self, node: Node, value: Any, at: Address, *, indent: int, beside: bool = False) -> str:
        """What has to stand in place of this, a longer text at the column `indent`. `beside`: a comment follows."""
        if node.data == value:
            return self.text[node.start : node.end]
        if node.pairs and isinstance(value, Mapping) and value:
            return self._mapping(node, value, at)
        if node.items and isinstance(value, list) and value:
            return self._list(node, value, at)
        if node.flow or not isinstance(value, str):
            return flow(value)
        # A text of several lines would take the comment for a part of it.
        style = '"' if beside and ("\n" in value or node.style in {"|", ">"}) else node.style
        return scalar(value, indent=indent, flow=False, style=style)

    def _mapping(self, node: Node, value: Mapping[str, Any], at: Address) -> str:
        known = {key.value: number for number, (key, _) in enumerate(node.pairs or ())}
        row = row_of(node, self.text)
        pieces = []
        for name in self._arranged(list(known), list(value), at):
            if name in known:
                words = self._pair(node, known[name], value[name], at, begin=row.begins[known[name]])
                pieces.append(Piece(words=words, was=known[name]))
            else:
                said = flow(value[name]) if node.flow else ""
                words = f"{name}: {said}" if node.flow else f"{name}:{after_key(value[name], indent=node.column)}"
                pieces.append(Piece(words=words))
        return self._around(node, put_anew(row, self.text, pieces, usual=self._usual(node)), row.begins, row.ends)

    def _arranged(self, was: list[str], now: list[str], at: Address) -> list[str]:
        """The names in their order: those that were there as they stood, a new one behind those it usually follows."""
        if [name for name in now if name in was] != [name for name in was if name in now]:
            return now
        usual = {name: number for number, name in enumerate(self._usual_names(at))}
        arranged = [name for name in was if name in now]
        for name in now:
            if name in arranged:
                continue
            rank = usual.get(name, len(usual))
            before = [number for number, each in enumerate(arranged) if usual.get(each, len(usual)) <= rank]
            arranged.insert(before[-1] + 1 if before else 0, name)
        return arranged

    def _usual_names(self, at: Address) -> list[str]:
        if self.model is None:
            return []
        place = place_of(self.data, at)
        return keys_of(model_at(self.model, place, Tree(file="", data=self.data)))

    def _pair(self, node: Node, number: int, value: Any, at: Address, *, begin: int) -> str:
        key, old = (node.pairs or ())[number]
        end = old.end if node.flow else end_of_line(self.text, max(old.end, key.end))
        if old.data == value:
            return self.text[begin:end]
        lead = self.text[begin : key.start]
        words, rest = self.text[key.start : key.end], self.text[old.end : end]
        here = (*at, key.value)
        if _same_kind(old, value):
            gap = self.text[key.end : old.start]
            space = "" if gap[-1:].isspace() else " "
            said = self.node(old, value, here, indent=node.column + 2, beside=bool(rest.strip()))
            if node.flow and not (old.pairs or old.items):
                said = scalar(value, indent=0, flow=True, style=old.style)
            return f"{lead}{words}{gap}{space}{said}{rest}"
        said = f" {flow(value)}" if node.flow else after_key(value, indent=node.column)
        return f"{lead}{words}:{said}{rest}"

    def _list(self, node: Node, value: list[Any], at: Address) -> str:
        row = row_of(node, self.text)
        pieces = []
        for thing, number in zip(value, _matched([each.data for each in node.items or ()], value), strict=True):
            if number is None:
                words = flow(thing) if node.flow else f"- {block(thing, indent=node.column + 2)}"
                pieces.append(Piece(words=words))
            else:
                # By position: the thing may have lost its name, or got another.
                words = self._item(node, number, thing, (*at, number), begin=row.begins[number], end=row.ends[number])
                pieces.append(Piece(words=words, was=number))
        return self._around(node, put_anew(row, self.text, pieces, usual=self._usual(node)), row.begins, row.ends)

    def _item(self, node: Node, number: int, value: Any, at: Address, *, begin: int, end: int) -> str:
        old = (node.items or ())[number]
        if old.data == value:
            return self.text[begin:end]
        lead, rest = self.text[begin : old.start], self.text[old.end : end]
        if not _same_kind(old, value):
            said = flow(value) if node.flow else block(value, indent=node.column + 2)
        elif node.flow and not (old.pairs or old.items):
            said = scalar(value, indent=0, flow=True, style=old.style)
        else:
            said = self.node(old, value, at, indent=node.column + 2, beside=bool(rest.strip()))
        return f"{lead}{said}{rest}"

    def _around(self, node: Node, said: str, begins: Sequence[int], ends: Sequence[int]) -> str:
        """The whole of a list or mapping again, with its brackets. A comment at its very end is not its own."""
        opened = self.text[node.start : begins[0]]
        closed = self.text[ends[-1] : node.end] if node.flow else ""
        return f"{opened}{said}{closed}"

    def _usual(self, node: Node) -> str:
        return ", " if node.flow else f"\n{' ' * node.column}"


def end_of(node: Node, text: str) -> int:
    """Where the text ends that `Writer.node` gives anew: with a comment in the last line, where lines are its own."""
    if node.flow or not (node.pairs or node.items):
        return node.end
    return row_of(node, text).ends[-1]


def _same_kind(old: Node, value: Any) -> bool:
    if isinstance(value, Mapping):
        return bool(old.pairs) and bool(value)
    if isinstance(value, list):
        return bool(old.items) and bool(value)
    return old.pairs is None and old.items is None


def _matched(was: Sequence[Any], now: Sequence[Any]) -> list[int | None]:
    """Which thing of the list each one was: by its name, by what it says, or by standing where that stood."""
    free = dict(enumerate(was))
    found: list[int | None] = [None] * len(now)

    def take(number: int, wanted: Callable[[int, Any], bool]) -> None:
        if found[number] is None:
            found[number] = next((each for each, thing in free.items() if wanted(each, thing)), None)
            if found[number] is not None:
                del free[found[number]]  # type: ignore[arg-type]

    for number, value in enumerate(now):
        take(number, lambda _, thing, value=value: bool(name_of(value)) and name_of(thing) == name_of(value))  # type: ignore[misc]
    for number, value in enumerate(now):
        take(number, lambda _, thing, value=value: bool(thing == value))  # type: ignore[misc]
    if len(was) == len(now):
        for number in range(len(now)):
            take(number, lambda each, _, number=number: each == number)  # type: ignore[misc]
    return found
