"""What a reader of paper or of a saved page gives: words and places to answer, in reading order, and where each stood.

Word, PDF and HTML all become this, so that one guesser makes questions of it. A place to answer that has no label of
its own stands inside its line of words as a single character; what it is stands beside the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.importing import writing

BOX = "☐"
_FIRST_MARK, _LAST_MARK = 0xE000, 0xEFFF
MARKS = f"{chr(_FIRST_MARK)}-{chr(_LAST_MARK)}"
"""Characters that stand for a place to answer inside a line. Sources lose their own, see `plain`."""


class Shows(StrEnum):
    """What the source shows where an answer goes."""

    LINE = "a line to write on"
    SPACE = "a space to write in"
    BOX = "a box to tick"
    ONE_OF = "a list to choose one from"
    ANY_OF = "a list to choose several from"
    UPLOAD = "a place for files"


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A place to answer."""

    where: str
    shows: Shows = Shows.LINE
    label: str = ""
    labelled_by: str = ""
    """How the label was found, where the source does not tie the two together."""
    options: tuple[str, ...] = ()
    hint: str = ""
    required: bool | None = None
    """None where the source does not say."""
    stated: str = ""
    """The kind that the source itself gives it, as a kind of ours."""
    most: int = 0
    table: str = ""
    """The table of several things that it is a column of."""
    rows: int = 0
    only_if: str = ""
    """When it is asked, in words, where the source says it by how it is built."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """One line or paragraph."""

    text: str
    where: str
    level: int = 0
    """Of a heading, from 1; 0 where it is none."""
    blanks: tuple[Blank, ...] = ()
    """What its marks stand for, in their order."""

    def blank(self, mark: str) -> Blank:
        return self.blanks[ord(mark) - _FIRST_MARK]


Thing = Words | Blank


@dataclass(kw_only=True)
class Paper:
    """A form as it was read: in what order things stand, and what was left out of it and why."""

    name: str
    title: str = ""
    things: list[Thing] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Places to answer that people were never meant to use."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    drawn: bool = True
    """Whether a place to answer may be a drawing: on paper it may, on a page it is a field."""
    marks_required: bool = False
    """Whether the source marks what is compulsory, so that the rest is not."""


def mark(number: int) -> str:
    """The character that stands for the blank of this number in its line."""
    return chr(min(_FIRST_MARK + number, _LAST_MARK))


def without_marks(text: str) -> str:
    """Text of a source without characters that we use ourselves, or that nobody sees."""
    return re.sub(f"[{MARKS}\uf000-\uf8ff\u200b\ufeff\u00ad\x00-\x08]", "", text)


def plain(text: str) -> str:
    """The same, on one line."""
    return " ".join(without_marks(text).split())


def joined(several: Iterable[Words], *, by: str = "  ") -> Words:
    """Several lines as one, with their places to answer."""
    lines = list(several)
    text, blanks = "", list[Blank]()
    for line in lines:
        text += (by if text and line.text else "") + _shifted(line.text, past=len(blanks))
        blanks += line.blanks
    return replace(lines[0], text=text, blanks=tuple(blanks))


def _shifted(text: str, *, past: int) -> str:
    """Words whose places to answer come after as many others."""
    return "".join(
        mark(ord(each) - _FIRST_MARK + past) if _FIRST_MARK <= ord(each) <= _LAST_MARK else each for each in text
    )


def refused(file: str, where: str, what: str, *, mend: str) -> DefinitionRefused:
    """One refusal, worded as the checker words its own."""
    return writing.refused(file, where, what, code="not-a-form", mend=mend)
