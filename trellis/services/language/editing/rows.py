"""What stands one after the other in a file: things of a list, names with their values. And how it is put anew.

What stands between two of them (line ends, empty lines, comments that stand apart) belongs to the place; a comment
directly above a thing belongs to the thing, and goes where it goes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from trellis.services.language.editing.nodes import Node

_NOTHING = " \t\r\n,"
"""What may stand between two parts without saying anything."""
_COMMENT = re.compile(r"[ \t]*#")


@dataclass(frozen=True, kw_only=True)
class Row:
    """The parts of a list or mapping as they are written, and what stands between them."""

    begins: tuple[int, ...]
    """Where each part begins: at its comment where one stands directly above, otherwise at its dash or name."""
    ends: tuple[int, ...]

    def between(self, text: str) -> list[str]:
        """What stands before each part; nothing before the first."""
        return ["", *(text[end:begin] for end, begin in zip(self.ends, self.begins[1:], strict=False))]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One part of a row as it will be: the words of it, and which part it was, if it was there before."""

    words: str
    was: int | None = None


def row_of(node: Node, text: str) -> Row:
    """The parts of this list or mapping in the text."""
    starts = _starts(node, text)
    nodes = node.items if node.items is not None else [value for _, value in node.pairs or ()]
    if node.flow:
        return Row(begins=tuple(starts), ends=tuple(each.end for each in nodes))
    ends = [end_of_line(text, max(each.end, start)) for each, start in zip(nodes, starts, strict=True)]
    floors = [node.start, *ends]
    begins = [_with_comments(text, start, floor) for start, floor in zip(starts, floors, strict=False)]
    return Row(begins=(starts[0], *begins[1:]), ends=tuple(ends))


def put_anew(row: Row, text: str, pieces: Sequence[Piece], *, usual: str) -> str:
    """The row with these pieces, to stand from where its first part began to where its last part ended."""
    between = _between_those_that_stay(row, text, {each.was for each in pieces if each.was is not None})
    for number, piece in enumerate(pieces):
        if piece.was is None:
            between.insert(max(number, 1), _usual(row, text, usual))
    lead, *rest = between[: len(pieces)]
    after = "".join(between[len(pieces) :]).rstrip()
    first, *others = pieces
    said = [lead.lstrip(_NOTHING), first.words, *(gap + piece.words for gap, piece in zip(rest, others, strict=True))]
    return "".join(said) + after


def _between_those_that_stay(row: Row, text: str, staying: set[int]) -> list[str]:
    """What stands before each part that stays. Comments that stood apart are kept where a part is taken away."""
    kept, left_over = [], ""
    for number, gap in enumerate(row.between(text)):
        if number in staying:
            kept.append(left_over + gap)
            left_over = ""
        elif gap.strip(_NOTHING):
            left_over += gap.rstrip()
    return [*kept, *([left_over] if left_over else [])]


def _usual(row: Row, text: str, usual: str) -> str:
    """What mostly stands between the parts of this row, where it is nothing but white space and a comma."""
    plain = [gap for gap in row.between(text)[1:] if not gap.strip(_NOTHING)]
    return Counter(plain).most_common(1)[0][0] if plain else usual


def end_of_line(text: str, at: int) -> int:
    """Where the line ends in which this stands, before its line end."""
    found = text.find("\n", at)
    end = len(text) if found < 0 else found
    return end - (text[at:end].endswith("\r"))


def _starts(node: Node, text: str) -> list[int]:
    if node.pairs is not None:
        return [key.start for key, _ in node.pairs]
    if node.flow:
        return [each.start for each in node.items or ()]
    return [_dash(text, node, each) for each in node.items or ()]


def _dash(text: str, node: Node, item: Node) -> int:
    """Where the dash of this thing stands: in the column of all dashes of the list, in its line or one above."""
    line = text.rfind("\n", 0, item.start) + 1
    while line > node.start and not (text[line : line + node.column].isspace() and text[line + node.column] == "-"):
        above = text.rfind("\n", 0, line - 1) + 1
        if node.column == 0 and text[line : line + 1] == "-":
            break
        line = above
    return node.start if line <= node.start else line + node.column


def _with_comments(text: str, start: int, floor: int) -> int:
    """Where the comments begin that stand directly above."""
    begin = start
    line = text.rfind("\n", 0, start) + 1
    while line > floor:
        above = text.rfind("\n", 0, line - 1) + 1
        if above <= floor or not _COMMENT.match(text, above, line):
            break
        begin = above + len(text[above:line]) - len(text[above:line].lstrip(" \t"))
        line = above
    return begin
