"""A person's answers as one journey holds them, and how they are sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from trellis.people.models import DataKey

Values = Mapping[str, Any]
"""{question id: value}; {page id: [{question id: value}, ...]} for a page that is repeated."""

PLACE = "journey"


@dataclass(frozen=True, kw_only=True)
class Held:
    """What was answered, which pages were seen, and the secret to come back with."""

    values: Values = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    """Pages that were answered, also where every answer on them was left out."""
    reached_end: bool = False
    """Whether the end was reached once: from then on, a change leads back to it."""
    secret: str = ""

    def seeing(self, page: str) -> Held:
        return self if page in self.seen else replace(self, seen=(*self.seen, page))

    def items(self, page: str) -> list[dict[str, Any]]:
        """The repeated things of one page."""
        return [dict(item) for item in self.values.get(page) or ()]

    def with_items(self, page: str, items: list[dict[str, Any]]) -> Held:
        return replace(self, values={**self.values, page: items})

    def with_answers(self, page: str, item: int | None, changed: Values) -> Held:
        """The answers with these changed; None takes an answer away."""
        if item is None:
            return replace(self, values=_merged(self.values, changed))
        items = self.items(page)
        while len(items) <= item:
            items.append({})
        items[item] = _merged(items[item], changed)
        return self.with_items(page, items)

    def answers_on(self, page: str, item: int | None) -> Values:
        """What the questions of one page were answered with, before."""
        if item is None:
            return self.values
        items = self.items(page)
        return items[item] if item < len(items) else {}


def _merged(before: Values, changed: Values) -> dict[str, Any]:
    return {key: value for key, value in {**before, **changed}.items() if value is not None}


def seal_held(held: Held, *, key: DataKey) -> bytes:
    plain = {"values": held.values, "seen": held.seen, "reached_end": held.reached_end, "secret": held.secret}
    return key.seal(json.dumps(plain, ensure_ascii=False, separators=(",", ":")), place=PLACE)


def unseal_held(sealed: bytes | memoryview, *, key: DataKey) -> Held:
    plain = json.loads(key.unseal(sealed, place=PLACE))
    return Held(
        values=plain["values"], seen=tuple(plain["seen"]), reached_end=plain["reached_end"], secret=plain["secret"]
    )


def seal_amendment(values: Values, *, key: DataKey) -> bytes:
    return key.seal(json.dumps(values, ensure_ascii=False, separators=(",", ":")), place="amendment")


def unseal_amendment(sealed: bytes | memoryview, *, key: DataKey) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(key.unseal(sealed, place="amendment"))
    return values
