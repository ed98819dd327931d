"""HTML as a tree, as forgiving as a browser; nothing in it is run, fetched or kept but words and where links lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_ALONE: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_ENDS_BEFORE: Final = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"},
    "th": {"td", "th"}, "option": {"option"},
}  # fmt: skip
"""Which open element a new one ends, as nobody need write its end."""
_HOLDS: Final = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "tr": {"table"}, "td": {"table"}, "th": {"table"}}
_END_A_PARAGRAPH: Final = frozenset(
    "address article aside blockquote div dl fieldset footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section"
    " table ul".split()
)
DEEPEST: Final = 150
"""Elements within one another; what stands deeper is read as if it stood there."""


@dataclass
class Node:
    """An element, or some words where it has no tag."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    words: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self) -> Iterator[Node]:
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    def first(self, *tags: str) -> Node | None:
        return next((each for each in self.all() if each.tag in tags), None)

    @property
    def text(self) -> str:
        return " ".join("".join(each.words for each in self.all()).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node(tag="document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_what_this_ends(tag)
        node = Node(tag=tag, attributes={name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _ALONE and len(self.open) < DEEPEST:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A browser does not close `<div/>` either.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in range(len(self.open) - 1, 0, -1) if self.open[at].tag == tag), 0)
        if at:
            del self.open[at:]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(Node(words=data))

    def _end_what_this_ends(self, tag: str) -> None:
        ends = {"p"} if tag in _END_A_PARAGRAPH else _ENDS_BEFORE.get(tag, set())
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag in ends:
                del self.open[at:]
                return
            if self.open[at].tag in _HOLDS.get(tag, set()):
                return


def tree_of(html: str) -> Node:
    """The whole file as a tree."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]
