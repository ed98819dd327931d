"""The story of these tests: Dana designs services for Anyborough, Omar owns them, Cara only works on cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from trellis.base.discovery import TRELLIS
from trellis.organisations.actions import form_team
from trellis.organisations.actors import Actor, Role, system
from trellis.organisations.models import Account, Organisation
from trellis.organisations.queries import actor_for
from trellis.organisations.tests.story import employed, founded, signed_in
from trellis.services.actions import publish, start_draft
from trellis.services.language.compiler import compile_file
from trellis.services.language.sources import Sources
from trellis.services.models import Draft
from trellis.services.queries.definitions import forget_live

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BINS = TRELLIS / "demo" / "catalogue" / "missed-bin.yaml"


@pytest.fixture
def anyborough(db: None) -> Organisation:
    council = founded("anyborough", "Anyborough", at=AT, languages=("en", "cy"))
    forget_live(council.pk)
    by = system(organisation=council.pk, doing="founding")
    form_team(key="waste-team", title="Waste", at=AT, by=by)
    by = system(organisation=council.pk, doing="publishing")
    publish(compiled=compile_file(BINS), sources=Sources.of_file(BINS), at=AT, by=by)
    return council


@pytest.fixture
def dana(anyborough: Organisation) -> Account:
    return employed(anyborough, "Dana", Role.SERVICE_DESIGNER, at=AT)


@pytest.fixture
def omar(anyborough: Organisation) -> Account:
    return employed(anyborough, "Omar", Role.SERVICE_OWNER, at=AT)


@pytest.fixture
def cara(anyborough: Organisation) -> Account:
    return employed(anyborough, "Cara", Role.CASEWORKER, at=AT)


@pytest.fixture
def sign_in() -> Callable[[Account], Client]:
    return signed_in


@pytest.fixture
def designer(anyborough: Organisation, dana: Account) -> Actor:
    return actor_for(dana, organisation=anyborough)


@pytest.fixture
def draft(designer: Actor) -> Draft:
    return start_draft(service="missed-bin", at=AT, by=designer)
