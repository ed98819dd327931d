"""The story of these tests: Grace administers Anyborough, Amina and Bela work on its cases, Otto works next door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from trellis.channels.staff.one_time import link_for
from trellis.organisations import actions
from trellis.organisations.actors import Role, system
from trellis.organisations.brand import Brand
from trellis.organisations.models import Account, Organisation

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
PASSWORD = "three odd words"

Employ = Callable[..., Account]
SignIn = Callable[[Account], Client]


def founded(key: str) -> Organisation:
    brand = Brand(colour="#1d4f3f", accent="#f2b134")
    return actions.found(
        key=key, name={"en": key.title()}, kind="council", nation="england", languages=["en"], at=AT, brand=brand
    )


@pytest.fixture
def anyborough(db: None) -> Organisation:
    return founded("anyborough")


@pytest.fixture
def otherton(db: None) -> Organisation:
    return founded("otherton")


@pytest.fixture
def employ() -> Employ:
    def employ(organisation: Organisation, email: str, *roles: Role, at: datetime = AT) -> Account:
        by = system(organisation=organisation.pk, doing="founding")
        name = email.split("@", maxsplit=1)[0].title()
        account = actions.open_account(email=email, name=name, at=at, by=by)
        account.set_password(PASSWORD)
        account.save()
        actions.employ(account=account, name=name, roles=roles, teams=(), at=at, by=by)
        return account

    return employ


@pytest.fixture
def sign_in() -> SignIn:
    def sign_in(account: Account) -> Client:
        client = Client()
        account.refresh_from_db()
        client.get(link_for(account))
        return client

    return sign_in


@pytest.fixture
def grace(anyborough: Organisation, employ: Employ) -> Account:
    return employ(anyborough, "grace@anyborough.example", Role.ADMINISTRATOR)


@pytest.fixture
def amina(anyborough: Organisation, employ: Employ) -> Account:
    return employ(anyborough, "amina@anyborough.example", Role.CASEWORKER)


@pytest.fixture
def otto(otherton: Organisation, employ: Employ) -> Account:
    return employ(otherton, "otto@otherton.example", Role.ADMINISTRATOR)
