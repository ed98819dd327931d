"""The pages of sign-in that are ours; the rest are the library's, in our templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.views import password_change
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from trellis.base.errors import NotAllowed
from trellis.channels.staff import kept
from trellis.channels.staff.actions import choose_password
from trellis.channels.staff.one_time import whose_beginning, whose_link
from trellis.channels.staff.second_step import note_second_step
from trellis.channels.staff.sign_in_forms import ChoosePassword
from trellis.organisations.queries import Account, places_of_work

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_AFTER = "after-second-step"


@login_required
@never_cache
def places(request: HttpRequest) -> HttpResponse:
    """Where this account works: straight to its desk where there is only one, or to what they were still sending."""
    if kept.kept_for(request, _account(request)) is not None:
        return HttpResponseRedirect(reverse("account-kept"))
    working = places_of_work(_account(request))
    if len(working) == 1:
        return HttpResponseRedirect(reverse("desk-work", args=(working[0].key,)))
    return render(request, "account/places.html", {"working": working})


@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """Choose another password. Whoever has none, since they came by a one-time link, is shown how they sign in."""
    if not _account(request).has_usable_password():
        return HttpResponseRedirect(reverse("mfa_index"))
    response: HttpResponse = password_change(request)
    return response


def of_the_second_step(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about a second step, for whoever has one; others are shown how they sign in."""

    @wraps(view)
    @login_required
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not get_adapter().is_mfa_enabled(request.user, ["totp"]):
            return HttpResponseRedirect(reverse("mfa_index"))
        return view(request, *args, **kwargs)

    return shown


@login_required
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """On to the second step: setting it up, or taking it where this session has not."""
    after = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(after, allowed_hosts=None):
        after = reverse("account-places")
    request.session[_AFTER] = after
    if get_adapter().is_mfa_enabled(request.user, ["totp"]):
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': after})}")
    return HttpResponseRedirect(reverse("mfa_activate_totp"))


class SetUpSecondStep(ActivateTOTPView):  # type: ignore[misc]
    """Show the picture to photograph, and check the first code: with it, the second step is taken as well."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        note_second_step(self.request, self.request.user, method="mfa")
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "secret": _in_fours(kwargs.get("form") or self.get_form())}


def _in_fours(form: Any) -> str:
    secret: str = form.secret
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@login_required
@never_cache
def carry_on(request: HttpRequest) -> HttpResponse:
    """Back to where somebody was going before the second step."""
    return HttpResponseRedirect(request.session.pop(_AFTER, reverse("account-places")))


@require_GET
@never_cache
def one_time(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Sign in with a one-time link of a demo."""
    try:
        account = whose_link(number, token)
    except NotAllowed:
        return render(request, "account/link_spent.html", {}, status=403)
    login(request, account, backend=_BACKEND)
    note_second_step(request, account, method="one-time-link")
    return HttpResponseRedirect(reverse("account-places"))


@never_cache
def begin(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Choose a first password, with the link that an administrator handed over."""
    try:
        account = whose_beginning(number, token)
    except NotAllowed:
        return render(request, "account/link_spent.html", {}, status=403)
    form = ChoosePassword(account, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "account/begin.html", {"form": form, "account": account})
    choose_password(form)
    return HttpResponseRedirect(f"{reverse('account_login')}?begun=1")


@login_required
@never_cache
def kept_form(request: HttpRequest) -> HttpResponse:
    """What somebody typed before their session ended, to be sent now."""
    found = kept.kept_for(request, _account(request))
    if found is None:
        return HttpResponseRedirect(reverse("account-places"))
    context = {"kept": found, "whose": kept.mark_of(_account(request))}
    return render(request, "account/kept.html", context)


@login_required
@require_POST
def throw_away(request: HttpRequest) -> HttpResponse:
    """What was typed is not wanted any more."""
    response = HttpResponseRedirect(reverse("account-places"))
    kept.let_go(request, response)
    return response


def _account(request: HttpRequest) -> Account:
    return cast("Account", request.user)
