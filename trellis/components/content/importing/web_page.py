"""A page of HTML as blocks: the words of its main part. What runs or looks is left, and named in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from trellis.components.content.importing.blocks import Block, Source, Span
from trellis.components.content.importing.tree import Node, tree_of

_AROUND: Final = frozenset({"nav", "header", "footer", "aside"})
_NEVER: Final = {
    "script": "a script: nothing that runs is brought over",
    "iframe": "a window onto another site: link to it in words",
    "object": "an object that runs in the page is not brought over",
    "embed": "an object that runs in the page is not brought over",
    "applet": "an object that runs in the page is not brought over",
    "form": "a form: describe it as a service (`trellis import` reads a saved form)",
    "video": "a film: link to it, with its words beside it",
    "audio": "a recording: link to it, with its words beside it",
    "svg": "a drawing: say what it shows in words",
    "canvas": "a drawing made by a script: say what it shows in words",
    "math": "a formula: write it in words",
}
_UNSEEN: Final = frozenset({"style", "template", "head", "noscript", "title", "meta", "link"})
_BLOCKS: Final = frozenset(
    "address article blockquote caption center dd details div dl dt fieldset figure figcaption hr legend main p pre"
    " section summary tbody tfoot thead".split()
)
_MAIN: Final = re.compile(r"^(?:main|content|maincontent|main-content|page-content|article)$", re.IGNORECASE)
_HEADING: Final = re.compile(r"^h[1-6]$")
_SITE: Final = re.compile(r"\s+[|–—·»-]\s+")
_CHARSET: Final = re.compile(rb"charset=[\"']?\s*([\w-]{1,30})", re.IGNORECASE)


def read(data: bytes) -> Source:
    """The page in a file of HTML."""
    document = tree_of(_decoded(data))
    source = Source()
    for node in document.all():
        if node.tag == "html":
            source.language = node.attributes.get("lang", "")[:2].lower()
        elif node.tag == "meta" and node.attributes.get("name", "").lower() == "description":
            source.description = " ".join(node.attributes.get("content", "").split())
        elif node.tag == "link" and "hreflang" in node.attributes:
            source.also.append(node.attributes.get("href", ""))
    main = _main(document)
    _count_what_runs_elsewhere(document, main, source)
    _Blocks(source).add(main)
    heading = main.first("h1")
    title = document.first("title")
    source.title = heading.text if heading else _SITE.split(title.text)[0] if title else ""
    source.blocks = [each for each in source.blocks if each.heading != 1 or each.text != source.title]
    return source


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    named = _CHARSET.search(data[:2048])
    try:
        return data.decode(named[1].decode() if named else "utf-8-sig")
    except (UnicodeDecodeError, LookupError):
        return data.decode("cp1252", errors="replace")


def _main(document: Node) -> Node:
    """The part of the page that is its own, where the source marks one; otherwise all of its body."""
    for node in document.all():
        if node.tag == "main" or node.attributes.get("role") == "main":
            return node
    for node in document.all():
        if node.tag in {"div", "section", "article"} and _MAIN.match(node.attributes.get("id", "")):
            return node
    return document.first("article") or document.first("body") or document


def _count_what_runs_elsewhere(document: Node, main: Node, source: Source) -> None:
    inside = {id(each) for each in main.all()}
    for node in document.all():
        if node.tag == "script" and id(node) not in inside:
            source.parts.count(_named(node), lost=_NEVER["script"])


def _named(node: Node) -> str:
    leads = node.attributes.get("src") or node.attributes.get("action") or node.attributes.get("data") or ""
    return f"<{node.tag}>{f' {leads[:100]}' if leads else ''}"


class _Blocks:
    """Goes through a tree in the order of reading, and writes blocks down."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.line: list[Span] = []
        self.shape = Block()

    def add(self, node: Node) -> None:
        for child in node.children:
            self._one(child)
        self._end()

    def _one(self, node: Node) -> None:
        if not node.tag:
            self.line.append(Span(words=node.words))
        elif node.tag in _NEVER:
            self.source.parts.count(_named(node), lost=_NEVER[node.tag])
        elif node.tag in _UNSEEN or node.tag in _AROUND or "hidden" in node.attributes:
            return
        elif node.tag == "table":
            self._table(node)
        elif _HEADING.match(node.tag):
            self._as(node, Block(heading=int(node.tag[1])), counted="a heading")
        elif node.tag in {"ul", "ol"}:
            self._list(node, deep=self.shape.deep + 1 if self.shape.item else 0)
        elif node.tag in _BLOCKS:
            self._as(node, self.shape if node.tag != "p" or self.shape.item else Block(), counted="")
        else:
            self.line += self._spans(node)

    def _as(self, node: Node, shape: Block, *, counted: str) -> None:
        self._end()
        before, self.shape = self.shape, shape
        for child in node.children:
            self._one(child)
        self._end()
        self.shape = before
        if counted:
            self.source.parts.count(f"{counted}: {node.text[:60]}")

    def _list(self, node: Node, *, deep: int) -> None:
        self._end()
        shape = Block(item="1." if node.tag == "ol" else "-", deep=min(deep, 3))
        for child in node.children:
            if child.tag in {"ul", "ol"}:
                self._list(child, deep=deep + 1)
            elif child.tag:
                self._as(child, shape, counted="")
        self.source.parts.count(f"a list of {sum(each.tag == 'li' for each in node.children)}")

    def _table(self, node: Node) -> None:
        self._end()
        rows = [each for each in node.all() if each.tag == "tr"]
        nested = sum(each.tag == "table" for each in node.all()) > 1
        cells = [[each for each in row.children if each.tag in {"td", "th"}] for row in rows]
        widest = max(map(len, cells), default=0)
        joined = any("colspan" in cell.attributes or "rowspan" in cell.attributes for row in cells for cell in row)
        what = f"a table of {len(rows)} rows"
        if nested or widest < 2 or joined:
            # Made for its looks, or more than a plain table can say: its words in order, one line a row.
            self.source.parts.count(what, lost="joined cells or a table for its looks: its words stand as paragraphs")
            for row in cells:
                self.line = [Span(words=" ".join(cell.text for cell in row))]
                self._end()
            return
        for row in cells:
            spans = [tuple(self._inside(cell)) for cell in row]
            self.source.blocks.append(Block(cells=(*spans, *[()] * (widest - len(spans)))))
        self.source.parts.count(what)

    def _inside(self, node: Node) -> Iterator[Span]:
        for child in node.children:
            yield from self._spans(child)

    def _spans(self, node: Node) -> list[Span]:
        """The words of an element within a line."""
        if not node.tag:
            return [Span(words=node.words)]
        if node.tag in _NEVER:
            self.source.parts.count(_named(node), lost=_NEVER[node.tag])
            return []
        if node.tag in _UNSEEN or "hidden" in node.attributes:
            return []
        if node.tag == "br":
            return [Span(words=" ")]
        if node.tag == "img":
            return self._picture(node)
        spans = list(self._inside(node))
        if node.tag == "a":
            return self._link(node, spans)
        if node.tag in {"b", "strong"}:
            return [replace(each, bold=True) for each in spans]
        return [Span(words=" "), *spans, Span(words=" ")] if node.tag in _BLOCKS | {"li", "ul", "ol"} else spans

    def _picture(self, node: Node) -> list[Span]:
        why = "a picture: say in words what it shows" + (
            f"; it says “{alt[:80]}”" if (alt := node.attributes.get("alt", "")) else ""
        )
        self.source.parts.count(_named(node), lost=why)
        return []

    def _link(self, node: Node, spans: list[Span]) -> list[Span]:
        href = "".join(node.attributes.get("href", "").split())
        what = f"a link: {node.text[:60]}"
        if re.match(r"(?:javascript|vbscript|data|file):", href, re.IGNORECASE):
            self.source.parts.count(what, lost="it runs a script instead of leading somewhere: its words are kept")
            return spans
        self.source.parts.count(what)
        return [replace(each, href=href) for each in spans] if href else spans

    def _end(self) -> None:
        """A line is over."""
        if "".join(each.words for each in self.line).strip():
            self.source.blocks.append(replace(self.shape, spans=tuple(self.line)))
            if not self.shape.heading and not self.shape.item:
                self.source.parts.count(f"a paragraph: {self.source.blocks[-1].text[:60]}")
        self.line = []
