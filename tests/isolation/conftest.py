from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.isolation.towns import Town, found_town
from trellis.channels.web import limits


@dataclass(frozen=True, kw_only=True)
class Two:
    """Somebody of `ours` asks for what is `theirs`."""

    ours: Town
    theirs: Town


@pytest.fixture
def two(transactional_db: None) -> Two:
    """Use it with a database that commits: what one request leaves behind must not be within reach of the next."""
    for each in (limits.look_ups, limits.codes_asked_for, limits.codes_tried, limits.links_sent):
        each.forget()
    return Two(ours=found_town("anyborough", "Quillfeather"), theirs=found_town("otherton", "Oakhollow"))
