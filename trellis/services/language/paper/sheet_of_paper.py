"""Words and fields that stand somewhere on a sheet, put into lines in the order in which people read them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trellis.services.language.paper.gaps import shows_a_place
from trellis.services.language.paper.source import Blank, Thing, Words, mark

SAME_LINE = 4.0
"""Points by which baselines of one line may differ."""
WIDTH_OF_A_LETTER = 0.5
"""Of its height: what a PDF does not say without its fonts."""
FEWEST_IN_A_COLUMN = 3
LARGER = 1.15
"""A heading is set this much larger than most of the words."""
_ANSWERS = re.compile(r"\W|(?:yes|no)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Words, or a field, at a place on the sheet. Measured in points, from the lower left."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    blank: Blank | None = None
    right: float = 0.0

    @property
    def ends(self) -> float:
        return self.right or self.x + len(self.text) * self.size * WIDTH_OF_A_LETTER


Line = list[Piece]


def lines_of(pieces: Sequence[Piece], *, width: float, where: str) -> list[Thing]:
    """The lines of a page; where it has two columns, those of the left before those of the right."""
    lines = _in_columns(_lines(pieces), width)
    sizes: Counter[int] = Counter(round(piece.size) for piece in pieces if piece.text for _ in piece.text)
    usual = sizes.most_common(1)[0][0] if sizes else 10
    larger = sorted({size for size in sizes if size > usual * LARGER}, reverse=True)
    things: list[Words] = []
    for number, line in enumerate(lines, 1):
        words = _words(line, f"{where}, line {number}", usual=usual, larger=larger)
        if things and _goes_on(things[-1], words):
            things[-1] = replace(things[-1], text=f"{things[-1].text} {words.text}")
        else:
            things.append(words)
    return list(things)


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    lines: list[Line] = []
    for piece in sorted(pieces, key=lambda each: (-each.y, each.x)):
        if lines and abs(lines[-1][0].y - piece.y) <= SAME_LINE:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda each: each.x) for line in lines]


def _in_columns(lines: list[Line], width: float) -> list[Line]:
    gutter = _gutter(lines, width)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in lines:
        if _crosses(line, gutter):
            ordered += [*_band(band, gutter), line]
            band = []
        else:
            band.append(line)
    return ordered + _band(band, gutter)


def _gutter(lines: list[Line], width: float) -> float:
    """The upright strip near the middle that the fewest lines cross."""
    middle = width / 2
    places = [middle + step * 4 for step in range(-16, 17)]
    return min(places, key=lambda x: (sum(_crosses(line, x) for line in lines), abs(x - middle)))


def _crosses(line: Line, x: float) -> bool:
    return any(piece.x < x < piece.ends for piece in line)


def _band(lines: list[Line], gutter: float) -> list[Line]:
    left = [[piece for piece in line if piece.x < gutter] for line in lines]
    right = [[piece for piece in line if piece.x >= gutter] for line in lines]
    if min(sum(map(_asks, left)), sum(map(_asks, right))) < FEWEST_IN_A_COLUMN:
        return lines
    return [line for line in (*left, *right) if line]


def _asks(line: Line) -> bool:
    """Whether a part of a line has words of its own, and not only the answers to what stands left of it."""
    return bool(line) and not line[0].blank and not _ANSWERS.match(line[0].text)


def _words(line: Line, where: str, *, usual: int, larger: list[int]) -> Words:
    text, blanks = "", list[Blank]()
    for piece in line:
        if piece.blank:
            text += f"  {mark(len(blanks))}"
            blanks.append(piece.blank)
        else:
            text += ("  " if text else "") + piece.text
    words = Words(text=text.strip(), where=where, blanks=tuple(blanks))
    size = max((round(piece.size) for piece in line if piece.text), default=usual)
    short = len(text.split()) <= 12 and text.strip()[-1:] not in "?:.,"
    if shows_a_place(words) or not short:
        return words
    if size in larger:
        return replace(words, level=larger.index(size) + 1)
    if all(piece.bold for piece in line):
        return replace(words, level=len(larger) + 1)
    return words


def _goes_on(before: Words, words: Words) -> bool:
    """Whether a line goes on from the one before it: its first word is a small one, or the other had not ended."""
    if before.level or words.level or shows_a_place(before) or shows_a_place(words):
        return False
    return words.text[:1].islower() or before.text.endswith(",")
