"""The story of these tests: Ada keeps Oakham's numbers and councillors, Cal works on its cases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from trellis.components.directory import queries
from trellis.components.directory.tests.story import MONDAY
from trellis.organisations.actors import Actor, Role
from trellis.organisations.models import Account, Organisation
from trellis.organisations.queries import actor_for
from trellis.organisations.tests.story import employed, founded
from trellis.places.actions import load_addresses
from trellis.places.gazetteer import AddressFound, AreaFound
from trellis.services.queries.definitions import forget_live
from trellis.services.tests.conftest import addresses, compiled, publisher, tree

__all__ = ["addresses", "compiled", "publisher", "tree"]

_numbers = count(1)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What this process remembers for a moment belongs to another test's database."""
    yield
    queries.remembered.forget()


@pytest.fixture
def council(db: None) -> Organisation:
    """Each test has a council of its own name: a process remembers for a moment what it knew of one."""
    found = founded(f"oakham-town-{next(_numbers)}", "Oakham Council", at=MONDAY, languages=("en", "cy"))
    forget_live(found.pk)
    return found


@pytest.fixture
def ada_account(council: Organisation) -> Account:
    return employed(council, "Ada", Role.EDITOR, at=MONDAY)


@pytest.fixture
def ada(council: Organisation, ada_account: Account) -> Actor:
    return actor_for(ada_account, organisation=council)


@pytest.fixture
def cal(council: Organisation) -> Actor:
    return actor_for(employed(council, "Cal", Role.CASEWORKER, at=MONDAY), organisation=council)


@pytest.fixture
def streets(db: None) -> None:
    """One postcode in one ward, one that lies in two, one of another council."""

    def home(uprn: str, line: str, postcode: str, ward: str) -> AddressFound:
        return AddressFound(uprn=uprn, lines=(line, "Oakham"), postcode=postcode, areas=("oakham", ward))

    load_addresses(
        addresses=[
            home("21", "1 Elm Street", "AN1 1AA", "elm"),
            home("22", "2 Elm Street", "AN1 1AA", "elm"),
            home("23", "1 Border Lane", "AN1 2AA", "elm"),
            home("24", "2 Border Lane", "AN1 2AA", "oak"),
            home("25", "1 Far Lane", "AN9 9ZZ", "elsewhere"),
        ],
        areas=[AreaFound(key=key, title=key.title(), kind="ward") for key in ("elm", "oak", "elsewhere")],
    )
