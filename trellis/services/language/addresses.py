"""The address of a thing in a definition, written with slashes: `ask/bin-address/questions/address`."""

from __future__ import annotations

from typing import Final

from trellis.services.language.editing.places import Address

WHOLE: Final = "service"
"""How the whole of a definition is written where an address must not be empty."""


def to_place(address: Address) -> str:
    """An address with slashes."""
    return "/".join(str(step) for step in address) or WHOLE


def to_address(place: str) -> Address:
    """The other way round. Whether there is such a thing, the definition knows."""
    steps = [] if place == WHOLE else [each for each in place.split("/") if each]
    return tuple(int(each) if each.isascii() and each.isdecimal() and len(each) < 6 else each for each in steps)
