"""Links that work once: to sign in to a demo, and to choose a first password.

What a link is made of includes when the account last signed in and its password, so using it spends it, and it needs
no table.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from trellis.base.errors import NotAllowed
from trellis.organisations.queries import Account, NoSuchStaff, account_of


class OnlyInADemo(NotAllowed):
    """One-time sign-in links stand for both factors, so they exist only where nothing is real."""

    code = "only-in-a-demo"


class LinkSpent(NotAllowed):
    """The link was used, is too old, or was changed on its way."""

    code = "link-spent"


class _SignIn(PasswordResetTokenGenerator):
    key_salt: ClassVar[str] = "trellis one-time sign-in"  # type: ignore[misc]


class _Beginning(PasswordResetTokenGenerator):
    key_salt: ClassVar[str] = "trellis first password"  # type: ignore[misc]


_sign_in, _beginning = _SignIn(), _Beginning()


def link_for(account: Account) -> str:
    """The path at which this person signs in once, without password or second step. Only in a demo or test.

    :raises OnlyInADemo: on a real installation.
    """
    _only_in_a_demo()
    return reverse("account-one-time", args=(account.pk, _sign_in.make_token(account)))


def whose_link(number: int, token: str) -> Account:
    """Whose one-time sign-in link this is.

    :raises LinkSpent: where it no longer works.
    :raises OnlyInADemo: on a real installation.
    """
    _only_in_a_demo()
    return _checked(number, token, _sign_in)


def beginning_for(account: Account) -> str:
    """The path at which a new colleague chooses their password, once, within three days."""
    return reverse("account-begin", args=(account.pk, _beginning.make_token(account)))


def whose_beginning(number: int, token: str) -> Account:
    """Who may choose a password with this link.

    :raises LinkSpent: where it no longer works.
    """
    return _checked(number, token, _beginning)


def _checked(number: int, token: str, tokens: PasswordResetTokenGenerator) -> Account:
    try:
        account = account_of(number)
    except NoSuchStaff:
        raise LinkSpent from None
    if not account.is_active or not tokens.check_token(account, token):
        raise LinkSpent
    return account


def _only_in_a_demo() -> None:
    if settings.TRELLIS.mode not in {"demo", "test"}:
        raise OnlyInADemo
