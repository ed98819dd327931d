"""A rule as conditions: each about one question or fact, joined by "all of these" or "any of these"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias


class Join(StrEnum):
    """How many of several conditions must hold."""

    ALL = "all"
    ANY = "any"

    @property
    def other(self) -> Join:
        return Join.ANY if self is Join.ALL else Join.ALL


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One comparison: what it is about, the way it is compared, and with what."""

    about: str
    """The key of a subject: see `Subjects`."""
    way: str
    values: tuple[str, ...] = ()
    """As the rule language writes them: `"flat"`, `3`, `£10.00`, `date("2026-04-01")`, `fees.most`."""
    source: str = field(default="", compare=False)
    """How the file wrote it, so that what nobody changed stays as it was written."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Several conditions, all or any of which must hold. A group within a group joins the other way."""

    join: Join
    parts: tuple[Condition | Group, ...] = ()

    def at(self, spot: Spot) -> Condition | Group:
        """What stands at a spot. Raises `LookupError`."""
        first, *rest = spot
        part = self.parts[first]
        if not rest:
            return part
        if isinstance(part, Group):
            return part.at(tuple(rest))
        raise LookupError(spot)

    def put(self, spot: Spot, part: Condition | Group) -> Group:
        """The same with another part at this spot. Raises `LookupError`."""
        self.at(spot)
        return self.with_(spot, [part])

    def without(self, spot: Spot) -> Group:
        """The same without what stands at this spot; a group of which nothing is left goes too."""
        self.at(spot)
        return self.with_(spot, []).tidied()

    def added(self, spot: Spot, part: Condition | Group) -> Group:
        """The same with one more: at the end of it, or of the group at this spot. Raises `LookupError`."""
        if not spot:
            return replace(self, parts=(*self.parts, part))
        inner = self.at(spot)
        if not isinstance(inner, Group):
            # A condition becomes a group of the two: "this, or the new one".
            return self.put(spot, Group(join=self.join.other, parts=(inner, part)))
        return self.put(spot, inner.added((), part))

    def joined(self, join: Join) -> Group:
        """The same with all, or any, of its parts needed. Groups within turn with it, so that they stay groups."""
        turned = tuple(replace(each, join=join.other) if isinstance(each, Group) else each for each in self.parts)
        return replace(self, join=join, parts=turned if join is not self.join else self.parts)

    def tidied(self) -> Group:
        """A group of one is that one."""
        parts: list[Condition | Group] = []
        for each in self.parts:
            inner = each.tidied() if isinstance(each, Group) else each
            if isinstance(inner, Group) and len(inner.parts) < 2:
                parts += inner.parts
            else:
                parts.append(inner)
        alone = parts[0] if len(parts) == 1 else None
        return alone if isinstance(alone, Group) else replace(self, parts=tuple(parts))

    def with_(self, spot: Spot, parts: Sequence[Condition | Group]) -> Group:
        """The same with these in place of what stands at a spot."""
        first, *rest = spot
        inner = self.parts[first]
        new = [inner.with_(tuple(rest), parts)] if rest and isinstance(inner, Group) else list(parts)
        return replace(self, parts=(*self.parts[:first], *new, *self.parts[first + 1 :]))


Spot: TypeAlias = tuple[int, ...]
"""Which of the parts, counted from 0; `(1, 0)` is the first of the group that stands second."""
