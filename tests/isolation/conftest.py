"""The two towns that every test of this folder asks in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from tests.isolation.towns import Town, found_town
from trellis.channels.web import limits


@dataclass(frozen=True, kw_only=True)
class Two:
    """Somebody of `ours` asks for what is `theirs`."""

    ours: Town
    theirs: Town


@pytest.fixture(scope="package")
def founded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Two]:
    """Founded once, for it takes seconds. Committed: what a request leaves behind is not within reach of the next."""
    with django_db_blocker.unblock():
        two = Two(ours=found_town("anyborough", "Quillfeather"), theirs=found_town("otherton", "Oakhollow"))
    yield two
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


@pytest.fixture
def two(founded: Two, django_db_blocker: DjangoDbBlocker) -> Iterator[Two]:
    """Two towns in which other tests may have asked before: nothing of theirs was changed, and of ours little."""
    for each in (limits.look_ups, limits.codes_asked_for, limits.codes_tried, limits.links_sent):
        each.forget()
    with django_db_blocker.unblock():
        yield founded
