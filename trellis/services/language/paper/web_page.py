"""A page with a form, saved from another product: its fields with their labels, and its words, as people see them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from trellis.services.language.paper.controls import ANSWERED, Controls
from trellis.services.language.paper.elements import BLOCKS, MOST_ELEMENTS, UNREAD, Element, TooManyElementsError
from trellis.services.language.paper.elements import read as read_elements
from trellis.services.language.paper.rows import Cell, of_a_layout
from trellis.services.language.paper.source import Blank, Paper, Thing, Words, mark, plain, refused, without_marks

MOST_FIELDS = 2000
LARGEST = 4 * 1024 * 1024
AROUND = frozenset({"nav", "footer", "aside", "button"})
"""What stands around a form, and is not of it."""
UNREAD_BY_NAME = {
    "script": "a script", "style": "a style sheet", "iframe": "another page inside it", "object": "an object",
    "svg": "a drawing", "template": "a template", "noscript": "words for browsers without scripts",
}  # fmt: skip


def read(data: bytes, *, file: str) -> Paper:
    """The form on a saved page. Raises `DefinitionRefused` where there is none."""
    if len(data) > LARGEST:
        what = f"It is larger than {LARGEST // 1024**2} MB"
        raise refused(file, "the whole file", what, mend="Save the page alone, without its pictures, and import that.")
    page = _tree(data, file=file)
    form = _form(page)
    if form is None:
        raise refused(
            file,
            "the whole page",
            "There is no form on this page that people fill in",
            mend="Open the form in a browser, wait until it is shown, save the page as a whole, and import that. A "
            "form that a script draws, or that stands in another page inside it, is there only then.",
        )
    paper = Paper(name=file, title=_title(page), drawn=False)
    _say_what_is_not_read(page, form, paper)
    reader = _Reader(file=file, controls=Controls(page, form, paper))
    paper.things = [
        thing for thing in reader.inside(form) if not (isinstance(thing, Words) and thing.text == paper.title)
    ]
    paper.marks_required = any(isinstance(each, Blank) and each.required for each in paper.things) or any(
        blank.required for each in paper.things if isinstance(each, Words) for blank in each.blanks
    )
    return paper


def _tree(data: bytes, *, file: str) -> Element:
    try:
        page = read_elements(_text(data))
        if sum(each.tag in ANSWERED for each in page.every()) <= MOST_FIELDS:
            return page
    except TooManyElementsError:
        pass
    what = f"It has more than {MOST_FIELDS} fields, or {MOST_ELEMENTS} elements, as no form does"
    raise refused(file, "the whole page", what, mend="Save the page of one form, and import that.")


def _text(data: bytes) -> str:
    said = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:2048])
    for encoding in ("utf-8-sig", said[1].decode("ascii") if said else "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _form(page: Element) -> Element | None:
    """The form with the most to answer; the whole page where fields stand in none, as scripts leave them."""

    def fields(element: Element) -> int:
        return sum(1 for each in element.every() if each.tag in ANSWERED and each.get("type").lower() not in _NOT_ASKED)

    forms = [each for each in page.every() if each.tag == "form"]
    best = max(forms, key=fields, default=None)
    whole = fields(page)
    if whole == 0:
        return None
    # A form that is begun inside a table is not always what the fields stand in: then the page is taken.
    return best if best is not None and fields(best) * 2 > whole else page


_NOT_ASKED = frozenset({"hidden", "submit", "button", "image", "reset", "search", "password"})


def _title(page: Element) -> str:
    for tag in ("h1", "title", "h2", "h3"):
        found = next((plain(each.words()) for each in page.every() if each.tag == tag and each.words().strip()), "")
        if found:
            return re.split(r"\s+[|–—-]\s+", found)[0] if tag == "title" else found
    return ""


def _say_what_is_not_read(page: Element, form: Element, paper: Paper) -> None:
    counts: dict[str, int] = defaultdict(int)
    for each in page.every():
        if each.tag in UNREAD_BY_NAME:
            counts[each.tag] += 1
    for tag, count in sorted(counts.items()):
        what = f"{count} × {UNREAD_BY_NAME[tag]}"
        why = (
            "what it does or shows is not read" if tag != "script" else "scripts are never run; a rule in them is lost"
        )
        paper.notes.append((what, why))
    others = [each for each in page.every() if each.tag == "form" and each is not form and form not in each.above()]
    for each in others:
        if form.tag == "form" and any(one.tag in ANSWERED for one in each.every()):
            paper.notes.append((each.way, "another form on the page, such as a search, is not brought over"))


@dataclass
class _Reader:
    """Walks through the form and gathers its lines."""

    file: str
    controls: Controls
    things: list[Thing] = field(default_factory=list)
    _text: str = ""
    _blanks: list[Blank] = field(default_factory=list)
    _where: str = ""

    def inside(self, element: Element) -> list[Thing]:
        """What stands in an element, as things in order."""
        outer, self.things = self.things, []
        self._flush()
        for each in element.children:
            self._child(each, element)
        self._flush()
        found, self.things = self.things, outer
        return found

    def _child(self, each: Element | str, parent: Element) -> None:
        if isinstance(each, str):
            self._text += without_marks(each)
            self._where = self._where or parent.way
        elif each.tag in UNREAD | AROUND or self.controls.is_used(each):
            self._text += " "
        elif each.tag in ANSWERED:
            self._control(each)
        elif each.tag == "label" and (wrapped := self.controls.labelled_by(each)):
            for control in wrapped:
                self._control(control)
        elif each.tag == "table":
            self._flush()
            self.things += of_a_layout(list(self._rows(each)))
        elif each.tag in BLOCKS or each.tag == "br":
            self._flush()
            self._block(each)
        else:
            for child in each.children:
                self._child(child, each)

    def _block(self, each: Element) -> None:
        heading = re.fullmatch(r"h([1-6])", each.tag)
        if heading or each.tag == "legend":
            text = plain(each.words())
            if text:
                level = int(heading[1]) if heading else 2 + sum(above.tag == "fieldset" for above in each.above())
                self.things.append(Words(text=text, where=each.way, level=level))
            return
        for child in each.children:
            self._child(child, each)
        self._flush(item=each.tag == "li")

    def _control(self, each: Element) -> None:
        blank = self.controls.blank(each)
        if blank is None:
            return
        if blank.label:
            self._flush()
            self.things.append(blank)
        else:
            self._text += f" {mark(len(self._blanks))} "
            self._blanks.append(blank)
            self._where = self._where or each.way

    def _rows(self, table: Element) -> Iterator[list[Cell]]:
        for row in _own_rows(table):
            yield [Cell(cell.way, tuple(self.inside(cell))) for cell in row.elements if cell.tag in {"td", "th"}]

    def _flush(self, *, item: bool = False) -> None:
        text = " ".join(self._text.split())
        if re.search(r"\w", text) or self._blanks:
            shown = f"- {text}" if item and not self._blanks else text
            self.things.append(Words(text=shown, where=self._where, blanks=tuple(self._blanks)))
        self._text, self._blanks, self._where = "", [], ""


def _own_rows(table: Element) -> Iterator[Element]:
    for each in table.elements:
        if each.tag == "tr":
            yield each
        elif each.tag in {"tbody", "thead", "tfoot", "form"}:
            yield from _own_rows(each)
