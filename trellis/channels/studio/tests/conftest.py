"""The story of these tests: Dana designs services for Anyborough, Omar owns them, Cara only works on cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from trellis.base.discovery import TRELLIS
from trellis.organisations import actions
from trellis.organisations.actors import Actor, Role, system
from trellis.organisations.brand import Brand
from trellis.organisations.models import Account, Organisation
from trellis.organisations.queries import actor_for
from trellis.services.actions import publish, start_draft
from trellis.services.language.compiler import compile_file
from trellis.services.language.sources import Sources
from trellis.services.models import Draft
from trellis.services.queries.definitions import forget_live

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BINS = TRELLIS / "demo" / "catalogue" / "missed-bin.yaml"


@pytest.fixture
def anyborough(db: None) -> Organisation:
    council = actions.found(
        key="anyborough",
        name={"en": "Anyborough"},
        kind="council",
        nation="england",
        languages=["en", "cy"],
        at=AT,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )
    forget_live(council.pk)
    by = system(organisation=council.pk, doing="founding")
    actions.form_team(key="waste-team", title="Waste", at=AT, by=by)
    by = system(organisation=council.pk, doing="publishing")
    publish(compiled=compile_file(BINS), sources=Sources.of_file(BINS), at=AT, by=by)
    return council


def _employed(council: Organisation, name: str, role: Role) -> Account:
    by = system(organisation=council.pk, doing="founding")
    account = actions.open_account(email=f"{name}@anyborough.example", name=name.title(), at=AT, by=by)
    actions.employ(account=account, name=name.title(), roles=(role,), teams=(), at=AT, by=by)
    return account


@pytest.fixture
def dana(anyborough: Organisation) -> Account:
    return _employed(anyborough, "dana", Role.SERVICE_DESIGNER)


@pytest.fixture
def omar(anyborough: Organisation) -> Account:
    return _employed(anyborough, "omar", Role.SERVICE_OWNER)


@pytest.fixture
def cara(anyborough: Organisation) -> Account:
    return _employed(anyborough, "cara", Role.CASEWORKER)


@pytest.fixture
def sign_in() -> Callable[[Account], Client]:
    def sign_in(account: Account) -> Client:
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        # With both steps, as the door of the desk asks for them.
        request = HttpRequest()
        request.session = client.session
        record_authentication(request, account, method="mfa")
        request.session.save()
        return client

    return sign_in


@pytest.fixture
def designer(anyborough: Organisation, dana: Account) -> Actor:
    return actor_for(dana, organisation=anyborough)


@pytest.fixture
def draft(designer: Actor) -> Draft:
    return start_draft(service="missed-bin", at=AT, by=designer)
