"""What every gazetteer promises; another adapter is held to the same tests."""

from __future__ import annotations

import pytest

from trellis.places.actions import load_addresses
from trellis.places.gazetteer import AddressFound, AreaFound, Gazetteer
from trellis.places.queries import EmbeddedGazetteer, areas_of_postcode

pytestmark = pytest.mark.django_db


def flat(number: int, *, areas: tuple[str, ...] = ("town", "north-ward"), east: float = -1.0) -> AddressFound:
    return AddressFound(
        uprn=f"100{number}",
        lines=(f"Flat {number}", "Elm House", "Oakham"),
        postcode="AN1 1AA",
        areas=areas,
        latitude=52.0,
        longitude=east,
    )


TOWN = AreaFound(key="town", title="Our town", kind="district")


class TestEmbeddedGazetteer:
    gazetteer: Gazetteer = EmbeddedGazetteer()

    def test_a_postcode_is_found_however_it_is_typed(self) -> None:
        load_addresses(addresses=[flat(1)])
        for typed in ("AN1 1AA", "an11aa", " an1  1aa ", "AN1-1AA"):
            assert [each.uprn for each in self.gazetteer.addresses_at(typed)] == ["1001"]

    def test_flats_are_listed_in_the_order_of_the_house(self) -> None:
        load_addresses(addresses=[flat(2), flat(10)])
        assert [each.lines[0] for each in self.gazetteer.addresses_at("AN1 1AA")] == ["Flat 2", "Flat 10"]

    def test_an_unknown_postcode_or_uprn_finds_nothing(self) -> None:
        assert self.gazetteer.addresses_at("ZZ9 9ZZ") == []
        assert self.gazetteer.addresses_at("") == []
        assert self.gazetteer.address("999") is None

    def test_a_point_lies_in_the_areas_of_the_nearest_address(self) -> None:
        load_addresses(addresses=[flat(1, areas=("west",), east=-1.004), flat(2, areas=("east",), east=-1.0)])
        assert self.gazetteer.areas_at(latitude=52.0, longitude=-1.0005) == ("east",)
        assert self.gazetteer.areas_at(latitude=52.0, longitude=-1.0035) == ("west",)

    def test_a_point_far_from_everything_lies_nowhere(self) -> None:
        load_addresses(addresses=[flat(1)])
        assert self.gazetteer.areas_at(latitude=55.0, longitude=-1.0) is None

    def test_loading_again_brings_addresses_up_to_date(self) -> None:
        load_addresses(addresses=[flat(1)], areas=[TOWN])
        load_addresses(addresses=[flat(1, areas=("town", "south-ward"))], areas=[TOWN])
        found = self.gazetteer.address("1001")
        assert found is not None
        assert found.areas == ("town", "south-ward")
        assert self.gazetteer.areas() == [TOWN]


def test_a_postcode_lies_in_the_areas_that_all_its_addresses_share() -> None:
    load_addresses(addresses=[flat(1), flat(2, areas=("town", "south-ward"))])
    assert areas_of_postcode("AN1 1AA") == ("town",)
    assert areas_of_postcode("AN2 2AA") is None
