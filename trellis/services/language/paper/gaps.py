"""Places to answer that a line of words shows: dots, a box to tick, “Yes / No”, or a control that stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from trellis.services.language.model import Kind
from trellis.services.language.paper.kinds import SEVERAL, declares
from trellis.services.language.paper.source import MARKS, Blank, Shows, Thing, Words

ROUND = "○◯❍⚪"
BOXES = f"☐☑☒□▢◻◽❏❑❒{ROUND}"
DOTS = r"(?:[.·]\s{0,3}){4,}|(?:[…‥]\s?){2,}[.…\s]*|_(?:\s{0,3}_){2,}|[-–](?:\s?[-–]){5,}"
BULLETS = "•▪◦‣·"
_GAP = re.compile(rf"(?P<dots>{DOTS})|(?P<box>[{BOXES}]|\[\s?\]|\(\s{{1,3}}\))|(?P<mark>[{MARKS}])")
_CIRCLED = re.compile(
    r"[\s:]*\(?\byes\s*/\s*no\b\*?\)?(?P<how>\s*\(?[^)]{0,60}(?:circle|delete|tick)[^)]*\)?)?[\s.]*$", re.IGNORECASE
)
_DRAWN = re.compile(
    r"^(?:[\w'’]+ ){0,3}(?:name|surname|address|postcode|(?:tele)?phone|mobile|e-?mail|date of birth)"
    r"(?: (?:number|address|and postcode))?(?: \([^)]{1,30}\))?$|"
    r"(?:^|\b)(?:name|surname|address|postcode|date|telephone|phone|mobile|e-?mail|signed|signature|occupation|"
    r"number|reference)\b[^.]{0,40}[:?]$|^(?:signature|signed)(?: (?:of|by) .*)?$|"
    r"^(?:\d{1,2}\W+|if (?:yes|no|so)\W+)?"
    r"(?:who|what|which|when|where|why|how|do|does|did|is|are|have|has|can|will)\b.*\?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Piece:
    """A part of a line: words, a gap to write in, or a box to tick."""

    words: str = ""
    gap: Blank | None = None
    box: Blank | None = None
    round: bool = False


def places_to_answer(things: Iterable[Thing], *, drawn: bool) -> list[Thing]:
    """The same, with every place to answer found and labelled; lines that were only labels are gone.

    `drawn` says that a place to answer may be a drawing, which no reader sees: then a line that asks is one.
    """
    out: list[Thing] = []
    for thing in things:
        if isinstance(thing, Blank):
            out.append(thing if thing.label else _labelled(thing, out))
        elif thing.level and not thing.blanks:
            out.append(thing)
        else:
            _line(thing, out)
    followed = (*out[1:], None)
    if not drawn:
        return out
    return [_drawn(thing, after) for thing, after in zip(out, followed, strict=False)]


def _drawn(thing: Thing, after: Thing | None) -> Thing:
    """A line that asks, with nothing that answers: its gap was drawn, and drawings are not words."""
    if isinstance(thing, Blank) or thing.level or len(thing.text.split()) > 12 or not _DRAWN.search(thing.text):
        return thing
    if isinstance(after, Words) and (
        after.text.startswith("-") or (thing.text.endswith("?") and after.text.endswith("."))
    ):
        return thing
    if after is not None and _row_of(after) and _row_of(after) == _row_of(thing):
        # It heads its row, whose other cells ask or tell.
        return thing
    by = "its own line, which asks; what to write on is not drawn with words"
    return Blank(where=thing.where, label=thing.text, labelled_by=by)


def _row_of(thing: Thing) -> str:
    return thing.where.rpartition(", cell ")[0]


def shows_a_place(words: Words) -> bool:
    """Whether this line has something to fill in or tick."""
    return bool(_GAP.search(words.text) or _CIRCLED.search(words.text))


def only_boxes(words: Words) -> bool:
    """Whether a line, such as that of a table's cell, holds a box to tick and no words."""
    pieces = _pieces(words)
    return any(each.box for each in pieces) and not any(each.words for each in pieces)


