"""A Word file (docx) as blocks. It is an archive of XML, read with limits by the standard library alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from trellis.components.content.importing.blocks import Block, Source, Span
from trellis.services.language.importing.xml import LARGEST, NotReadable, tree_of

_RUNS: Final = re.compile(r"vbaProject|activeX|embeddings/", re.IGNORECASE)
_HEADING: Final = re.compile(r"^heading\s*([1-6])$|^(title)$", re.IGNORECASE)
_PICTURES: Final = frozenset({"drawing", "pict", "object"})


def read(data: bytes) -> Source:
    """The page in a Word file.

    :raises NotReadable: where it is none, is locked or damaged, or unpacks to more than a page could.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise NotReadable("it is not a Word file (.docx), or it is locked: save it again as .docx") from None
    parts = {name: _part(archive, name) for name in names if name in _WANTED}
    if "word/document.xml" not in parts:
        raise NotReadable("it is not a Word file: it has no document in it")
    source = Source()
    for name in sorted(names):
        if _RUNS.search(name):
            source.parts.count(name, lost="a program or an object in the document: nothing that runs is brought over")
    body = parts["word/document.xml"].find("body")
    reader = _Reader(source, parts)
    for each in body if body is not None else ():
        reader.one(each)
    _take_title(source, parts)
    return source


_WANTED: Final = frozenset(
    {"word/document.xml", "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "docProps/core.xml"}
)


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    try:
        with archive.open(name) as opened:
            return tree_of(opened.read(LARGEST + 1))
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError) as error:
        raise NotReadable(f"{name} is damaged or locked: {error}") from None


def _take_title(source: Source, parts: dict[str, Element]) -> None:
    """The first heading of the highest level is the title; otherwise what the file says of itself."""
    first = next((each for each in source.blocks if each.heading == 1), None)
    if first:
        source.title = first.text
        source.blocks.remove(first)
    elif "docProps/core.xml" in parts:
        source.title = (parts["docProps/core.xml"].findtext("title") or "").strip()


class _Reader:
    def __init__(self, source: Source, parts: dict[str, Element]) -> None:
        self.source = source
        self.headings = dict(_headings(parts.get("word/styles.xml")))
        self.leads = {
            each.get("Id", ""): each.get("Target", "")
            for each in parts.get("word/_rels/document.xml.rels", ())
            if each.get("TargetMode") == "External"
        }
        self.ordered = set(_ordered(parts.get("word/numbering.xml")))

    def one(self, node: Element) -> None:
        if node.tag == "p":
            self._paragraph(node)
        elif node.tag == "tbl":
            self._table(node)
        elif node.tag == "sdt":
            for each in node.findall("sdtContent/*"):
                self.one(each)

    def _paragraph(self, node: Element) -> None:
        spans = tuple(self._spans(node))
        words = "".join(each.words for each in spans).strip()
        if not words:
            return
        style = _val(node.find("pPr/pStyle"))
        numbered = node.find("pPr/numPr")
        if level := self.headings.get(style, 0):
            # A heading is bold by its style; it need not be marked again.
            plain = tuple(Span(words=each.words, href=each.href) for each in spans)
            self.source.blocks.append(Block(heading=level, spans=plain))
            self.source.parts.count(f"a heading: {words[:60]}")
        elif numbered is not None:
            number, deep = _val(numbered.find("numId")), _val(numbered.find("ilvl"))
            item = "1." if number in self.ordered else "-"
            self.source.blocks.append(Block(item=item, deep=min(int(deep) if deep.isdecimal() else 0, 3), spans=spans))
            self.source.parts.count(f"an item: {words[:60]}")
        else:
            self.source.blocks.append(Block(spans=spans))
            self.source.parts.count(f"a paragraph: {words[:60]}")

    def _spans(self, node: Element, href: str = "") -> Iterator[Span]:
        for child in node:
            if child.tag == "r":
                yield from self._run(child, href)
            elif child.tag == "hyperlink":
                leads = self.leads.get(child.get("id", ""), "")
                self.source.parts.count(
                    f"a link: {leads[:60]}", lost="" if leads else "it leads to a place in the document"
                )
                yield from self._spans(child, leads)
            elif child.tag in {"ins", "smartTag", "sdt", "sdtContent"}:
                yield from self._spans(child, href)
            elif child.tag == "del":
                self.source.parts.count("words that somebody struck out", lost="a change that was not accepted yet")

    def _run(self, run: Element, href: str) -> Iterator[Span]:
        bold = run.find("rPr/b")
        is_bold = bold is not None and bold.get("val", "1") not in {"0", "false"}
        for part in run:
            if part.tag == "t":
                yield Span(words=part.text or "", bold=is_bold, href=href)
            elif part.tag in {"tab", "br"}:
                yield Span(words=" ", bold=is_bold, href=href)
            elif part.tag in _PICTURES:
                self.source.parts.count("a picture", lost="a picture: say in words what it shows")
            elif part.tag in {"footnoteReference", "endnoteReference"}:
                self.source.parts.count("a note", lost="a note at the foot of a page: write it where it belongs")

    def _table(self, node: Element) -> None:
        rows = [row.findall("tc") for row in node.findall("tr")]
        widest = max(map(len, rows), default=0)
        joined = node.find(".//gridSpan") is not None or node.find(".//vMerge") is not None
        what = f"a table of {len(rows)} rows"
        if widest < 2 or joined or node.find(".//tc//tbl") is not None:
            self.source.parts.count(what, lost="joined cells or a table for its looks: its words stand as paragraphs")
            for row in rows:
                for cell in row:
                    for each in cell:
                        self.one(each)
            return
        for row in rows:
            cells = [
                tuple(each for part in cell.findall("p") for each in (*self._spans(part), Span(words=" ")))
                for cell in row
            ]
            self.source.blocks.append(Block(cells=(*cells, *[()] * (widest - len(cells)))))
        self.source.parts.count(what)


def _headings(styles: Element | None) -> Iterator[tuple[str, int]]:
    for style in styles.findall("style") if styles is not None else ():
        named = _HEADING.match(_val(style.find("name")))
        if named:
            yield style.get("styleId", ""), int(named[1] or 1)


def _ordered(numbering: Element | None) -> Iterator[str]:
    """The lists whose items are numbered."""
    if numbering is None:
        return
    bullets = {
        each.get("abstractNumId", "")
        for each in numbering.findall("abstractNum")
        if _val(each.find("lvl/numFmt")) in {"bullet", "none", ""}
    }
    for each in numbering.findall("num"):
        if _val(each.find("abstractNumId")) not in bullets:
            yield each.get("numId", "")


def _val(node: Element | None) -> str:
    return node.get("val", "") if node is not None else ""
