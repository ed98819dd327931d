"""A council that is joined to the system of its crews, in a home of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from trellis.cases.tests.story import council_called
from trellis.components.connectors.tests.story import Joined


@pytest.fixture(autouse=True)
def _home_of_this_test(tmp_path: Path) -> Iterator[None]:
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    home = settings.TRELLIS.model_copy(update={"home": tmp_path})
    with override_settings(STORAGES={**settings.STORAGES, "default": storage}, TRELLIS=home):
        yield


@pytest.fixture
def council(db: None) -> Joined:
    """A council that offers the service, and is joined to nothing yet."""
    found = Joined(council=council_called("oakham"))
    found.publish()
    return found


@pytest.fixture
def joined(council: Joined) -> Joined:
    council.connect()
    return council
