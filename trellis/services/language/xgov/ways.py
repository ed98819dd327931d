"""Answers that lead to a page: which ways there are, joined, denied and made short.

A way is a set of facts that hold together; a page is reached where one of its ways holds. Not answered is a value of
its own, so that a denied condition can hold for somebody who was never asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

NOT_ANSWERED = ""
MOST_WAYS = 60
"""More ways into one page than this are more than a reader could follow."""


class TooManyWaysError(Exception):
    """A rule would be longer than anybody could read."""


@dataclass(frozen=True, order=True)
class Point:
    """What a fact is about: the answer to a question, or (with a sign) whether it compares so with a value."""

    field: str
    sign: Literal["", "contains", "==", "!=", "<", "<=", ">", ">="] = ""
    value: str = ""


Values = frozenset[str]
Way = frozenset[tuple[Point, Values]]
Ways = frozenset[Way]

ALWAYS: Ways = frozenset({frozenset()})
NEVER: Ways = frozenset()


def way(facts: Mapping[Point, Values]) -> Way:
    return frozenset(facts.items())


def only(point: Point, values: Iterable[str]) -> Ways:
    """The one way on which the answer is one of these."""
    chosen = frozenset(values)
    return frozenset({frozenset({(point, chosen)})}) if chosen else NEVER


def either(*several: Ways) -> Ways:
    return _short(frozenset().union(*several))


def both(first: Ways, second: Ways) -> Ways:
    """The ways on which both hold."""
    if len(first) * len(second) > MOST_WAYS * 4:
        raise TooManyWaysError
    joined: set[Way] = set()
    for one in first:
        for other in second:
            facts = dict(one)
            for point, values in other:
                facts[point] = facts.get(point, values) & values
            if all(facts.values()):
                joined.add(way(facts))
    return _short(frozenset(joined))


def deny(ways: Ways, known: Mapping[Point, Values]) -> Ways:
    """The ways on which none of these holds. `known` says what each answer can be."""
    denied = ALWAYS
    for each in ways:
        denied = both(denied, either(*(only(point, known[point] - values) for point, values in each)))
    return denied


def _short(ways: Ways) -> Ways:
    """The same ways, without those that another already allows, and with neighbours made one."""
    short = set(ways)
    while True:
        merged = _merged(short)
        if merged is None:
            break
        short = merged
    kept = frozenset(each for each in short if not any(other != each and _allows(other, each) for other in short))
    if len(kept) > MOST_WAYS:
        raise TooManyWaysError
    return kept


def _merged(ways: set[Way]) -> set[Way] | None:
    """Two ways that differ in one answer alone are one way with either answer; None where there are no such two."""
    seen: dict[tuple[Point, Way], tuple[Way, Values]] = {}
    for each in sorted(ways, key=_order):
        for point, values in each:
            rest = each - {(point, values)}
            if (point, rest) in seen:
                other, theirs = seen[point, rest]
                return (ways - {each, other}) | {rest | {(point, values | theirs)}}
            seen[point, rest] = (each, values)
    return None


def _allows(wide: Way, narrow: Way) -> bool:
    facts = dict(narrow)
    return all(point in facts and facts[point] <= values for point, values in wide)


def _order(each: Way) -> list[tuple[Point, list[str]]]:
    return sorted((point, sorted(values)) for point, values in each)
