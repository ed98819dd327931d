"""A Word form: paragraphs, tables in tables, text boxes, content controls and form fields, in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from trellis.services.language.model import Kind
from trellis.services.language.paper.archive import WordFile
from trellis.services.language.paper.rows import Cell, Row, of_a_table
from trellis.services.language.paper.source import BOX, Blank, Paper, Shows, Thing, Words, mark, plain

PICTURED_BOXES = frozenset({"F06F", "F0A8", "F071", "F0FE", "F0FD", "F052", "F053", "F0A3", "2610"})
"""Characters of Wingdings that are drawn as a box."""
_TYPED = {"date": Kind.DATE, "number": Kind.NUMBER, "currentDate": Kind.DATE, "currentTime": Kind.TIME}
_SCRIPTS = re.compile(r"vbaProject|activeX|embeddings/", re.IGNORECASE)


def read(data: bytes, *, file: str) -> Paper:
    """The form in a .docx. Raises `DefinitionRefused` where it is not one, or is locked or too large."""
    word = WordFile(data, file=file)
    paper = Paper(name=file)
    for name in sorted(each for each in word.names if _SCRIPTS.search(each)):
        why = "programs and objects inside a document are never run or read"
        paper.notes.append((name.rpartition("/")[2], why))
    document = word.part("word/document.xml")
    reader = _Reader(levels=_levels(word.part("word/styles.xml")), paper=paper)
    body = document.find("body") if document is not None else None
    paper.things = list(reader.things(body if body is not None else [], where=""))
    return paper


def _levels(styles: Element | None) -> dict[str, int]:
    """The level of each style that is a heading, by its id: 1 for the highest."""
    levels: dict[str, int] = {}
    for style in styles.iter("style") if styles is not None else ():
        name = _val(style.find("name")).lower()
        outline = style.find("pPr/outlineLvl")
        found = re.fullmatch(r"heading (\d)", name)
        if name in {"title", "subtitle"}:
            levels[style.get("styleId", "")] = 1
        elif found or outline is not None:
            levels[style.get("styleId", "")] = int(found[1]) if found else int(_val(outline) or 0) + 1
    return levels


def _val(element: Element | None) -> str:
    return element.get("val", "") if element is not None else ""


@dataclass
class _Line:
    """A paragraph while it is read."""

    where: str
    text: str = ""
    blanks: list[Blank] = field(default_factory=list)
    bold: int = 0
    letters: int = 0
    begun: Element | None = None
    """The form field that has begun: what stands between its marks is its answer, not words."""
    in_answer: bool = False
    boxes: list[Element] = field(default_factory=list)
    """Text boxes that are anchored here; they are read after the paragraph."""

    def add(self, words: str, *, bold: bool = False) -> None:
        self.text += words
        self.letters += len(words.strip())
        self.bold += len(words.strip()) if bold else 0

    def put(self, blank: Blank) -> None:
        self.text += f" {mark(len(self.blanks))} "
        self.blanks.append(blank)


@dataclass
class _Reader:
    levels: dict[str, int]
    paper: Paper
    tables: int = 0
    text_boxes: int = 0
    paragraphs: int = 0

    def things(self, blocks: Iterable[Element], *, where: str) -> Iterator[Thing]:
        """What stands in a body, a cell or a text box."""
        for block in blocks:
            if block.tag == "p":
                yield from self._paragraph(block, where=where)
            elif block.tag == "tbl":
                yield from self._table(block, where=where)
            elif block.tag == "sdt":
                yield from self._controlled(block, where=where)
            elif block.tag in {"ins", "customXml", "smartTag"}:
                yield from self.things(block, where=where)

    def _table(self, table: Element, *, where: str) -> Iterator[Thing]:
        self.tables += 1
        named = _in(where, f"table {self.tables}")
        rows: list[Row] = []
        for number, row in enumerate(_rows(table), 1):
            cells = [
                Cell(place, tuple(self.things(cell, where=place)))
                for column, cell in enumerate(_cells(row), 1)
                if not _goes_on_from_above(cell)
                for place in [f"{named}, row {number}, cell {column}"]
            ]
            rows.append(cells)
        yield from of_a_table(rows, where=named)

    def _controlled(self, control: Element, *, where: str) -> Iterator[Thing]:
        """A content control around whole paragraphs: one place to answer where its kind says so, else what is in it."""
        place = where or f"after paragraph {self.paragraphs}"
        blank = _control(control, where=place)
        content = control.find("sdtContent")
        if blank is not None:
            yield Words(text=mark(0), where=place, blanks=(blank,))
        elif content is not None:
            yield from self.things(content, where=where)

    def _paragraph(self, paragraph: Element, *, where: str) -> Iterator[Thing]:
        self.paragraphs += not where
        line = _Line(where=where or f"paragraph {self.paragraphs}")
        self._runs(paragraph, line)
        text = " ".join(line.text.split())
        level = self.levels.get(_val(paragraph.find("pPr/pStyle")), 0)
        if text:
            bold = line.letters > 0 and line.bold >= line.letters and len(text.split()) <= 10
            if not level and bold and not line.blanks and not where and text[-1] not in ":?.,":
                level = 3
            listed = paragraph.find("pPr/numPr") is not None and not line.blanks and BOX not in text and not level
            asks = text.endswith(("?", ":")) or bool(re.search(r"[._…]{4}", text))
            shown = f"- {text}" if listed and not asks else text
            yield Words(text=shown, where=line.where, level=level, blanks=tuple(line.blanks))
        for box in line.boxes:
            self.text_boxes += 1
            yield from self.things(box, where=_in(where, f"text box {self.text_boxes}"))

    def _runs(self, element: Element, line: _Line) -> None:
        for each in element:
            if each.tag == "r":
                self._run(each, line)
            elif each.tag == "sdt":
                blank = _control(each, where=line.where)
                content = each.find("sdtContent")
                if blank is not None:
                    line.put(blank)
                elif content is not None:
                    self._runs(content, line)
            elif each.tag in {"hyperlink", "ins", "smartTag", "fldSimple", "customXml", "dir", "bdo"}:
                self._runs(each, line)

    def _run(self, run: Element, line: _Line) -> None:
        properties = run.find("rPr")
        bold = (
            properties is not None
            and properties.find("b") is not None
            and _val(properties.find("b")) not in {"0", "false"}
        )
        hidden = properties is not None and properties.find("vanish") is not None
        for each in run:
            if each.tag == "fldChar":
                self._field(each, line)
            elif each.tag in {"AlternateContent", "drawing", "pict"}:
                # What is drawn stands there twice, once for old readers: the first is enough.
                line.boxes += _text_boxes(each)
            elif line.in_answer or hidden:
                continue
            elif each.tag == "t":
                line.add(plain_run(each.text or ""), bold=bold)
            elif each.tag == "sym":
                line.add(BOX if each.get("char", "").upper() in PICTURED_BOXES else "")
            elif each.tag in {"tab", "ptab"}:
                line.add("  ")
            elif each.tag in {"br", "cr"}:
                line.add(" ")

    def _field(self, mark_of_field: Element, line: _Line) -> None:
        kind = mark_of_field.get("fldCharType")
        if kind == "begin":
            line.begun = mark_of_field.find("ffData")
        elif kind == "separate":
            line.in_answer = line.begun is not None
        elif kind == "end":
            if line.begun is not None:
                line.put(_form_field(line.begun, where=line.where))
            line.begun, line.in_answer = None, False


def _in(where: str, place: str) -> str:
    return f"{where}, {place}" if where else place


def plain_run(text: str) -> str:
    """A run's text with the white space that joins it to its neighbours."""
    inner = plain(text)
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        if each.tag == "tr":
            yield each
        elif each.tag in {"sdt", "ins", "customXml"}:
            inner = each.find("sdtContent") if each.tag == "sdt" else each
            yield from _rows(inner) if inner is not None else ()


