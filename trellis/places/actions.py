"""Loading addresses and areas as they are published."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from trellis.places.gazetteer import AddressFound, AreaFound
from trellis.places.models import Address, Area
from trellis.places.queries import sought


@transaction.atomic
def load_addresses(*, addresses: Iterable[AddressFound], areas: Iterable[AreaFound] = ()) -> int:
    """Take in addresses and areas; those known already are brought up to date. Says how many addresses.

    Their order is the order in which a postcode's addresses are listed.
    """
    Area.objects.bulk_create(
        [Area(key=each.key, title=each.title, kind=each.kind) for each in areas],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["title", "kind"],
    )
    rows = [_row(each, order=order) for order, each in enumerate(addresses)]
    changed = ["lines", "postcode", "sought", "order", "areas", "latitude", "longitude"]
    Address.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["uprn"], update_fields=changed, batch_size=500
    )
    return len(rows)


def _row(address: AddressFound, *, order: int) -> Address:
    return Address(
        uprn=address.uprn,
        lines=list(address.lines),
        postcode=address.postcode,
        sought=sought(address.postcode),
        order=order,
        areas=list(address.areas),
        latitude=address.latitude,
        longitude=address.longitude,
    )
