"""A PDF form: its fields and its words, put into lines by where they stand on the page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from trellis.services.language.model import Kind
from trellis.services.language.paper.sheet_of_paper import Piece, lines_of
from trellis.services.language.paper.source import BOX, Blank, Paper, Shows, plain, refused

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 60
FEWEST_LETTERS = 20
"""Fewer on the whole paper are a stamp or a page number over a picture."""
TALL = 26
"""A field this high, in points, has room for more than one line."""
NEEDS_LIBRARY = "PDF forms are read with a library that is not installed"
WITH_LIBRARY = (
    "Install it with the extra `importing`: pip install 'trellis-platform[importing]'. Word forms and saved pages need "
    "nothing more."
)
NO_WORDS = (
    "Ask whoever made it for the Word file, or have the text recognised (OCR) by the program of the scanner, save it "
    "as a PDF with text, and import that."
)
LOCKED = "Open it with its password, save it without one, and import that."

REQUIRED, MULTILINE, RADIO, PUSH, COMBO, FILE_SELECT, MULTISELECT = (
    1 << 1,
    1 << 12,
    1 << 15,
    1 << 16,
    1 << 17,
    1 << 20,
    1 << 21,
)
READ_ONLY, HIDDEN = 1, 1 << 1


def read(data: bytes, *, file: str) -> Paper:
    """The form in a PDF. Raises `DefinitionRefused` where it is a picture, is locked, or the library is not there."""
    reader, broken = _opened(data, file=file)
    try:
        return _paper(reader, file=file)
    except broken as error:
        raise _damaged(file, error) from None


def _opened(data: bytes, *, file: str) -> tuple[PdfReader, tuple[type[Exception], ...]]:
    try:
        # Only here: it is heavy, optional, and no other command needs it.
        from pypdf import PdfReader  # noqa: PLC0415
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError:
        raise refused(file, "the whole file", NEEDS_LIBRARY, mend=WITH_LIBRARY) from None
    broken = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
    if b"%PDF-" not in data[:1024]:
        raise refused(file, "the whole file", "It is not a PDF", mend="Choose the right file.")
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if locked else len(reader.pages)
    except broken as error:
        raise _damaged(file, error) from None
    if locked:
        raise refused(file, "the whole file", "It is locked with a password", mend=LOCKED)
    if pages > MOST_PAGES:
        raise refused(
            file, "the whole file", f"It has more than {MOST_PAGES} pages", mend="Import its forms one by one."
        )
    return reader, broken


def _damaged(file: str, error: Exception) -> Exception:
    return refused(
        file, "the whole file", f"It is damaged: {error}", mend="Open it, save or print it as a PDF, and import that."
    )


def _paper(reader: PdfReader, *, file: str) -> Paper:
    paper = Paper(name=file)
    root: Any = reader.root_object
    form = _resolved(root.get("/AcroForm")) or {}
    pieces = [[*_words(page), *_fields(page, f"page {number}", paper)] for number, page in enumerate(reader.pages, 1)]
    if "/XFA" in form and not any(piece.blank for page in pieces for piece in page):
        what = "It is a form of Adobe LiveCycle (XFA), whose fields are drawn by a program inside it"
        raise refused(file, "the whole file", what, mend="Open it in Adobe Reader, print it as a PDF, and import that.")
    letters = sum(sum(map(str.isalpha, piece.text)) for page in pieces for piece in page)
    if letters < FEWEST_LETTERS and not any(piece.blank for page in pieces for piece in page):
        raise refused(file, "the whole file", "There are no words in it: it is a scan or a picture", mend=NO_WORDS)
    if _has_scripts(root, form):
        paper.notes.append((file, "it has scripts, which are never run; a rule in them is lost"))
    for number, (page, found) in enumerate(zip(reader.pages, pieces, strict=True), 1):
        if not found:
            paper.notes.append((f"page {number}", "there is nothing on it that can be read; it may be a picture"))
        paper.things += lines_of(found, width=float(page.mediabox.width), where=f"page {number}")
    paper.marks_required = any(piece.blank and piece.blank.required for page in pieces for piece in page)
    return paper


def _has_scripts(root: Any, form: Any) -> bool:
    names = _resolved(root.get("/Names")) or {}
    opens = _resolved(root.get("/OpenAction"))
    return "/JavaScript" in names or "/CO" in form or (isinstance(opens, dict) and opens.get("/S") == "/JavaScript")


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _words(page: Any) -> list[Piece]:
    """The words of a page, each with where it stands."""
    pieces: list[Piece] = []

    def sees(*seen: Any) -> None:
        text, around, own, font, size = seen
        if not text.strip():
            return
        named = str((font or {}).get("/BaseFont", ""))
        x = own[4] * around[0] + own[5] * around[2] + around[4]
        y = own[4] * around[1] + own[5] * around[3] + around[5]
        scale = abs(own[3] * around[3]) or 1.0
        drawn = re.search(r"dingbat|wingding|symbol", named, re.IGNORECASE) and len(text.strip()) == 1
        for number, row in enumerate(text.strip("\n").split("\n")):
            words = BOX if drawn else plain(row)
            if words:
                pieces.append(
                    Piece(x=x, y=y - number * size * scale * 1.2, size=size * scale, text=words, bold="Bold" in named)
                )

    page.extract_text(visitor_text=sees)
    return pieces


def _fields(page: Any, where: str, paper: Paper) -> Iterator[Piece]:
    for each in _resolved(page.get("/Annots")) or ():
        widget = _resolved(each)
        if widget.get("/Subtype") != "/Widget":
            continue
        named = _name(widget)
        flags = int(_inherited(widget, "/Ff") or 0)
        kind = _inherited(widget, "/FT")
        if kind == "/Btn" and flags & PUSH and not flags & RADIO:
            continue
        if flags & READ_ONLY or int(widget.get("/F", 0)) & HIDDEN:
            paper.left_out.append((f"field `{named}` ({where})", "people cannot see it, or cannot write in it"))
            continue
        x, y, right, top = sorted_box(widget)
        tall = top - y > TALL and kind == "/Tx"
        blank = _blank(widget, kind, flags, f"{where}, field `{named}`", tall=tall)
        yield Piece(x=x, y=top - 12 if tall else y + 3, size=9, text="", blank=blank, right=right)


def sorted_box(widget: Any) -> tuple[float, float, float, float]:
    """Where a field stands: its left, bottom, right and top."""
    x, y, right, top = (float(each) for each in widget["/Rect"])
    return min(x, right), min(y, top), max(x, right), max(y, top)


def _name(widget: Any) -> str:
    names: list[str] = []
    at, depth = widget, 0
    while at is not None and depth < 20:
        if "/T" in at:
            names.append(str(at["/T"]))
        at, depth = _resolved(at.get("/Parent")), depth + 1
    return ".".join(reversed(names)) or "without a name"


def _inherited(widget: Any, key: str) -> Any:
    at, depth = widget, 0
    while at is not None and depth < 20:
        if key in at:
            return _resolved(at[key])
        at, depth = _resolved(at.get("/Parent")), depth + 1
    return None


def _blank(widget: Any, kind: Any, flags: int, where: str, *, tall: bool) -> Blank:
    told = plain(str(_inherited(widget, "/TU") or ""))
    blank = Blank(where=where, label=told, required=True if flags & REQUIRED else None)
    if kind == "/Btn":
        value = _on_value(widget)
        words = tuple(filter(None, [value or told]))
        one = Kind.CHOICE if flags & RADIO else ""
        return Blank(where=where, shows=Shows.BOX, options=words, stated=one, required=blank.required)
    if kind == "/Ch":
        shows = Shows.ANY_OF if flags & MULTISELECT else Shows.ONE_OF
        return Blank(where=where, shows=shows, label=told, options=_options(widget), required=blank.required)
    if kind == "/Sig":
        return Blank(where=where, label=told or "Signature", stated=Kind.DECLARATION)
    if flags & FILE_SELECT:
        return Blank(where=where, shows=Shows.UPLOAD, label=told, required=blank.required)
    longest = _inherited(widget, "/MaxLen")
    shows = Shows.SPACE if flags & MULTILINE and tall else Shows.LINE
    return Blank(
        where=where, shows=shows, label=told, required=blank.required, stated=_format(widget), most=int(longest or 0)
    )


def _on_value(widget: Any) -> str:
    """What a box says when it is ticked, where that is words and not only “on”."""
    looks = _resolved(widget.get("/AP")) or {}
    states = [str(each)[1:] for each in _resolved(looks.get("/N")) or () if str(each) != "/Off"]
    value = plain(states[0].replace("_", " ")) if states else ""
    return (
        "" if re.fullmatch(r"on|yes\d*|true|\d+|choice\d+", value, re.IGNORECASE) and value.lower() != "yes" else value
    )


def _options(widget: Any) -> tuple[str, ...]:
    listed = [_resolved(each) for each in _inherited(widget, "/Opt") or ()]
    said = [plain(str(each[1] if isinstance(each, list) and len(each) > 1 else each)) for each in listed]
    return tuple(each for each in said if each and not re.match(r"\W*(?:please|choose|select)\b", each, re.IGNORECASE))


def _format(widget: Any) -> str:
    """The kind that a field's own format gives it."""
    actions = _resolved(widget.get("/AA")) or {}
    script = str((_resolved(actions.get("/F")) or {}).get("/JS", ""))
    return Kind.DATE if "AFDate" in script else Kind.NUMBER if "AFNumber" in script else ""
