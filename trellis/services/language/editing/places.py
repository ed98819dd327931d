"""Where a thing stands, told by names: `("ask", "bin-address", "questions", "address", "hint", "cy")`.

Positions in a list change when somebody adds to it; names do not. A thing without a name of its own is told by its
position, and its fingerprint tells whether it still is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from trellis.services.language.loader import Place

Step: TypeAlias = str | int
Address: TypeAlias = tuple[Step, ...]
Plain: TypeAlias = str | bool | int | Sequence["Plain"] | Mapping[str, "Plain"]
"""What can be written: words, yes or no, a whole number, a list, names with their values."""

NAMED_BY = ("id", "page", "use", "value", "offer")
"""The key by which a thing in a list is known, if it has one of them; the first counts."""


class NotThere(LookupError):
    """There is nothing at this address, or no longer."""

    def __init__(self, address: Address) -> None:
        super().__init__(" / ".join(map(str, address)))
        self.address = address


def name_of(thing: object) -> str:
    """What a thing in a list is known by; nothing where it has no name."""
    if not isinstance(thing, Mapping):
        return ""
    return next((str(thing[key]) for key in NAMED_BY if isinstance(thing.get(key), str)), "")


def look(data: object, address: Address) -> Any:
    """What stands at an address. Raises `NotThere`."""
    for step in place_of(data, address):
        data = data[step]  # type: ignore[index]
    return data


def place_of(data: object, address: Address) -> Place:
    """The same address by keys and positions, as findings tell places. Raises `NotThere`."""
    place: list[str | int] = []
    for step in address:
        found = _step(data, step)
        if found is None:
            raise NotThere(address)
        place.append(found)
        data = data[found]  # type: ignore[index]
    return tuple(place)


def address_of(data: object, place: Place) -> Address:
    """The address by names of what stands at a place; as far as there is something."""
    address: list[Step] = []
    for step in place:
        try:
            data = data[step]  # type: ignore[index]
        except (LookupError, TypeError):
            break
        address.append(name_of(data) or step if isinstance(step, int) else step)
    return tuple(address)


def position_of(things: Sequence[object], step: Step) -> int | None:
    """Which of the things of a list is meant."""
    if isinstance(step, int):
        return step if 0 <= step < len(things) else None
    return next((number for number, each in enumerate(things) if name_of(each) == step), None)


def _step(data: object, step: Step) -> str | int | None:
    if isinstance(data, Mapping):
        return step if isinstance(step, str) and step in data else None
    if isinstance(data, list):
        return position_of(data, step)
    return None


class Bare(str):
    """Text that stands for yes, no or a number, and so is written without quotation marks."""

    __slots__ = ()


def written(value: Plain) -> Any:
    """A value as the reader of definitions would give it: text all through."""
    if isinstance(value, bool):
        return Bare("yes" if value else "no")
    if isinstance(value, int):
        return Bare(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: written(each) for key, each in value.items()}
    return [written(each) for each in value]


def fingerprint(value: object) -> str:
    """What a thing says, in a few characters: the same however it is quoted, indented or commented."""
    said = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