def _cells(row: Element) -> Iterator[Element]:
    for each in row:
        if each.tag == "tc":
            yield each
        elif each.tag == "sdt" and (inner := each.find("sdtContent")) is not None:
            blank = _control(each, where="")
            # A control around a whole cell: the cell holds the control.
            yield from _cells(inner) if blank is None else (_wrapped(each),)


def _wrapped(control: Element) -> Element:
    cell = Element("tc")
    cell.append(control)
    return cell


def _goes_on_from_above(cell: Element) -> bool:
    merged = cell.find("tcPr/vMerge")
    return merged is not None and _val(merged) != "restart"


def _text_boxes(drawn: Element) -> list[Element]:
    if drawn.tag == "AlternateContent":
        choice = drawn.find("Choice")
        return [] if choice is None else list(choice.iter("txbxContent"))
    return list(drawn.iter("txbxContent"))


def _control(control: Element, *, where: str) -> Blank | None:
    """The place to answer that a content control is; None where it only holds words together."""
    properties = control.find("sdtPr")
    if properties is None:
        return None
    named = plain(_val(properties.find("alias")))
    by = "the name of its content control" if named else ""
    blank = Blank(where=where, label=named, labelled_by=by, hint=_placeholder(control, properties))
    listed = properties.find("dropDownList")
    listed = properties.find("comboBox") if listed is None else listed
    if listed is not None:
        items = [item.get("displayText") or item.get("value") or "" for item in listed.iter("listItem")]
        offered = tuple(
            plain(each) for each in items if each and not re.match(r"(?:choose|select|please)\b", each, re.IGNORECASE)
        )
        return replace(blank, shows=Shows.ONE_OF, options=offered, hint="") if offered else blank
    if properties.find("checkbox") is not None:
        return replace(blank, shows=Shows.BOX, label="", options=(), hint="")
    if properties.find("date") is not None:
        return replace(blank, stated=Kind.DATE, hint="")
    text = properties.find("text")
    if text is not None or properties.find("showingPlcHdr") is not None:
        several = text is not None and text.get("multiLine") in {"1", "true"}
        return replace(blank, shows=Shows.SPACE if several else Shows.LINE)
    return None


def _placeholder(control: Element, properties: Element) -> str:
    if properties.find("showingPlcHdr") is None:
        return ""
    words = plain("".join(each.text or "" for each in control.iter("t")))
    return "" if re.match(r"(?:click|tap|choose|enter|select|type)\b", words, re.IGNORECASE) else words


def _form_field(data: Element, *, where: str) -> Blank:
    """A field of Word's older forms."""
    hint = plain(_val(data.find("statusText")) or _val(data.find("helpText")))
    blank = Blank(where=where, hint=hint)
    if data.find("checkBox") is not None:
        return replace(blank, shows=Shows.BOX)
    listed = data.find("ddList")
    if listed is not None:
        return replace(blank, shows=Shows.ONE_OF, options=tuple(plain(_val(each)) for each in listed.iter("listEntry")))
    kind = _TYPED.get(_val(data.find("textInput/type")), "")
    longest = _val(data.find("textInput/maxLength"))
    return replace(blank, stated=kind, most=int(longest) if longest.isdecimal() else 0)
