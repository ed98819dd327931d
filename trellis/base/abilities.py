"""Asking for an ability without knowing who has it: each part offers one object, which keeps small protocols."""

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
    """No component or channel on this installation has this ability."""

    code = "nobody-can"


_OFFERED = (("components", "component", "COMPONENT"), ("channels", "channel", "CHANNEL"))


@cache
def offered() -> tuple[Any, ...]:
    """What each component and channel offers: `COMPONENT` in `trellis/components/<folder>/component.py`, and so on."""
    found = []
    for floor, file, name in _OFFERED:
        # A floor above: looked up by folder, never imported by name.
        package = import_module(f"trellis.{floor}")
        folders = sorted(each.name for each in iter_modules(package.__path__) if each.name != "tests")
        paths = [f"trellis.{floor}.{folder}.{file}" for folder in folders]
        found += [getattr(import_module(path), name) for path in paths if find_spec(path)]
    return tuple(found)


def all_with(ability: type[Ability]) -> tuple[Ability, ...]:
    """Everybody who keeps this protocol: components first, each floor by name."""
    # Asking an object whether it keeps a protocol looks up each of its names; what is installed does not change.
    if ability not in _able:
        _able[ability] = tuple(each for each in offered() if isinstance(each, ability))
    return _able[ability]


def found(ability: type[Ability]) -> Ability:
    """Whoever keeps this protocol.

    :raises NobodyCan: where none does.
    """
    for each in all_with(ability):
        return each
    raise NobodyCan(f"nobody here is a {ability.__name__}")