def _line(line: Words, out: list[Thing]) -> None:
    pieces = _pieces(line)
    circled = _CIRCLED.search(line.text)
    if any(each.box for each in pieces):
        _boxes(line, pieces, out)
    elif any(each.gap for each in pieces):
        _gaps(line, pieces, out)
    elif circled:
        label = line.text[: circled.start()].strip(" :")
        blank = Blank(where=line.where, shows=Shows.ONE_OF, options=("Yes", "No"), label=label)
        out.append(blank if label else _labelled(blank, out))
    else:
        out.append(line)


def _pieces(line: Words) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = 0
    for found in _GAP.finditer(line.text):
        pieces.append(_Piece(words=_tidy(line.text[at : found.start()])))
        at = found.end()
        if found["mark"]:
            blank = line.blank(found["mark"])
            one = blank.stated == Kind.CHOICE
            pieces.append(_Piece(box=blank, round=one) if blank.shows is Shows.BOX else _Piece(gap=blank))
        elif found["box"]:
            pieces.append(_Piece(box=Blank(where=line.where, shows=Shows.BOX), round=found["box"] in ROUND))
        else:
            pieces.append(_Piece(gap=Blank(where=line.where)))
    pieces.append(_Piece(words=_tidy(line.text[at:])))
    return [each for each in pieces if each != _Piece()]


def _tidy(words: str) -> str:
    bare = " ".join(words.split()).lstrip(BULLETS).strip()
    return bare if re.search(r"\w|£", bare) else ""


def _gaps(line: Words, pieces: list[_Piece], out: list[Thing]) -> None:
    label = ""
    found: list[Blank] = []
    for piece in pieces:
        if piece.gap is None:
            label = f"{label} {piece.words}".strip()
        elif label:
            pounds = label.endswith("£")
            stated = Kind.MONEY if pounds and piece.gap.stated in {"", Kind.NUMBER} else piece.gap.stated
            asked = label.rstrip("£ ")
            found.append(replace(piece.gap, label=asked, stated=stated, labelled_by="the words before it"))
            label = ""
        elif piece.gap.label:
            found.append(_said_itself(piece.gap, out))
        elif found:
            found[-1] = replace(found[-1], shows=Shows.SPACE) if not piece.gap.stated else found[-1]
        else:
            _without_words(piece.gap, out)
    if found and label:
        last = found[-1]
        found[-1] = replace(last, hint=" ".join(filter(None, [last.hint, label])))
    out += found
    if not found and label:
        out.append(replace(line, text=label, blanks=()))


def _without_words(gap: Blank, out: list[Thing]) -> None:
    """A line of dots alone goes on from the line above, or answers the question that stands there."""
    before = out[-1] if out else None
    if isinstance(before, Blank) and before.shows in {Shows.LINE, Shows.SPACE} and not gap.stated and not gap.hint:
        out[-1] = replace(before, shows=Shows.SPACE)
    else:
        out.append(_labelled(gap, out))


def _said_itself(gap: Blank, out: list[Thing]) -> Blank:
    """A place that the source gives a name to, without words beside it; the line above may say the same."""
    before = out[-1] if out else None
    if not isinstance(before, Words) or before.level:
        return gap
    if gap.labelled_by or _says_the_same(before.text, gap.label):
        out.pop()
        return replace(gap, label=before.text, labelled_by="the line above it")
    return gap


def _says_the_same(words: str, name: str) -> bool:
    said, named = (set(re.findall(r"\w+", each.lower())) for each in (words, name))
    return bool(named) and len(said & named) * 2 > len(named)


