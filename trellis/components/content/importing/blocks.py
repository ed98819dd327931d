"""What a page of any source becomes first: headings, paragraphs, items and tables, with links and bold words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from trellis.services.language.importing import Tally

_MARKS: Final = re.compile(r"([\\*_\[\]])")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_BEGINS: Final = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$|[-+>])|=+\s*$|-{2,}|\|)|^(\s*\d{1,9})([.)])(?=\s|$)")
_SPACE: Final = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_NOT_IN_A_LINK: Final = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C"})


@dataclass(frozen=True, kw_only=True)
class Span:
    """Some words of a line, and where they lead."""

    words: str
    bold: bool = False
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A heading (of a level), an item of a list (so deep), a row of a table, or a paragraph."""

    spans: tuple[Span, ...] = ()
    heading: int = 0
    item: str = ""
    """`-` or `1.` for an item of a list."""
    deep: int = 0
    cells: tuple[tuple[Span, ...], ...] = ()
    """Of one row of a table; the first row of each is its heading."""

    @property
    def text(self) -> str:
        return _tidy("".join(each.words for each in self.spans))


@dataclass
class Source:
    """A page as it was read, and what of it could not come over."""

    title: str = ""
    description: str = ""
    language: str = ""
    blocks: list[Block] = field(default_factory=list)
    parts: Tally = field(default_factory=Tally)
    also: list[str] = field(default_factory=list)
    """Other files that it says are the same page in another language."""


def as_markdown(blocks: Sequence[Block]) -> str:
    """The blocks in the Markdown of our pages: as it is read again, it says the same words."""
    made: list[str] = []
    kind_before = ""
    for block in blocks:
        kind, text = _kind(block), _written(block)
        if not text:
            continue
        if kind == "row" and kind_before != "row":
            text += "\n" + "|".join(["", *["---"] * len(block.cells), ""])
        # Items and rows of one list or table stand together; everything else has a blank line before it.
        made.append(("\n" if kind == kind_before and kind in {"row", "item"} else "\n\n") + text)
        kind_before = kind
    return "".join(made).strip()


def _kind(block: Block) -> str:
    return "row" if block.cells else "item" if block.item else "heading" if block.heading else "paragraph"


def _written(block: Block) -> str:
    if block.cells:
        return "| " + " | ".join(line(cell).replace("|", "\\|") or " " for cell in block.cells) + " |"
    words = line(block.spans)
    if not words:
        return ""
    if block.heading:
        return f"{'#' * min(max(block.heading, 2), 4)} {words}"
    if block.item:
        return f"{'   ' * block.deep}{block.item} {_guarded(words)}"
    return _guarded(words)


def line(spans: Iterable[Span]) -> str:
    """Words of one line, each mark that they hold by chance guarded."""
    made = []
    for span in _joined(spans):
        words = _ENTITY.sub("\\&", _MARKS.sub(r"\\\1", span.words))
        before, inner, after = _around(words)
        if inner and span.bold:
            inner = f"**{inner}**"
        if inner and span.href:
            inner = f"[{inner}]({span.href.translate(_NOT_IN_A_LINK)})"
        made.append(f"{before}{inner}{after}")
    return _tidy("".join(made))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Neighbours that look and lead alike are one: Word cuts a word in three where it was spelt anew."""
    made: list[Span] = []
    for span in spans:
        last = made[-1] if made else None
        if last and (last.bold, last.href) == (span.bold, span.href):
            made[-1] = Span(words=last.words + span.words, bold=span.bold, href=span.href)
        else:
            made.append(span)
    return made


def _around(words: str) -> tuple[str, str, str]:
    """The words without the space at either end: a mark must touch what it marks."""
    plain = _SPACE.sub(" ", words)
    inner = plain.strip(" ")
    start = plain.index(inner) if inner else 0
    return plain[:start], inner, plain[start + len(inner) :]


def _guarded(words: str) -> str:
    """A line that begins as a heading, list or table would, by chance."""
    return _BEGINS.sub(lambda at: f"{at[1]}\\{at[2]}" if at[2] else f"{at[3]}\\{at[4]}", words, count=1)


def _tidy(words: str) -> str:
    return _SPACE.sub(" ", words).strip()
