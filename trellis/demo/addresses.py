"""The addresses of Anyborough and of its neighbour Otherton: made up, and always the same.

No postcode in the United Kingdom begins with AN, the numbers are above every real UPRN in use, and the coordinates lie
in the sea, so that nobody's home is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

SEA = (53.4500, 0.7500)
"""Latitude and longitude of Market Square."""
FIRST_UPRN = 999_000_000_001
HOMES_A_STREET = 12


@dataclass(frozen=True, kw_only=True)
class Ward:
    key: str
    title: str
    outward: str
    streets: tuple[str, ...]
    district: str = "anyborough"
    town: str = "Anyborough"


WARDS = (
    Ward(
        key="market", title="Market", outward="AN1",
        streets=("Market Square", "High Street", "Corn Hill", "Tanner Row", "Bell Lane",
                 "Saddler Street", "Castle Street", "Old Post Road", "Weaver Court", "Station Road"),
    ),
    Ward(
        key="millbrook", title="Millbrook", outward="AN2",
        streets=("Mill Lane", "Brook Street", "Watermill Close", "Sluice Road", "Heron Way",
                 "Alder Avenue", "Ford Road", "Kingfisher Drive", "Reed Gardens", "Wheel Street"),
    ),
    Ward(
        key="north-fields", title="North Fields", outward="AN3",
        streets=("Larch Road", "Barley Close", "Skylark Avenue", "Harvest Way", "Copse Lane",
                 "Meadow Rise", "Orchard Street", "Linden Grove", "Hazel Road", "Beech Close"),
    ),
    Ward(
        key="quayside", title="Quayside", outward="AN4",
        streets=("Quay Street", "Anchor Row", "Rope Walk", "Lighthouse Road", "Harbour View",
                 "Captain’s Lane", "Net Loft Yard", "Dockside", "Chandler Street", "Pier Road"),
    ),
    Ward(
        key="hillside", title="Hillside", outward="AN5",
        streets=("Hill Road", "Quarry Lane", "Beacon Street", "Terrace Road", "Chapel Street",
                 "Slate Row", "Moor View", "Upper Street", "Windmill Lane", "Heather Bank"),
    ),
    Ward(
        key="otherton", title="Otherton", outward="AN8", district="otherton-district", town="Otherton",
        streets=("Green Lane", "Church Road", "Vale Street", "Elm Close"),
    ),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AreaOfDemo:
    key: str
    title: str
    kind: str


AREAS = (
    AreaOfDemo(key="anyshire", title="Anyshire", kind="county"),
    AreaOfDemo(key="anyborough", title="Anyborough", kind="district"),
    AreaOfDemo(key="otherton-district", title="Otherton", kind="district"),
    *(AreaOfDemo(key=ward.key, title=ward.title, kind="ward") for ward in WARDS),
)

PREMISES = {
    ("Market Square", 1): "The Town Hall", ("Market Square", 2): "The Corner Cafe",
    ("Market Square", 3): "Bello’s Kitchen", ("Market Square", 4): "The Clock Inn",
    ("High Street", 1): "Anyborough Books and Coffee", ("High Street", 2): "Noodle House",
    ("High Street", 3): "The Green Grocer", ("Castle Street", 1): "County Hall",
    ("Quay Street", 1): "The Net and Anchor", ("Quay Street", 2): "Salt Fish and Chips",
    ("Dockside", 1): "Harbour Bakery", ("Mill Lane", 1): "The Old Mill Tea Room",
}  # fmt: skip
"""Places that are not homes, by street and number."""


@dataclass(frozen=True, kw_only=True)
class AddressOfDemo:
    """One made-up address."""

    uprn: str
    lines: tuple[str, ...]
    postcode: str
    areas: tuple[str, ...]
    latitude: float
    longitude: float
    order: int

    @property
    def is_home(self) -> bool:
        return not self.lines[0].startswith(tuple(PREMISES.values()))

    @property
    def value(self) -> dict[str, object]:
        """As an answer to a question for an address."""
        return {
            "uprn": self.uprn, "lines": list(self.lines), "postcode": self.postcode, "areas": list(self.areas)
        }  # fmt: skip


def addresses() -> tuple[AddressOfDemo, ...]:
    """Every address, street by street: 648 of them."""
    return tuple(_numbered())


def _numbered() -> Iterator[AddressOfDemo]:
    places = [
        (ward_number, street_number, number)
        for ward_number, ward in enumerate(WARDS)
        for street_number in range(len(ward.streets))
        for number in range(1, HOMES_A_STREET + 1)
    ]
    for uprn, place in enumerate(places, FIRST_UPRN):
        yield _address(str(uprn), *place)


def _address(uprn: str, ward_number: int, street_number: int, number: int) -> AddressOfDemo:
    ward = WARDS[ward_number]
    # Two postcodes a street: odd and even numbers, as on many real ones.
    inward = f"{street_number % 9 + 1}{'ABDEFGHJLN'[street_number % 10]}{'AB'[number % 2]}"
    return AddressOfDemo(
        uprn=uprn,
        lines=(*_lines(ward.streets[street_number], number), ward.town),
        postcode=f"{ward.outward} {inward}",
        areas=("anyshire", ward.district, ward.key),
        latitude=round(SEA[0] + ward_number * 0.008 + street_number * 0.0006, 6),
        longitude=round(SEA[1] + street_number * 0.0009 + number * 0.0001, 6),
        order=number,
    )


def _lines(street: str, number: int) -> tuple[str, ...]:
    premises = PREMISES.get((street, number))
    if premises:
        return (premises, f"{number} {street}")
    if number > 9:
        return (f"Flat {number - 9}", f"{HOMES_A_STREET - 2} {street}")
    return (f"{number} {street}",)
