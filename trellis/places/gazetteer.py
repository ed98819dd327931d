"""The port to a gazetteer: whoever knows addresses. The embedded one reads our own table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class AddressFound:
    """An address as a gazetteer knows it."""

    uprn: str
    lines: tuple[str, ...]
    postcode: str
    areas: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None

    @property
    def in_one_line(self) -> str:
        return ", ".join((*self.lines, self.postcode))


@dataclass(frozen=True, kw_only=True)
class AreaFound:
    """A ward, district or other area, by the key that rules name it with."""

    key: str
    title: str
    kind: str


class Gazetteer(Protocol):
    """Knows addresses and areas. It never says who lives anywhere."""

    def addresses_at(self, postcode: str) -> list[AddressFound]:
        """The addresses of a postcode, in the order of the street; none where it is not known."""
        ...

    def address(self, uprn: str) -> AddressFound | None: ...

    def areas(self) -> list[AreaFound]: ...

    def areas_at(self, *, latitude: float, longitude: float) -> tuple[str, ...] | None:
        """The areas of a point; None where nothing near it is known."""
        ...
