"""The forms of sign-in: the library's, with our labels, and errors that say the mend, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ConfirmByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as lazily

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

_CODE = (lazily("Code"), lazily("Enter the code"))
_SIX_DIGITS = (lazily("Six digits from your app"), lazily("Enter the six digits that your app shows now"))
_PASSWORD = (lazily("Password"), lazily("Enter your password"))
_NEW = (lazily("New password"), lazily("Enter the new password"))
_AGAIN = (lazily("New password once more"), lazily("Enter the new password once more"))


class InOurWords:
    """Each field by its name: what it is called, and what is said where it was left empty."""

    words: ClassVar[dict[str, tuple[StrPromise, StrPromise]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, missing) in self.words.items():
            field = self.fields[name]  # type: ignore[attr-defined]
            field.label, field.help_text = label, ""
            field.error_messages = {**field.error_messages, "required": missing}


class SignIn(InOurWords, LoginForm):  # type: ignore[misc]
    words: ClassVar = {
        "login": (lazily("E-mail address"), lazily("Enter your e-mail address")),
        "password": _PASSWORD,
    }


class ChangePassword(InOurWords, ChangePasswordForm):  # type: ignore[misc]
    words: ClassVar = {
        "oldpassword": (lazily("The password you have now"), lazily("Enter the password that you have now")),
        "password1": _NEW,
        "password2": _AGAIN,
    }


class ChoosePassword(InOurWords, SetPasswordForm):  # type: ignore[type-arg]
    words: ClassVar = {"new_password1": _NEW, "new_password2": _AGAIN}


class ConfirmByPassword(InOurWords, ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"password": _PASSWORD}


class SecondStep(InOurWords, AuthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"code": _CODE}


class ConfirmByCode(InOurWords, ConfirmByCodeForm):  # type: ignore[misc]
    words: ClassVar = {"code": _CODE}


class SetUp(InOurWords, ActivateTOTPForm):  # type: ignore[misc]
    words: ClassVar = {"code": _SIX_DIGITS}
