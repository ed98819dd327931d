"""The addresses of sign-in. Of the library's pages only those that staff need: nobody signs up by themselves."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_required
from django.urls import path

from trellis.channels.staff import sign_in
from trellis.channels.staff.languages import in_either_language

_PAGES = [
    path("", sign_in.places, name="account-places"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", sign_in.change_password, name="account_change_password"),
    path("one-time/<int:number>/<str:token>/", sign_in.one_time, name="account-one-time"),
    path("begin/<int:number>/<str:token>/", sign_in.begin, name="account-begin"),
    path("kept/", sign_in.kept_form, name="account-kept"),
    path("kept/throw-away/", sign_in.throw_away, name="account-kept-throw-away"),
    path("second-step/", sign_in.second_step, name="account-second-step"),
    path("second-step/done/", sign_in.carry_on, name="account-carry-on"),
    path("second-step/yours/", login_required(mfa.index), name="mfa_index"),
    path("second-step/code/", mfa.authenticate, name="mfa_authenticate"),
    path("second-step/confirm/", sign_in.of_the_second_step(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-step/set-up/", sign_in.SetUpSecondStep.as_view(), name="mfa_activate_totp"),
    path("second-step/move/", sign_in.of_the_second_step(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second-step/recovery-codes/",
        sign_in.of_the_second_step(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-step/recovery-codes/new/",
        sign_in.of_the_second_step(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
for _page in _PAGES:
    _page.callback = in_either_language(_page.callback)
urlpatterns = _PAGES
