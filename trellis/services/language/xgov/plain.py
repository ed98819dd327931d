"""A source's HTML turned into the plain words, lists and links that a definition holds. Nothing of it can run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

Attributes = Sequence[tuple[str, str | None]]

UNSEEN = {"script": "a script", "style": "a style sheet", "iframe": "another page inside it", "object": "an object",
          "svg": "a drawing", "template": "a template", "noscript": "words for browsers without scripts"}  # fmt: skip
"""What is left out with everything in it."""
NO_PLACE = {"img": "a picture", "table": "a table", "video": "a video", "audio": "a sound", "input": "a form field",
            "select": "a form field", "textarea": "a form field", "button": "a button", "form": "a form"}  # fmt: skip
"""What plain words cannot show; the words inside it stay."""
BLOCKS = frozenset("p div ul ol dl dt dd section article fieldset legend label tr blockquote hr".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

_NEW_TAB = re.compile(r"\s*\(opens in (?:a )?new (?:tab|window)\)")
_WHOLE = re.compile(r"(?:https?://|mailto:|tel:)[^\s()<>\"']+")
_BLANK = re.compile(r"\{\{|\{%")


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or list item, with its words."""

    kind: Literal["words", "heading", "item"]
    mark: str
    text: str


@dataclass(frozen=True)
class Plain:
    """What an HTML text says, and what of it has no place in plain words."""

    blocks: tuple[Block, ...]
    lost: tuple[str, ...]

    @property
    def passage(self) -> str:
        """Paragraphs, lists, headings and links, as a definition writes them."""
        said = ""
        for before, block in zip((None, *self.blocks), self.blocks, strict=False):
            together = before is not None and before.kind == block.kind == "item"
            said += ("\n" if together else "\n\n") * (before is not None) + block.mark + block.text
        return said

    @property
    def line(self) -> str:
        """The words alone, on one line: what a hint or a label may hold."""
        said = ""
        for before, block in zip((None, *self.blocks), self.blocks, strict=False):
            said += (_joint(before, block) if before else "") + block.text
        return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", said)

    @property
    def is_line(self) -> bool:
        """Whether nothing is lost by writing it on one line."""
        return len(self.blocks) < 2 and not re.search(r"\]\(", self.passage)


def read(html: str | None) -> Plain:
    """The words of an HTML text. Of links, only whole addresses stay: others would lead to pages of ours."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    reader.end_block()
    lost = {*reader.lost} | ({"blanks that a program fills in"} if _BLANK.search(html or "") else set())
    return Plain(blocks=tuple(reader.blocks), lost=tuple(sorted(lost)))


def _joint(before: Block, block: Block) -> str:
    if before.kind == block.kind == "item":
        return "; "
    ended = not before.text[-1].isalnum()
    return " " if ended or not block.text[0].isupper() else ". "


class _Reader(HTMLParser):
    """Gathers blocks of words as the tags go by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.lost: list[str] = []
        self._text: list[str] = []
        self._mark = ""
        self._unseen: list[str] = []
        self._counts: list[int] = []
        self._links: list[tuple[str, int]] = []
        self._spans: list[bool] = []
        """For each open span, whether it stands by itself, as a label does."""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in UNSEEN:
            self._unseen.append(tag)
            self.lost.append(UNSEEN[tag])
        if self._unseen:
            return
        if tag in NO_PLACE:
            self.lost.append(NO_PLACE[tag])
        given = dict(attrs)
        alone = tag == "span" and "govuk-label" in (given.get("class") or "")
        if tag == "span":
            self._spans.append(alone)
        if tag in BLOCKS | HEADINGS | {"li"} or alone:
            self.end_block()
        if tag in {"ol", "ul"}:
            self._counts.append(0 if tag == "ol" else -1)
        self._begin(tag, given)

    def _begin(self, tag: str, given: dict[str, str | None]) -> None:
        if tag in HEADINGS:
            self._mark = "# "
        elif tag == "li":
            numbered = bool(self._counts) and self._counts[-1] >= 0
            if numbered:
                self._counts[-1] += 1
            self._mark = f"{self._counts[-1]}. " if numbered else "- "
        elif tag == "br":
            self._text.append("\n")
        elif tag in {"td", "th"}:
            self._text.append(" ")
        elif tag == "a":
            self._links.append((given.get("href") or "", len(self._text)))

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if tag == "a" and self._links:
            self._end_link(*self._links.pop())
        elif tag == "br":
            self._text.append("\n")
        elif tag in BLOCKS | HEADINGS | {"li"}:
            self.end_block()
            self._mark = ""
        elif tag == "span" and self._spans and self._spans.pop():
            self.end_block()
        if tag in {"ol", "ul"} and self._counts:
            self._counts.pop()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._text.append(data)

    def _end_link(self, address: str, start: int) -> None:
        words = _NEW_TAB.sub("", " ".join("".join(self._text[start:]).split()))
        # A bracket would end the link early.
        fits = bool(_WHOLE.fullmatch(address)) and words and not re.search(r"[\[\]]", words)
        self._text[start:] = [f"[{words}]({address})" if fits else words]

    def end_block(self) -> None:
        text, self._text, self._links = "".join(self._text), [], []
        paragraphs = re.split(r"\n[ \t\r\xa0]*\n\s*", _NEW_TAB.sub("", text))
        for paragraph in paragraphs:
            for row in _rows(paragraph):
                self._add(row)

    def _add(self, row: str) -> None:
        listed = re.match(r"[*-] +", row)
        mark, text = ("- ", row[listed.end() :]) if listed else (self._mark, row.removeprefix("^").removesuffix("^"))
        if text:
            kind: Literal["words", "heading", "item"] = "heading" if mark == "# " else "item" if mark else "words"
            self.blocks.append(Block(kind, mark, text))
            self._mark = ""


def _rows(paragraph: str) -> list[str]:
    """The rows of a paragraph: one, unless some begin with the mark of a list, as people write them by hand."""
    rows: list[str] = []
    for raw in paragraph.replace("\xa0", " ").splitlines():
        row = " ".join(raw.split())
        if not row:
            continue
        if rows and not re.match(r"[*-] ", row):
            rows[-1] += f" {row}"
        else:
            rows.append(row)
    return rows
