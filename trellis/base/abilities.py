"""Asking for an ability without knowing who has it: each component offers one object, which keeps small protocols.

So may a channel: the desk finds the rooms of others by it, and a preview the pages that residents see.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any, TypeVar

from trellis.base.errors import TrellisError

Ability = TypeVar("Ability")
_able: dict[type[Any], tuple[Any, ...]] = {}


class NobodyCan(TrellisError):
    """No component on this installation has this ability."""

    code = "nobody-can"


@cache
def components() -> tuple[Any, ...]:
    """The object that each component offers: `COMPONENT` in `trellis/components/<folder>/component.py`."""
    return _offered("trellis.components", "component")


@cache
def channels() -> tuple[Any, ...]:
    """The object that a channel may offer: `CHANNEL` in `trellis/channels/<folder>/channel.py`."""
    return _offered("trellis.channels", "channel")


def _offered(floor: str, module: str) -> tuple[Any, ...]:
    # A floor above: looked up by folder, never imported by name.
    names = sorted(each.name for each in iter_modules(import_module(floor).__path__))
    paths = [f"{floor}.{name}.{module}" for name in names if name != "tests"]
    return tuple(getattr(import_module(path), module.upper()) for path in paths if find_spec(path))


def all_with(ability: type[Ability]) -> tuple[Ability, ...]:
    """Every component and channel that keeps this protocol."""
    # Asking an object whether it keeps a protocol looks up each of its names; what is installed does not change.
    if ability not in _able:
        _able[ability] = tuple(each for each in (*components(), *channels()) if isinstance(each, ability))
    return _able[ability]


def found(ability: type[Ability]) -> Ability:
    """The component that keeps this protocol.

    :raises NobodyCan: where none does.
    """
    for each in all_with(ability):
        return each
    raise NobodyCan(f"no component here is a {ability.__name__}")
