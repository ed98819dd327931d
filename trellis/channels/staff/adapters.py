"""How the sign-in library is used here: staff only, by invitation, words of our own, and secrets sealed at rest."""

from __future__ import annotations

import base64
import time
from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazily

from trellis.base.sealing import seal, unseal

JUST_NOW: Final = 10 * 60
"""Seconds for which somebody who signed in need not prove again who they are."""
_PLACE: Final = "second-step"


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator, never by whoever comes by."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": lazily(
            "That e-mail address and password do not belong together. Check both and try again."
        ),
        "incorrect_password": lazily("That is not your password. Check it and try again."),
        "too_many_login_attempts": lazily("Too many attempts. Wait five minutes, then try again."),
        "rate_limited": lazily("Too many attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account-places")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Whoever signed in just now has proved it; setting up the second step follows sign-in directly."""
        records = get_authentication_records(self.request, self.request.user)
        return not any(time.time() - record["at"] < JUST_NOW for record in records)


class SecondSteps(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step: its secret is sealed with the key of the installation."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": lazily(
            "That code is not right, or is too old. Enter the six digits that your app shows now."
        ),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), key=settings.TRELLIS.master_key_bytes, place=_PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return unseal(sealed, key=settings.TRELLIS.master_key_bytes, place=_PLACE).decode()
