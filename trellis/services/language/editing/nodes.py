"""A file as things that know where they are written: what begins and ends where, in characters of the text.

The reader that definitions are checked with keeps line and column of each beginning. To change a text one needs the
ends too, and the white space and comments that stand between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import yaml

from trellis.services.language.loader import FASTEST


@dataclass(frozen=True, kw_only=True)
class Node:
    """One thing in a file: a text, names with their values, or a list."""

    start: int
    end: int
    """Where its last character of its own ends: comments and empty lines after it are not part of it."""
    column: int
    flow: bool = False
    """Whether it is written in brackets, `[a, b]` or `{a: b}`."""
    style: str | None = None
    """Of a text: its quotation mark, `|` or `>`, or None where it stands bare."""
    value: str = ""
    pairs: tuple[tuple[Node, Node], ...] | None = None
    items: tuple[Node, ...] | None = None

    @cached_property
    def data(self) -> Any:
        """What it says, as plain dictionaries, lists and text."""
        if self.pairs is not None:
            return {key.value: value.data for key, value in self.pairs}
        if self.items is not None:
            return [each.data for each in self.items]
        return self.value


def nodes_of(text: str) -> Node:
    """The whole file. It must be one that the reader of definitions takes."""
    events = iter(yaml.parse(text, Loader=FASTEST))
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            return _node(next(events), events, text)
    return Node(start=0, end=0, column=0)


def _node(event: yaml.Event, events: Iterator[yaml.Event], text: str) -> Node:
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events, text)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(event, events, text)
    (start, column), end = _begin(event), _end(event)
    style = getattr(event, "style", None) or None
    if style in {"|", ">"}:
        # The reader has gone on over the empty lines below it.
        end = start + len(text[start:end].rstrip())
    return Node(
        start=start,
        end=end,
        column=column,
        style=style if style != "" else None,
        value=str(getattr(event, "value", "")),
    )


def _mapping(opened: yaml.MappingStartEvent, events: Iterator[yaml.Event], text: str) -> Node:
    pairs = []
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, text)
        pairs.append((key, _node(next(events), events, text)))
    flow = bool(opened.flow_style)
    end = _end(event) if flow or not pairs else pairs[-1][1].end
    start, column = _begin(opened)
    return Node(start=start, end=end, column=column, flow=flow, pairs=tuple(pairs))


def _sequence(opened: yaml.SequenceStartEvent, events: Iterator[yaml.Event], text: str) -> Node:
    items = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_node(event, events, text))
    flow = bool(opened.flow_style)
    end = _end(event) if flow or not items else items[-1].end
    start, column = _begin(opened)
    return Node(start=start, end=end, column=column, flow=flow, items=tuple(items))


def _begin(event: yaml.Event) -> tuple[int, int]:
    """Where something begins: which character of the text, in which column."""
    # Both readers of PyYAML always say it; their types allow that they might not.
    mark = cast("Any", event.start_mark)
    return (mark.index, mark.column)


def _end(event: yaml.Event) -> int:
    return int(cast("Any", event.end_mark).index)
