"""What can be asked about places: addresses at a postcode, the areas they lie in."""

from __future__ import annotations

import math
from collections.abc import Collection

from trellis.places.gazetteer import AddressFound, AreaFound, Gazetteer
from trellis.places.models import Address, Area

NEAR = 0.005
"""How far from a point an address may lie to say which areas the point is in: about 500 metres."""


def sought(postcode: str) -> str:
    """A postcode as it is looked for: `an1 2bc` and `AN12BC` are the same."""
    return "".join(letter for letter in postcode.upper() if letter.isalnum())[:7]


def gazetteer() -> Gazetteer:
    """The gazetteer that this installation asks."""
    return EmbeddedGazetteer()


class EmbeddedGazetteer:
    """Addresses kept in our own table."""

    def addresses_at(self, postcode: str) -> list[AddressFound]:
        found = Address.objects.filter(sought=sought(postcode)).order_by("order", "uprn")
        return [_as_found(each) for each in found[:200]] if postcode else []

    def address(self, uprn: str) -> AddressFound | None:
        found = Address.objects.filter(uprn=uprn).first()
        return _as_found(found) if found else None

    def areas(self) -> list[AreaFound]:
        return [
            AreaFound(key=each.key, title=each.title, kind=each.kind) for each in Area.objects.order_by("kind", "title")
        ]

    def areas_at(self, *, latitude: float, longitude: float) -> tuple[str, ...] | None:
        near = Address.objects.filter(
            latitude__range=(latitude - NEAR, latitude + NEAR), longitude__range=(longitude - NEAR, longitude + NEAR)
        )[:500]
        # A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
        width = math.cos(math.radians(latitude))
        places = [each for each in near if each.latitude is not None and each.longitude is not None]
        nearest = min(
            places,
            key=lambda each: math.hypot((each.latitude or 0) - latitude, ((each.longitude or 0) - longitude) * width),
            default=None,
        )
        return tuple(nearest.areas) if nearest else None


def titles_of_areas(keys: Collection[str]) -> dict[str, str]:
    """What areas are called, by their keys. Asks nothing where there are none."""
    return dict(Area.objects.filter(key__in=keys).values_list("key", "title")) if keys else {}


def areas_of_postcode(postcode: str) -> tuple[str, ...] | None:
    """The areas that every address of a postcode lies in; None where the postcode is not known."""
    found = gazetteer().addresses_at(postcode)
    if not found:
        return None
    shared = set(found[0].areas).intersection(*(each.areas for each in found))
    return tuple(area for area in found[0].areas if area in shared)


def _as_found(address: Address) -> AddressFound:
    return AddressFound(
        uprn=address.uprn,
        lines=tuple(address.lines),
        postcode=address.postcode,
        areas=tuple(address.areas),
        latitude=address.latitude,
        longitude=address.longitude,
    )
