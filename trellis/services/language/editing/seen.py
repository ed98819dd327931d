"""What somebody had before them when they typed, so that only a change of that same thing stands in their way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trellis.services.language.editing.places import Address, NotThere, fingerprint, look


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Where it stands, and its fingerprint then."""

    addresses: tuple[Address, ...]
    fingerprint: str

    def still_so(self, data: object) -> bool:
        """Whether it says the same now."""
        return seen_in(data, *self.addresses) == self


def seen_in(data: object, *addresses: Address) -> Seen:
    """These things as they stand. What is not there counts as nothing."""
    said = [_said(data, each) for each in addresses]
    return Seen(addresses=addresses, fingerprint=fingerprint(said))


def _said(data: object, address: Address) -> Any:
    try:
        return look(data, address)
    except NotThere:
        return None
