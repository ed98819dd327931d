"""The address of a thing in a definition, as a part of the address of a page: `ask/bin-address/questions/address`."""

from __future__ import annotations

from trellis.services.language.editing import Address, Step

WHOLE = "service"
"""How the whole of a definition is written where an address must not be empty."""


def to_path(address: Address) -> str:
    """The address with slashes."""
    return "/".join(str(step) for step in address) or WHOLE


def from_path(path: str) -> Address:
    """The other way round. Whether there is such a thing, the draft knows."""
    return () if path == WHOLE else tuple(_step(each) for each in path.split("/") if each)


def to_id(address: Address) -> str:
    """The same as the anchor of a page."""
    return "at-" + "-".join(str(step) for step in address)


def _step(words: str) -> Step:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else words
