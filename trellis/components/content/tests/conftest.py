"""The story of these tests: Ada and Bea write for Oakham, Cal works on its cases, Ned writes for Ashby next door."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from trellis.components.content import queries
from trellis.components.content.tests.story import MONDAY, at_work
from trellis.organisations.actors import Actor, Role
from trellis.organisations.models import Organisation
from trellis.organisations.tests.story import founded
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
    council = founded(
        f"oakham-{next(_numbers)}", "Oakham Council", at=MONDAY, languages=("en", "cy"), phone="01632 960100"
    )
    forget_live(council.pk)
    return council


@pytest.fixture
def neighbour(db: None) -> Organisation:
    return founded(f"ashby-{next(_numbers)}", "Ashby Council", at=MONDAY)


@pytest.fixture
def ada(council: Organisation) -> Actor:
    return at_work(council, "Ada", Role.EDITOR)


@pytest.fixture
def bea(council: Organisation) -> Actor:
    return at_work(council, "Bea", Role.EDITOR)


@pytest.fixture
def cal(council: Organisation) -> Actor:
    return at_work(council, "Cal", Role.CASEWORKER)


@pytest.fixture
def ned(neighbour: Organisation) -> Actor:
    return at_work(neighbour, "Ned", Role.EDITOR)
