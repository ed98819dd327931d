"""What can be done to a definition: four small verbs, each with what it means for the plain data.

The same verb is done twice, to the data here and to the text in `applying`; the text must come to say what the data
does.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, TypeAlias

from trellis.services.language.editing.places import (
    Address,
    NotThere,
    Plain,
    Step,
    look,
    place_of,
    position_of,
    written,
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """Let the thing at this address say this. What it says already stays as it is written, letter by letter."""

    at: Address
    to: Plain


@dataclass(frozen=True, kw_only=True)
class Add:
    """Put a new thing into a list: before another, or at its end. A list that is not there yet begins with it."""

    into: Address
    what: Plain
    before: Step | None = None


@dataclass(frozen=True, kw_only=True)
class Remove:
    """Take a thing away."""

    at: Address


@dataclass(frozen=True, kw_only=True)
class Move:
    """Let a thing of a list stand before another of it, or at its end."""

    at: Address
    before: Step | None = None


Edit: TypeAlias = Change | Add | Remove | Move


def meant(data: Any, edit: Edit) -> Any:
    """What the file will say after this edit. Raises `NotThere`."""
    data = copy.deepcopy(data)
    match edit:
        case Change(at=at, to=to):
            return _put(data, at, written(to))
        case Remove(at=at):
            holder = look(data, at[:-1])
            del holder[place_of(data, at)[-1]]
        case Add(into=into, what=what, before=before):
            things = _list_at(data, into)
            things.insert(_before(things, before, into), written(what))
        case Move(at=at, before=before):
            things = look(data, at[:-1])
            moved, number = look(data, at), int(place_of(data, at)[-1])
            target = _before(things, before, at)
            del things[number]
            things.insert(target - (target > number), moved)
    return data


def _put(data: Any, at: Address, value: Any) -> Any:
    if not at:
        return value
    holder, last = look(data, at[:-1]), at[-1]
    if isinstance(holder, dict) and isinstance(last, str):
        holder[last] = value
    elif isinstance(holder, list) and (number := position_of(holder, last)) is not None:
        holder[number] = value
    else:
        raise NotThere(at)
    return data


def _list_at(data: Any, into: Address) -> list[Any]:
    holder, last = look(data, into[:-1]), into[-1]
    if isinstance(holder, dict) and isinstance(last, str) and last not in holder:
        holder[last] = []
    things = look(data, into)
    if not isinstance(things, list):
        raise NotThere(into)
    return things


def _before(things: list[Any], step: Step | None, at: Address) -> int:
    if step is None:
        return len(things)
    found = position_of(things, step)
    if found is None:
        raise NotThere((*at, step))
    return found
