"""An author's Markdown as HTML: headings, paragraphs, lists, links, tables and pictures of our own, and nothing else.

HTML that an author writes is shown as text and never becomes a tag. A link leads to the web, to an address, a phone or
a place under the organisation; anything else stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from trellis.services.matching import plain_words

LONGEST: Final = 60_000
"""Characters of one page: more than any page should have, and quick to read."""
_RULES: Final = "heading list blockquote hr table emphasis link image escape entity newline balance_pairs".split()
_LEADS: Final = re.compile(r"(?:https?://[^/\s]|mailto:[^\s]|tel:[+\d]|/(?!/)|#)", re.IGNORECASE)
_OWN: Final = re.compile(r"/(?![/\\])")
_CLASSES: Final = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "blockquote_open": "govuk-inset-text",
    "table_open": "govuk-table",
    "thead_open": "govuk-table__head",
    "tbody_open": "govuk-table__body",
    "tr_open": "govuk-table__row",
    "th_open": "govuk-table__header",
    "td_open": "govuk-table__cell",
    "hr": "govuk-section-break govuk-section-break--m govuk-section-break--visible",
    "link_open": "govuk-link",
}


@dataclass(frozen=True, kw_only=True)
class Section:
    """What stands under one heading of the second level."""

    id: str
    title: str
    html: Markup


@dataclass(frozen=True, kw_only=True)
class Prose:
    """A body as HTML: what comes before its first heading, and its sections."""

    opening: Markup
    sections: tuple[Section, ...]


def tokens_of(body: str) -> list[Token]:
    """The parts of a text, as its author marked them: what rules about wording look at."""
    return _reader().parse(body[:LONGEST])


@lru_cache(maxsize=512)
def as_prose(body: str, *, home: str) -> Prose:
    """A text as HTML, made once. `home` is the organisation's address, under which its own links lead."""
    tokens = tokens_of(body)
    _dress(tokens, home=home)
    starts = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    ends = [*starts[1:], len(tokens)][: len(starts)]
    ids = _Ids()
    sections = []
    for start, end in zip(starts, ends, strict=True):
        title = _said(tokens[start + 1])
        sections.append(Section(id=ids.give(title), title=title, html=_html(tokens[start + 3 : end])))
    return Prose(opening=_html(tokens[: starts[0]] if starts else tokens), sections=tuple(sections))


def is_own(href: str) -> bool:
    """Whether a link leads to a place under the organisation."""
    return bool(_OWN.match(href))


def walk(tokens: Sequence[Token]) -> Iterator[Token]:
    """Every part of a text, also those within a line."""
    for token in tokens:
        yield token
        yield from token.children or ()


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"maxNesting": 20}).enable(_RULES)
    reader.validateLink = _may_lead  # type: ignore[method-assign,assignment]
    return reader


def _may_lead(href: str) -> bool:
    return bool(_LEADS.match(href)) and "\\" not in href


def _dress(tokens: Sequence[Token], *, home: str) -> None:
    """Give each part its classes, headings their level, and own links the organisation's address."""
    for token in walk(tokens):
        if token.type in {"heading_open", "heading_close"}:
            # The title of the page is its one heading of the first level.
            level = min(max(int(token.tag[1]), 2), 4)
            token.tag = f"h{level}"
            if token.nesting == 1:
                token.attrSet("class", {2: "govuk-heading-m", 3: "govuk-heading-s", 4: "govuk-heading-s"}[level])
        elif token.type == "image":
            _show_own_alone(token, home=home)
        elif token.type in _CLASSES:
            token.attrSet("class", _CLASSES[token.type])
            _line_up(token)
        if token.type == "link_open" and is_own(href := str(token.attrGet("href") or "")):
            token.attrSet("href", _under(href, home))


def _line_up(token: Token) -> None:
    """Figures on the right by a class, since our pages allow no style in line; the heading of a column says so."""
    if token.tag in {"th", "td"}:
        if "right" in str(token.attrs.pop("style", "")):
            token.attrJoin("class", f"{_CLASSES[token.type]}--numeric")
        if token.tag == "th":
            token.attrSet("scope", "col")


def _show_own_alone(token: Token, *, home: str) -> None:
    """A picture from elsewhere would tell others who reads the page: its words stand in its place."""
    source = str(token.attrGet("src") or "")
    if is_own(source):
        token.attrs = {"src": _under(source, home), "alt": "", "loading": "lazy"}
    else:
        token.type, token.content, token.children = "text", token.content, None


def _under(href: str, home: str) -> str:
    return href if f"{href}/".startswith(f"{home}/") else f"{home}{href}"


def _html(tokens: Sequence[Token]) -> Markup:
    # Every tag is the renderer's own, every text and attribute was escaped by it.
    return Markup(_RENDERER.render(list(tokens), _OPTIONS, {}).strip())  # noqa: S704


def _said(token: Token) -> str:
    """A heading without its marks."""
    return "".join(each.content for each in token.children or () if each.type in {"text", "image"}).strip()


class _Ids:
    """An id for each heading, each once, that a link can lead to."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def give(self, title: str) -> str:
        name = "-".join(plain_words(title))[:60] or "section"
        number = self._given[name] = self._given.get(name, 0) + 1
        return f"{name}-{number}" if number > 1 else name


_OPTIONS: Final[Any] = _reader().options
_RENDERER: Final = RendererHTML()
