"""What differs between two forms of a definition, and how a newer release of a template is brought into a local one.

By address, not by line: how something is written, in which order its names stand and what is commented does not count.
Pure: plain data in, edits out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from trellis.services.language.addresses import to_place
from trellis.services.language.editing import Add, Address, Change, Edit, Move, NotThere, Remove, look
from trellis.services.language.editing.places import name_of
from trellis.services.language.sources import Sources

ALWAYS_LOCAL: Final[tuple[Address, ...]] = (("data", "controller"),)
"""Whoever offers a service is the controller of its data, whoever wrote it."""
LINEAGE: Final = ("template", "service")
"""What names the definition itself is not compared."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place in the files of a definition. `file` is empty for the definition itself."""

    file: str = ""
    at: Address

    @property
    def key(self) -> str:
        """As a form names it."""
        return f"{self.file}#{to_place(self.at)}"

    @property
    def place(self) -> str:
        """As comments and `local:` name it."""
        if not self.file:
            return to_place(self.at)
        stem = self.file.removesuffix(".yaml")
        return f"{stem}/{to_place(self.at)}" if self.at else stem


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Something that says one thing here and another there; None where it is not there at all."""

    spot: Spot
    was: Any
    now: Any


@dataclass(frozen=True, kw_only=True)
class Clash:
    """What the template changed and the organisation too, to something else: a person chooses."""

    spot: Spot
    base: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, kw_only=True)
class Merge:
    """What a newer release brings."""

    taken: tuple[Difference, ...] = ()
    """What only the template changed."""
    kept: tuple[Clash, ...] = ()
    """What both changed where local differences are meant: the organisation's own stays."""
    clashes: tuple[Clash, ...] = ()
    new_files: Mapping[str, str] = field(default_factory=dict)
    """Shared files that the template uses now, as it writes them."""

    @property
    def nothing(self) -> bool:
        return not (self.taken or self.kept or self.clashes or self.new_files)


def local_places(sources: Sources) -> tuple[str, ...]:
    """The places that a definition leaves open, as it writes them."""
    said = sources.tree().data
    listed = said.get("local") if isinstance(said, Mapping) else None
    listed = listed if isinstance(listed, list) else []
    return tuple(str(each.get("at", "")) for each in listed if isinstance(each, Mapping))


def differences(was: Sources, now: Sources) -> tuple[Difference, ...]:
    """What is different now, in the definition and in the shared files that both have."""
    files = ["", *(name for name in sorted(was.shared) if name in now.shared)]
    return tuple(each for file in files for each in _in_file(file, was, now))


def is_local(spot: Spot, places: Sequence[str]) -> bool:
    """Whether this may differ from one organisation to the next."""
    if not spot.file and any(spot.at[: len(each)] == each for each in ALWAYS_LOCAL):
        return True
    return any(spot.place == each or spot.place.startswith(f"{each}/") for each in places)


def merge(base: Sources, theirs: Sources, mine: Sources) -> Merge:
    """Bring what changed from `base` to `theirs` into `mine`.

    The order of things in a list is taken over with them only as far as new things find their neighbours: where
    an organisation moved something, it stays where they put it.
    """
    places = (*local_places(theirs), *local_places(mine))
    taken: list[Difference] = []
    kept: dict[str, Clash] = {}
    clashes: dict[str, Clash] = {}
    for each in differences(base, theirs):
        if each.spot.file and each.spot.file not in mine.shared:
            continue
        found = _met(each, base, theirs, mine)
        if found is None:
            taken.append(each)
        elif found.mine != found.theirs:
            into = kept if is_local(found.spot, places) else clashes
            into[found.spot.key] = found
    new = {name: text for name, text in theirs.shared.items() if name not in base.shared and name not in mine.shared}
    return Merge(taken=tuple(taken), kept=tuple(kept.values()), clashes=tuple(clashes.values()), new_files=new)


def edits_of(merged: Merge, *, theirs: Sources, chosen: frozenset[str]) -> dict[str, list[Edit]]:
    """What to do to each file: what only the template changed, and the clashes for which the template was chosen."""
    wanted = [
        *merged.taken,
        *(
            Difference(spot=each.spot, was=each.mine, now=each.theirs)
            for each in merged.clashes
            if each.spot.key in chosen
        ),
    ]
    edits: dict[str, list[Edit]] = {}
    for each in wanted:
        edits.setdefault(each.spot.file, []).append(_edit(each, theirs))
    return edits


def _in_file(file: str, was: Sources, now: Sources) -> Iterator[Difference]:
    before, after = was.tree(file).data, now.tree(file).data
    if not file and isinstance(before, Mapping) and isinstance(after, Mapping):
        before = {key: value for key, value in before.items() if key not in LINEAGE}
        after = {key: value for key, value in after.items() if key not in LINEAGE}
    for at, one, other in _differing(before, after, ()):
        yield Difference(spot=Spot(file=file, at=at), was=one, now=other)


def _differing(was: Any, now: Any, at: Address) -> Iterator[tuple[Address, Any, Any]]:
    if was == now:
        return
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys([*was, *now]):
            yield from _differing(was.get(key), now.get(key), (*at, key))
    elif (one := _named(was)) is not None and (other := _named(now)) is not None:
        for name in dict.fromkeys([*one, *other]):
            yield from _differing(one.get(name), other.get(name), (*at, name))
    else:
        yield at, was, now


def _named(things: Any) -> dict[str, Any] | None:
    """The things of a list by their names, where each has one of its own."""
    if not isinstance(things, list):
        return None
    found = {name_of(each): each for each in things}
    return found if len(found) == len(things) and "" not in found else None


def _met(each: Difference, base: Sources, theirs: Sources, mine: Sources) -> Clash | None:
    """How the local form stands to what the template changed: None where it still says what the template said."""
    file, data = each.spot.file, mine.tree(each.spot.file).data
    spot = Spot(file=file, at=_reached(data, each.spot.at))
    at = spot.at
    said = _at(data, at)
    was, now = (
        (each.was, each.now) if spot == each.spot else (_at(base.tree(file).data, at), _at(theirs.tree(file).data, at))
    )
    return None if said == was and spot == each.spot else Clash(spot=spot, base=was, theirs=now, mine=said)


def _reached(data: Any, at: Address) -> Address:
    """The address, or the first thing on the way to it that the local form does not have, or says as a whole."""
    for length in range(1, len(at)):
        holder = _at(data, at[:length])
        if not isinstance(holder, Mapping) and _named(holder) is None:
            return at[:length]
    return at


def _at(data: Any, at: Address) -> Any:
    try:
        return look(data, at)
    except NotThere:
        return None


def _edit(each: Difference, theirs: Sources) -> Edit:
    at = each.spot.at
    if each.now is None:
        return Remove(at=at)
    holder = _at(theirs.tree(each.spot.file).data, at[:-1])
    if each.was is None and isinstance(holder, list):
        return Add(into=at[:-1], what=each.now)
    return Change(at=at, to=each.now)


def placed(edits: Sequence[Edit], *, theirs: Any, mine: Any) -> list[Edit]:
    """The same edits, and new things moved to before the neighbour that the template gives them, if it is there."""
    moves: list[Edit] = []
    for each in edits:
        if isinstance(each, Add):
            order = [name_of(one) for one in look(theirs, each.into)]
            here = _at(mine, each.into)
            there = {name_of(one) for one in here} if isinstance(here, list) else set()
            name = name_of(each.what)
            after = order[order.index(name) + 1 :]
            before = next((one for one in after if one in there), None)
            if before is not None:
                moves.append(Move(at=(*each.into, name), before=before))
    return [*edits, *moves]
