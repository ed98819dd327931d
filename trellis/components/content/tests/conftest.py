"""The story of these tests: Ada and Bea write for Oakham, Cal works on its cases, Ned writes for Ashby next door."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from trellis.channels.web.visiting import known
from trellis.components.content import queries
from trellis.components.content.tests.story import employed
from trellis.organisations.actors import Actor, Role
from trellis.organisations.models import Organisation
from trellis.services.tests.conftest import addresses, compiled, council, neighbour, publisher, tree

__all__ = ["addresses", "compiled", "council", "neighbour", "publisher", "tree"]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What this process remembers for a moment belongs to another test's database."""
    yield
    known.forget()
    queries.remembered.forget()


@pytest.fixture
def ada(council: Organisation) -> Actor:
    return employed(council, "Ada", Role.EDITOR)


@pytest.fixture
def bea(council: Organisation) -> Actor:
    return employed(council, "Bea", Role.EDITOR)


@pytest.fixture
def cal(council: Organisation) -> Actor:
    return employed(council, "Cal", Role.CASEWORKER)


@pytest.fixture
def ned(neighbour: Organisation) -> Actor:
    return employed(neighbour, "Ned", Role.EDITOR)
