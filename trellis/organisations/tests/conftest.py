from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trellis.organisations import actions
from trellis.organisations.actors import Actor, Role, system
from trellis.organisations.brand import Brand
from trellis.organisations.models import Account, Organisation
from trellis.organisations.queries import actor_for

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def founded(key: str) -> Organisation:
    return actions.found(
        key=key,
        name={"en": key.title()},
        kind="council",
        nation="england",
        languages=["en"],
        at=AT,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )


def employed(organisation: Organisation, email: str, *roles: Role) -> Actor:
    account = Account.objects.create_user(email)
    by = system(organisation=organisation.pk, doing="founding")
    actions.employ(account=account, name=email.split("@", maxsplit=1)[0].title(), roles=roles, teams=(), at=AT, by=by)
    return actor_for(account, organisation=organisation)


@pytest.fixture
def anyborough(db: None) -> Organisation:
    return founded("anyborough")


@pytest.fixture
def otherton(db: None) -> Organisation:
    return founded("otherton")


@pytest.fixture
def administrator(anyborough: Organisation) -> Actor:
    return employed(anyborough, "grace@anyborough.example", Role.ADMINISTRATOR)


@pytest.fixture
def caseworker(anyborough: Organisation) -> Actor:
    return employed(anyborough, "amina@anyborough.example", Role.CASEWORKER)
