"""Tables on paper: which cell asks, and which is left empty for the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trellis.services.language.paper.gaps import only_boxes, shows_a_place
from trellis.services.language.paper.source import Blank, Thing, Words, joined

ASKS = (":", "?")
FEWEST_LINES = 2
"""A head row over as many empty rows is a table to fill in line by line."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table, with what is in it."""

    where: str
    things: tuple[Thing, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.things

    @property
    def is_label(self) -> bool:
        return bool(self.things) and all(isinstance(each, Words) and not shows_a_place(each) for each in self.things)

    @property
    def words(self) -> list[Words]:
        return [each for each in self.things if isinstance(each, Words)]

    @property
    def label(self) -> str:
        return " ".join(each.text for each in self.words)


Row = Sequence[Cell]


def of_a_table(rows: Sequence[Row], *, where: str) -> list[Thing]:
    """What a table on paper asks, row by row: its empty cells are for answers."""
    things: list[Thing] = []
    at = 0
    while at < len(rows):
        found, used = _several_things(rows, at, where) or _by_head(rows, at) or (_one_row(rows[at]), 1)
        things += found
        at += used
    return things


def of_a_layout(rows: Sequence[Row]) -> list[Thing]:
    """What stands in a table of a web page: an empty cell there only keeps things apart."""
    return [thing for row in rows for thing in _one_row([cell for cell in row if not cell.is_empty], on_paper=False)]


def _several_things(rows: Sequence[Row], at: int, where: str) -> tuple[list[Thing], int] | None:
    """A head row with empty rows under it: one thing a line."""
    head = rows[at]
    empty = 0
    for row in rows[at + 1 :]:
        if len(row) != len(head) or not all(cell.is_empty for cell in row):
            break
        empty += 1
    if len(head) < 2 or not all(cell.is_label for cell in head) or empty < FEWEST_LINES:
        return None
    columns = [
        Blank(where=cell.where, label=cell.label, labelled_by="the head of its column", table=where, rows=empty)
        for cell in head
    ]
    return list(columns), empty + 1


def _by_head(rows: Sequence[Row], at: int) -> tuple[list[Thing], int] | None:
    """Labels with one empty row under them; or rows that each name a line of cells under one head."""
    head = rows[at]
    under = rows[at + 1] if at + 1 < len(rows) else ()
    if not head or len(under) != len(head):
        return None
    if all(cell.is_label for cell in head) and all(cell.is_empty for cell in under):
        by = "the cell above it"
        return [
            Blank(where=below.where, label=above.label, labelled_by=by)
            for above, below in zip(head, under, strict=True)
        ], 2
    return _matrix(rows, at) if len(head) > 2 else None


def _matrix(rows: Sequence[Row], at: int) -> tuple[list[Thing], int] | None:
    head = rows[at]
    if not all(cell.is_label for cell in head[1:]):
        return None
    things: list[Thing] = []
    used = 1
    for row in rows[at + 1 :]:
        if len(row) != len(head) or not row[0].is_label or not all(cell.is_empty for cell in row[1:]):
            break
        by = "the head of its row and of its column"
        things += [
            Blank(where=cell.where, label=f"{row[0].label}: {above.label}", labelled_by=by)
            for above, cell in zip(head[1:], row[1:], strict=True)
        ]
        used += 1
    return (things, used) if things else None


def _one_row(row: Row, *, on_paper: bool = True) -> list[Thing]:
    if any(len(cell.words) == 1 == len(cell.things) and only_boxes(cell.words[0]) for cell in row):
        return [joined(each for cell in row for each in cell.words)]
    # Beside a cell that only tells something, one that ends in a colon names what is told.
    alone = on_paper and all(cell.label.endswith(ASKS) for cell in row)
    things: list[Thing] = []
    label: Cell | None = None
    for cell in row:
        if cell.is_empty and label:
            things.append(Blank(where=cell.where, label=label.label, labelled_by="the cell to its left"))
            label = None
        elif cell.is_label:
            things += _unanswered(label, alone=alone)
            label = cell
        elif not cell.is_empty:
            things += _with_label(label, cell)
            label = None
    return things + _unanswered(label, alone=alone)


def _with_label(label: Cell | None, cell: Cell) -> list[Thing]:
    """A cell with places to answer: the one before it is the label of those that have none."""
    if not label:
        return list(cell.things)
    first, *others = cell.things
    if isinstance(first, Words) and not first.text[:1].isalpha():
        return [joined([_one(label), first]), *others]
    return [*label.things, *cell.things]


def _one(cell: Cell) -> Words:
    return replace(cell.words[0], text=cell.label, level=0)


def _unanswered(label: Cell | None, *, alone: bool) -> list[Thing]:
    """A cell of words; in a row without empty cells, one that ends as a question does has room in itself."""
    if not label:
        return []
    if alone and label.label.endswith(ASKS) and len(label.label.split()) <= 15:
        return [Blank(where=label.where, label=label.label, labelled_by="the words in its own cell")]
    return list(label.things)
