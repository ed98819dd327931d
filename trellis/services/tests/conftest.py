"""A small council with one service, for the tests of this floor."""

from __future__ import annotations

import pytest

from trellis.organisations.actions import found
from trellis.organisations.actors import Actor, system
from trellis.organisations.brand import Brand
from trellis.organisations.models import Organisation
from trellis.places.actions import load_addresses
from trellis.places.gazetteer import AddressFound, AreaFound
from trellis.services import actions
from trellis.services.language.compiled import Compiled
from trellis.services.language.compiler import compile_file
from trellis.services.queries.definitions import forget_live
from trellis.services.tests.story import DEFINITIONS, MONDAY


@pytest.fixture
def council(db: None) -> Organisation:
    council = found(
        key="oakham",
        name={"en": "Oakham Council", "cy": "Cyngor Oakham"},
        kind="council",
        nation="england",
        languages=["en", "cy"],
        at=MONDAY,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )
    # Another test's council may have had the same number.
    forget_live(council.pk)
    return council


@pytest.fixture
def neighbour(db: None) -> Organisation:
    return found(
        key="ashby",
        name={"en": "Ashby Council"},
        kind="council",
        nation="england",
        languages=["en"],
        at=MONDAY,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )


@pytest.fixture
def publisher(council: Organisation) -> Actor:
    return system(organisation=council.pk, doing="publishing")


@pytest.fixture
def compiled() -> Compiled:
    return compile_file(DEFINITIONS / "street-tree.yaml")


@pytest.fixture
def addresses(db: None) -> None:
    def home(uprn: str, lines: tuple[str, ...], postcode: str, area: str) -> AddressFound:
        return AddressFound(
            uprn=uprn, lines=lines, postcode=postcode, areas=(area,), latitude=52.0 + int(uprn) / 1000, longitude=-1.0
        )

    load_addresses(
        addresses=[
            home("10", ("1 Elm Street", "Oakham"), "AN1 1AA", "our-town"),
            home("11", ("2 Elm Street", "Oakham"), "AN1 1AA", "our-town"),
            home("12", ("1 Far Lane", "Elsewhere"), "AN9 9ZZ", "their-town"),
        ],
        areas=[
            AreaFound(key="our-town", title="Our town", kind="district"),
            AreaFound(key="their-town", title="Their town", kind="district"),
        ],
    )


@pytest.fixture
def tree(council: Organisation, publisher: Actor, compiled: Compiled, addresses: None) -> Organisation:
    """The council, with its street tree service published."""
    actions.publish(compiled=compiled, at=MONDAY, by=publisher)
    return council
