"""Places to answer that make one question: day, month and year; the parts of a name; the lines of an address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trellis.services.language.model import Kind
from trellis.services.language.paper.source import Blank, Shows, Thing


@dataclass(frozen=True)
class _Parts:
    """What the parts of one answer are called."""

    kind: Kind
    title: str
    patterns: tuple[str, ...]
    fewest: int


LINES = (
    r"(?:(?:home|current|postal|full|your|property) )?address(?: ?line ?\d)?|line \d|street(?: address| name)?|road|"
    r"(?:house|flat|building|property)(?: (?:name|number|no\.?))?(?: (?:or|and|/) (?:name|number|street|road))?"
)
TOGETHER = (
    _Parts(Kind.DATE, "Date", (r"day|dd", r"month|mm", r"year|yy(?:yy)?"), 3),
    _Parts(
        Kind.NAME,
        "Name",
        (
            r"title(?: \(.*)?",
            r"(?:first|given|fore|middle|christian) ?names?(?:\(s\))?",
            r"(?:sur|last |family )names?",
        ),
        2,
    ),
    _Parts(
        Kind.ADDRESS,
        "Address",
        (
            LINES,
            r"(?:post )?town|city|town(?: ?/ ?| or )city|locality|village",
            r"county|region",
            r"post ?code",
        ),
        2,
    ),
)


@dataclass(frozen=True)
class Joined:
    """A blank that was several in the source."""

    blank: Blank
    parts: tuple[Blank, ...]
    is_unnamed: bool = False
    """Whether the source has no words for the whole, and ours stand in for them."""


def joined(things: Sequence[Thing]) -> list[Thing | Joined]:
    """The same, with parts of one answer put together. Whatever stands between two parts keeps them apart."""
    out: list[Thing | Joined] = []
    at = 0
    while at < len(things):
        thing = things[at]
        run = _longest(things, at) if isinstance(thing, Blank) else None
        if run:
            out.append(run)
            at += len(run.parts)
        else:
            out.append(thing)
            at += 1
    return out


def _longest(things: Sequence[Thing], at: int) -> Joined | None:
    for each in TOGETHER:
        parts: list[Blank] = []
        met: set[int] = set()
        for thing in things[at:]:
            number = _which(thing, each)
            if number is None or (number in met and each.kind is not Kind.ADDRESS):
                break
            met.add(number)
            parts.append(thing)  # type: ignore[arg-type]  # `_which` takes blanks alone
        if len(parts) >= each.fewest and len(met) >= 2:
            whole = _whole(each, parts)
            return Joined(whole, tuple(parts), is_unnamed=whole.label == each.title)
    return None


def _which(thing: Thing, together: _Parts) -> int | None:
    if not isinstance(thing, Blank) or thing.table or thing.shows in {Shows.BOX, Shows.UPLOAD, Shows.ANY_OF}:
        return None
    bare = re.sub(r"\s*\*+|^\d+[.)]\s*|[\s:]+$", "", thing.label)
    own = bare.rpartition(": ")[2]
    for number, pattern in enumerate(together.patterns):
        if re.fullmatch(pattern, own, re.IGNORECASE):
            return number
    return None


def _whole(together: _Parts, parts: list[Blank]) -> Blank:
    first = parts[0]
    before, colon, _ = first.label.rpartition(": ")
    named = together.title if not colon else before
    if together.kind is Kind.ADDRESS and re.search(r"address", first.label, re.IGNORECASE) and not colon:
        named = re.sub(r"\s*(?:line)?\s*\d?\s*[:*]*$", "", first.label)
    requires = [each.required for each in parts if each.required is not None]
    return replace(
        first,
        label=named,
        shows=Shows.LINE,
        stated=together.kind,
        options=(),
        required=any(requires) if requires else None,
    )
