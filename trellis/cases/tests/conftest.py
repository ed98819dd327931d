"""A council with a market and a permit, its staff, and an application for a stall."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from trellis.cases.tests.story import Council, applies, council_called
from trellis.organisations.actors import Actor, Role


@pytest.fixture(autouse=True)
def _files_of_this_test(tmp_path: Path) -> Iterator[None]:
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    with override_settings(STORAGES={**settings.STORAGES, "default": storage}):
        yield


@pytest.fixture
def council(db: None) -> Council:
    council = council_called("oakham")
    council.publishes("market-stall")
    council.publishes("quick-permit")
    return council


@pytest.fixture
def mary(council: Council) -> Actor:
    """A caseworker of the market."""
    return council.employs("Mary", "market-team")


@pytest.fixture
def max_(council: Council) -> Actor:
    """A caseworker of the market, too."""
    return council.employs("Max", "market-team")


@pytest.fixture
def mona(council: Council) -> Actor:
    """The manager who approves, and also works in the team."""
    return council.employs("Mona", "market-managers", "market-team", role=Role.MANAGER)


@pytest.fixture
def pat(council: Council) -> Actor:
    """From another team, with no part in the market."""
    return council.employs("Pat", "parks-team", role=Role.MANAGER)


@pytest.fixture
def stall(council: Council) -> str:
    """The reference of Ada's application for a stall to sell bread."""
    return applies(council)
