"""Who may come to the desk: signed in, with a second step, working for this organisation. Others are told why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noted
from django.views.decorators.cache import never_cache

from trellis.base.errors import NotAllowed, NotFound
from trellis.base.time import now
from trellis.channels.staff import kept
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.languages import asked_language, language_of, remember, rewording, switched
from trellis.channels.staff.second_step import has_taken_second_step
from trellis.organisations.actions import note_denial, note_refusal, note_sign_in
from trellis.organisations.actors import Actor, Permission, require, system
from trellis.organisations.errors import NoSuchOrganisation, NoSuchStaff
from trellis.organisations.queries import Account, Organisation, at_work, organisation

Parts = ParamSpec("Parts")
View = Callable[Concatenate[Desk, Parts], HttpResponse]

_REFUSED = {
    "not-yours": noted("Somebody from another team does this."),
    "not-the-second-person": noted(
        "A decision is approved by another person than the one who proposed it, from the team that approves."
    ),
    "cannot-review-own-access": noted("Somebody else must review your own access."),
    "works-elsewhere-too": noted(
        "This account also works for another organisation, so neither of them alone may reset how it signs in."
    ),
}


def at_the_desk(permission: Permission | None) -> Callable[[View[Parts]], Callable[..., HttpResponse]]:
    """A page of the desk, for those whose role has this permission; for everybody who works here where it is None."""

    def decorate(view: View[Parts]) -> Callable[..., HttpResponse]:
        @never_cache
        @wraps(view)
        def guarded(
            request: HttpRequest, organisation_key: str, *args: Parts.args, **kwargs: Parts.kwargs
        ) -> HttpResponse:
            if wanted := asked_language(request):
                return switched(request, wanted)
            if not request.user.is_authenticated:
                return _sign_in_first(request)
            account = request.user
            if not has_taken_second_step(request, account):
                return _to("account-second-step", request)
            try:
                found, actor = _whoever(request, account, organisation_key)
            except (NoSuchOrganisation, NoSuchStaff):
                return _nothing_here(request, account, organisation_key)
            desk = _at(request, account, organisation=found, actor=actor)
            with translation.override(desk.language):
                return _sent(desk, _shown(desk, permission, lambda: view(desk, *args, **kwargs)))

        return guarded

    return decorate


def _at(request: HttpRequest, account: Account, *, organisation: Organisation, actor: Actor) -> Desk:
    offered = organisation.languages or ["en"]
    wanted = rewording(request)
    return Desk(
        request=request,
        organisation=organisation,
        account=account,
        actor=actor,
        at=now(),
        language=wanted if wanted in offered else language_of(offered),
        rewords=bool(wanted),
    )


def _whoever(request: HttpRequest, account: Account, key: str) -> tuple[Organisation, Actor]:
    """The organisation and who this is there. The session remembers its number: one question less on every page."""
    remembered = f"organisation:{key}"
    number = request.session.get(remembered)
    if number is None:
        number = organisation(key).pk
        found = at_work(account, organisation=number)
        request.session[remembered] = number
        note_sign_in(at=now(), by=found[1])
        return found
    return at_work(account, organisation=number)


def _shown(desk: Desk, permission: Permission | None, view: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        if permission:
            require(desk.actor, permission)
        return view()
    except NotFound:
        note_denial(asked=desk.request.path, at=desk.at, by=desk.actor)
        return desk.page("staff/not_found.html", {}, status=404)
    except NotAllowed as refused:
        note_refusal(asked=desk.request.path, because=refused.code, at=desk.at, by=desk.actor)
        why = _(_REFUSED[refused.code]) if refused.code in _REFUSED else refused.said(desk.language)
        return desk.page("staff/not_allowed.html", {"refused": refused, "why": why}, status=403)


def _sent(desk: Desk, response: HttpResponse) -> HttpResponse:
    """What was kept when the session had ended is let go once something has been sent well."""
    if desk.rewords:
        remember(response, desk.language)
    if desk.request.method == "POST" and response.status_code == 302 and kept.has_any(desk.request):
        kept.let_go(desk.request, response)
    return response


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _to("account_login", request)
    # Not straight to sign-in: somebody who pressed Send must know that it was not sent.
    can_keep = kept.can_keep(request)
    following = reverse("account-kept" if can_keep else "account-places")
    response = render(request, "staff/signed_out.html", {"next": following, "kept": can_keep}, status=401)
    if can_keep:
        kept.keep(request, response)
    return response


def _to(name: str, request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")


def _nothing_here(request: HttpRequest, account: Account, key: str) -> HttpResponse:
    """Whether there is such an organisation is public; whether somebody works there is not told apart."""
    try:
        there = system(organisation=organisation(key).pk, doing="desk")
        note_denial(asked=f"account {account.pk}: {request.path}", at=now(), by=there)
    except NoSuchOrganisation:
        pass
    return render(request, "staff/no_such_desk.html", {}, status=404)
