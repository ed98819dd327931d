"""Who holds a journey: the browser that began it, by a signed cookie that is only sent to its own service.

The cookie carries the journey's secret and when it was last used, to the minute. An hour after the last page it is
refused: on a shared computer the next person must not find the answers. They themselves are kept longer, for who saved
a link.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Concatenate, Final, ParamSpec, cast

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from trellis.base.errors import NotFound
from trellis.channels.web.addresses import address_of, service_address
from trellis.channels.web.days import clock_words
from trellis.channels.web.visiting import Visit, show, show_same, speaking, visited
from trellis.organisations.actions import note_denial
from trellis.organisations.actors import system
from trellis.services import actions, queries
from trellis.services.contract import Place, Step
from trellis.services.errors import JourneySent, NoSuchJourney, NoSuchPage
from trellis.services.language.compiler import Compiled
from trellis.services.queries import Journey

P = ParamSpec("P")
HELD_FOR: Final = timedelta(minutes=60)
RENEWED_AFTER: Final = timedelta(minutes=1)
"""A cookie younger than this is not sent again; it holds so much longer, so that each page keeps what it promises."""
_SIGNER: Final = TimestampSigner(salt="trellis.web.journey")


@dataclass(frozen=True, kw_only=True)
class Journeying:
    """A visit by somebody who holds a journey."""

    visit: Visit
    journey: Journey
    secret: str
    compiled: Compiled
    base: str

    @property
    def request(self) -> HttpRequest:
        return self.visit.request

    @property
    def at(self) -> datetime:
        return self.visit.at

    def again(self) -> Journeying:
        """The same, with the journey as it is after a change."""
        return replace(self, journey=queries.journey(organisation=self.visit.organisation, secret=self.secret))

    def address(self, place: Place) -> str:
        return address_of(self.base, place)

    def step(self, place: Place) -> Step:
        """A page to fill in.

        :raises JourneySent: where nothing can be changed any more: a page that looks open would say otherwise.
        """
        if self.journey.state != "open":
            raise JourneySent
        return queries.step(self.journey, place, on=self.visit.today)

    def go(self, place: Place) -> HttpResponse:
        """On to a place, by a fresh request: going back or refreshing sends nothing twice."""
        return HttpResponseRedirect(self.address(place))

    def go_on(self) -> HttpResponse:
        return self.go(queries.whereabouts(self.journey, on=self.visit.today))

    def show(self, template: str, *, status: int = 200, **facts: object) -> HttpResponse:
        closes = clock_words(self.at + HELD_FOR)
        return show(
            self.visit, template, compiled=self.compiled, leaves="", status=status, base=self.base, journeying=self,
            closes=closes, held_seconds=int(HELD_FOR.total_seconds()), **facts,
        )  # fmt: skip

    def show_same(
        self, template: str, *, key: tuple[Hashable, ...], facts: Callable[[], dict[str, object]], **fill: str
    ) -> HttpResponse:
        """A page of the journey that says the same to everybody but for what is in `fill`: see `pages`."""
        always = {"base": self.base, "held_seconds": int(HELD_FOR.total_seconds())}
        fill["closes"] = clock_words(self.at + HELD_FOR)
        return show_same(
            self.visit, template, compiled=self.compiled, key=key, facts=lambda: facts() | always, fill=fill
        )


def cookie_name() -> str:
    return "__Secure-journey" if settings.SESSION_COOKIE_SECURE else "journey"


def hold(response: HttpResponse, *, secret: str, path: str) -> None:
    """Let this browser hold the journey, for the next hour."""
    response.set_cookie(
        cookie_name(), _SIGNER.sign(secret), path=path, secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        samesite="Lax",
    )  # fmt: skip


def let_go(response: HttpResponse, *, path: str) -> None:
    response.delete_cookie(cookie_name(), path=path, samesite="Lax")


def held_secret(request: HttpRequest) -> str:
    """The secret that this browser holds here; empty where there is none, it was forged or an hour has passed."""
    try:
        return _SIGNER.unsign(request.COOKIES.get(cookie_name(), ""), max_age=HELD_FOR + RENEWED_AFTER)
    except BadSignature:
        return ""


def _just_held(request: HttpRequest) -> bool:
    """Whether the cookie, of which the signature was checked, is less than a minute old."""
    _secret, when, _signature = request.COOKIES[cookie_name()].rsplit(_SIGNER.sep, 2)
    return time.time() - b62_decode(when) < RENEWED_AFTER.total_seconds()


def journeying(
    view: Callable[Concatenate[Journeying, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, str, P], HttpResponse]:
    """A page of one person's journey. It speaks the journey's language, and keeps it held for another hour."""

    @functools.wraps(view)
    def inner(visit: Visit, service: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = _journeying(visit, service)
        with speaking(now.visit.language):
            try:
                response = view(now, *args, **kwargs)
            except (NoSuchPage, JourneySent):
                # The answers lead elsewhere by now: another tab, the back button, a page that is not asked any more.
                response = now.go_on()
            except NotFound:
                note_denial(asked=visit.request.path, at=visit.at, by=queries.holder_of(now.journey))
                raise
        if cookie_name() not in response.cookies and not _just_held(visit.request):
            hold(response, secret=now.secret, path=now.base)
        return response

    return visited(cast(Callable[Concatenate[Visit, str, P], HttpResponse], inner))


def _journeying(visit: Visit, service: str) -> Journeying:
    secret = held_secret(visit.request)
    if not secret:
        raise NoSuchJourney
    try:
        journey = queries.journey(organisation=visit.organisation, secret=secret)
    except NoSuchJourney:
        # Signed by us, and not this organisation's: somebody carried it over from elsewhere.
        by = system(organisation=visit.organisation.pk, doing="web")
        note_denial(asked=visit.request.path, at=visit.at, by=by)
        raise
    if journey.service != service:
        raise NoSuchJourney
    compiled = queries.compiled_for(journey)
    chosen = visit.request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    language = chosen if chosen in compiled.definition.languages else journey.language
    if language != journey.language and journey.state == "open":
        journey = actions.change_language(journey=journey, language=language, at=visit.at)
    return Journeying(
        visit=replace(visit, language=language),
        journey=journey,
        secret=secret,
        compiled=compiled,
        base=service_address(visit.organisation.key, service),
    )
