"""What tests of many packages do again and again: found a council, employ somebody, have them signed in."""

from __future__ import annotations

from datetime import datetime

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from trellis.organisations import actions
from trellis.organisations.actors import Role, system
from trellis.organisations.brand import Brand
from trellis.organisations.models import Account, Organisation

BRAND = Brand(colour="#1d4f3f", accent="#f2b134")


def founded(
    key: str, name: str, *, at: datetime, languages: tuple[str, ...] = ("en",), phone: str = ""
) -> Organisation:
    """A council in England."""
    return actions.found(
        key=key,
        name={"en": name},
        kind="council",
        nation="england",
        languages=list(languages),
        at=at,
        brand=BRAND,
        phone=phone,
    )


def employed(council: Organisation, name: str, *roles: Role, at: datetime) -> Account:
    """The account of somebody who works for the council, in these roles and in no team."""
    by = system(organisation=council.pk, doing="founding")
    account = actions.open_account(email=f"{name.lower()}@{council.key}.example", name=name, at=at, by=by)
    actions.employ(account=account, name=name, roles=roles, teams=(), at=at, by=by)
    return account


def signed_in(account: Account) -> Client:
    """A browser in which they have signed in, with both steps, as the door of the desk asks for them."""
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, account, method="mfa")
    request.session.save()
    return client