def _labelled(blank: Blank, out: list[Thing]) -> Blank:
    """The blank with the words above it as its label; they are taken away where they were only that."""
    before = out[-1] if out else None
    if isinstance(before, Words) and before.level:
        return replace(blank, label=before.text, labelled_by="the heading above it")
    if isinstance(before, Words):
        out.pop()
        asks = out[-1] if out else None
        if before.text.startswith("(") and isinstance(asks, Words) and not asks.level:
            out.pop()
            return replace(blank, label=asks.text, hint=before.text.strip("() "), labelled_by="the lines above it")
        return replace(blank, label=before.text, labelled_by="the line above it")
    return blank


def _boxes(line: Words, pieces: list[_Piece], out: list[Thing]) -> None:
    after = bool(pieces[-1].words or (pieces[-1].gap and not _alone(pieces)))
    lead, options, others = _after(pieces) if after else _before(pieces)
    first = next(each for each in pieces if each.box)
    stated = first.box.label if first.box else ""
    options = [each for each in options if each]
    before = out[-1] if out else None
    alone = not lead and len(options) == 1 and declares(options[0])
    if (
        not lead
        and not alone
        and isinstance(before, Blank)
        and before.shows in _TICKED
        and not stated
        and "boxes" in before.labelled_by
    ):
        out[-1] = replace(before, options=(*before.options, *options))
        out += others
        return
    blank = Blank(
        where=line.where,
        shows=_how_many(lead, first.round),
        label=lead,
        options=tuple(options or [stated]),
        labelled_by="the words before its boxes" if lead else "the words beside the box",
        required=first.box.required if first.box else None,
        hint=first.box.hint if first.box else "",
    )
    if not lead and not alone:
        found = _labelled(replace(blank, label=""), out)
        by = f"{found.labelled_by}, of its boxes" if found.label else "boxes without a question"
        blank = replace(found, labelled_by=by, shows=_how_many(found.label, first.round))
    out.append(blank)
    out += others


_TICKED = frozenset({Shows.ONE_OF, Shows.ANY_OF, Shows.BOX})


def _alone(pieces: list[_Piece]) -> bool:
    return not any(each.words for each in pieces)


def _how_many(label: str, is_round: bool) -> Shows:
    if is_round:
        return Shows.ONE_OF
    return Shows.ANY_OF if SEVERAL.search(label) else Shows.BOX


def _after(pieces: list[_Piece]) -> tuple[str, list[str], list[Blank]]:
    """Boxes with their words after them: “☐ Yes ☐ No”, and a gap after an option such as “☐ Other: ......”."""
    lead, options, others = "", list[str](), list[Blank]()
    begun = False
    for piece in pieces:
        if piece.box:
            begun = True
            options.append(piece.box.options[0] if piece.box.options else "")
        elif piece.gap and begun:
            label = options[-1].strip(" :") or "Other"
            others.append(replace(piece.gap, label=label, only_if=f"“{label}” is ticked"))
            options[-1] = label
        elif not begun:
            lead = piece.words
        elif piece.words:
            options[-1] = piece.words
    return lead, options, others


def _before(pieces: list[_Piece]) -> tuple[str, list[str], list[Blank]]:
    """Boxes with their words before them: “Do you have a dog? Yes ☐ No ☐”."""
    said: list[str] = []
    words, others = "", list[Blank]()
    for piece in pieces:
        if piece.gap:
            others.append(replace(piece.gap, label=words or "Other", only_if=f"“{words or 'Other'}” is ticked"))
        elif piece.box:
            said.append(words or (piece.box.options[0] if piece.box.options else ""))
            words = ""
        else:
            words = piece.words
    parted = re.match(r"(?P<lead>.*[?:.)])\s+(?P<first>[^?:]+)$", said[0]) or re.match(
        r"(?P<lead>.*\S)\s+(?P<first>yes|no)$", said[0], re.IGNORECASE
    )
    if parted:
        return parted["lead"], [parted["first"], *said[1:]], others
    return (said[0], [], others) if len(said) == 1 else ("", said, others)
