"""A saved page as a tree of elements, each with the words in it and the way to it. Nothing of it is run or fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
UNREAD = frozenset("script style template noscript svg iframe object embed head".split())
"""What is left out with everything in it. Of the head only the title is read."""
DEEPEST = 120
MOST_ELEMENTS = 60_000
ENDS_BEFORE = {
    "li": ("li",),
    "option": ("option",),
    "optgroup": ("option", "optgroup"),
    "tr": ("tr", "td", "th"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tbody": ("tr", "td", "th", "thead", "tbody"),
    "tfoot": ("tr", "td", "th", "tbody"),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
}
"""What an element ends by beginning, where people leave its end out."""
HOLDS = {"li": {"ul", "ol"}, "tr": {"table"}, "td": {"tr", "table"}, "th": {"tr", "table"}, "option": {"select"},
         "optgroup": {"select"}, "tbody": {"table"}, "tfoot": {"table"}, "dt": {"dl"}, "dd": {"dl"}}  # fmt: skip
"""Nothing outside of these is ended."""


class TooManyElementsError(Exception):
    """A page has more elements than any form; reading all of them would take minutes."""


@dataclass(eq=False)
class Element:
    """An element of the page."""

    tag: str
    given: dict[str, str] = field(default_factory=dict)
    parent: Element | None = field(default=None, repr=False)
    children: list[Element | str] = field(default_factory=list)
    place: int = 1
    """Its place among those of its kind in the same element."""
    counts: dict[str, int] = field(default_factory=dict, repr=False)
    """How many of each kind are in it: asked so often that counting each time would take minutes."""

    def has(self, name: str) -> bool:
        return name in self.given

    def get(self, name: str) -> str:
        return self.given.get(name, "")

    @property
    def elements(self) -> list[Element]:
        return [each for each in self.children if isinstance(each, Element)]

    def every(self) -> Iterator[Element]:
        """This element and all in it, in order."""
        waiting = [self]
        while waiting:
            each = waiting.pop()
            yield each
            waiting += reversed(each.elements)

    def above(self) -> Iterator[Element]:
        """What this element stands in, from the nearest outwards."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent

    def words(self, *, without: frozenset[str] = frozenset()) -> str:
        """The words in it, on one line."""
        return " ".join("".join(self._words(without)).split())

    def _words(self, without: frozenset[str]) -> Iterator[str]:
        for each in self.children:
            if isinstance(each, str):
                yield each
            elif each.tag == "br":
                yield " "
            elif each.tag not in without | UNREAD:
                yield from each._words(without)  # noqa: SLF001 -- its own kind
                yield " " if each.tag in BLOCKS else ""

    @cached_property
    def way(self) -> str:
        """The way to it as a CSS path, from the nearest element that has an id."""
        if self.get("id"):
            return f"#{self.get('id')}"
        if self.parent is None or self.tag in {"html", "body"}:
            return ""
        own = self.tag
        if self.get("name") and own in {"input", "select", "textarea"}:
            own += f"[name='{self.get('name')}']"
        elif self.parent.counts[own] > 1:
            own += f":nth-of-type({self.place})"
        return f"{self.parent.way} > {own}" if self.parent.way else own


BLOCKS = frozenset(
    """address article aside blockquote dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr
    legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)


def read(html: str) -> Element:
    """The page as a tree. What is not closed is closed where a browser would. Raises `TooManyElementsError`."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.top


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("")
        self._open = [self.top]
        self._begun = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._begun += 1
        if self._begun > MOST_ELEMENTS:
            raise TooManyElementsError
        self._end_what_it_ends(tag)
        if tag in BLOCKS and tag != "p":
            self._close("p", within=("td", "th", "li", "div", "fieldset", "form"))
        at = self._open[-1]
        place = at.counts[tag] = at.counts.get(tag, 0) + 1
        made = Element(tag, {name: value or "" for name, value in attrs}, at, place=place)
        at.children.append(made)
        # What is nested deeper than any page is laid out stands side by side from there on.
        if tag not in EMPTY and len(self._open) < DEEPEST:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if any(each.tag == tag for each in self._open[1:]):
            while self._open[-1].tag != tag:
                self._open.pop()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _end_what_it_ends(self, tag: str) -> None:
        for ended in ENDS_BEFORE.get(tag, ()):
            self._close(ended, within=tuple(HOLDS[tag]))
        if tag == "p":
            self._close("p", within=("td", "th", "li", "div", "fieldset", "form"))

    def _close(self, tag: str, *, within: tuple[str, ...]) -> None:
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return
            if self._open[at].tag in within:
                return
