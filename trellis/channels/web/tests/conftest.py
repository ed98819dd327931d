"""The residents' pages are tested with the services floor's own council and its street tree service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from trellis.channels.web import limits
from trellis.channels.web.tests.story import Visitor
from trellis.channels.web.visiting import known
from trellis.services.tests.conftest import addresses, compiled, council, publisher, tree

__all__ = ["addresses", "compiled", "council", "publisher", "tree"]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What this process remembers for a moment belongs to another test's database."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    known.forget()
    for limit in (limits.look_ups, limits.codes_asked_for, limits.codes_tried, limits.links_sent):
        limit.forget()


@pytest.fixture
def ada(tree: object) -> Visitor:
    """Somebody at the start page of the street tree service."""
    return Visitor("/oakham/street-tree/")
