"""Somebody looks at a page of an organisation: whose page, in which language, at what time."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Concatenate, Final, ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

from trellis.base.errors import TrellisError
from trellis.base.money import pounds
from trellis.base.time import local_day, now
from trellis.channels.web import trouble
from trellis.channels.web.days import day_words
from trellis.channels.web.frames import LANGUAGE_NAMES, Frame, frame
from trellis.channels.web.pages import kept_whole, made, rendered, same_for_everybody
from trellis.channels.web.prose import prose
from trellis.organisations.queries import Organisation
from trellis.organisations.queries import organisation as organisation_called
from trellis.services.language.compiler import Compiled

P = ParamSpec("P")
LAYOUT: Final = "web/layout.html"
"""What the templates of a component extend."""
LENT: Final = {"layout": LAYOUT, "pieces": "web/parts/pieces.html"}
"""What the templates of a component are given of ours: what they extend, and pieces such as `contact_card`."""
FRESH_FOR: Final = 3.0
"""Seconds for which a process remembers an organisation without looking."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What every view is given: the request, and what was found out about it."""

    request: HttpRequest
    organisation: Organisation
    language: str
    at: datetime

    @property
    def today(self) -> date:
        return local_day(self.at)

    def speaks(self, languages: Sequence[str]) -> str:
        """Which of these languages this visitor is shown."""
        return language_of(self.request, tuple(languages))

    def page(
        self,
        template: str,
        *,
        key: Hashable,
        facts: Callable[[], Mapping[str, object]],
        languages: Sequence[str] = (),
    ) -> HttpResponse:
        """A page of a component that says the same to everybody: see `services.layout`."""
        spoken = replace(self, language=self.speaks(languages)) if languages else self
        around = frame(organisation=self.organisation, language=spoken.language, at=self.at, languages=languages)
        with translation.override(spoken.language):
            html = kept_whole(
                template,
                key=(around.around, key),
                facts=lambda: {**facts(), **facts_of(spoken, around), **LENT},
            )
        response = HttpResponse(html)
        # It says the same to everybody, so it may be kept; a browser asks each time whether it is still so.
        response.headers["Cache-Control"] = "no-cache"
        return response

    def own_page(self, template: str, facts: Mapping[str, object], *, status: int = 200) -> HttpResponse:
        """A page of a component that is this visitor's own, as one with a form: see `services.layout`."""
        around = frame(organisation=self.organisation, language=self.language, at=self.at)
        whole = {**facts, **facts_of(self, around), "layout": LAYOUT}
        return HttpResponse(made(template, whole, self.request), status=status)


class _Known:
    """Organisations that were looked up a moment ago."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[float, Organisation]] = {}

    def get(self, key: str) -> Organisation:
        until, found = self._found.get(key, (0.0, None))
        # A monotonic reading decides only how long a copy is believed.
        if found is None or time.monotonic() >= until:
            found = organisation_called(key)
            self._found[key] = (time.monotonic() + FRESH_FOR, found)
        return found

    def forget(self) -> None:
        self._found.clear()


known = _Known()


def visited(
    view: Callable[Concatenate[Visit, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """A page of an organisation: finds it, speaks its visitor's language, and shows what went wrong in words."""

    @functools.wraps(view)
    def inner(request: HttpRequest, organisation: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            found = known.get(organisation)
        except TrellisError as error:
            return trouble.page(request, error, language=language_of(request, tuple(LANGUAGE_NAMES)))
        language = language_of(request, tuple(found.languages or ["en"]))
        visit = Visit(request=request, organisation=found, language=language, at=now())
        if wanted := asked_language(request):
            return switched(request, wanted)
        with speaking(language):
            try:
                return view(visit, *args, **kwargs)
            except TrellisError as error:
                service = str(kwargs.get("service", ""))
                return trouble.page(request, error, organisation=found, service=service, language=language)

    # The address gives some of these by name, which the types of a wrapped function cannot say.
    return cast(Callable[Concatenate[HttpRequest, str, P], HttpResponse], inner)


def language_of(request: HttpRequest, offered: tuple[str, ...]) -> str:
    """The language that was chosen or that the browser asks for, where it is offered."""
    wanted = (translation.get_language() or "en").partition("-")[0]
    return wanted if wanted in offered else offered[0]


def speaking(language: str) -> AbstractContextManager[None]:
    """Speak this language for a while. Mostly it is spoken already, and a change costs Django as much as a query."""
    return nullcontext() if translation.get_language() == language else translation.override(language)


def asked_language(request: HttpRequest) -> str:
    """The language that a link of the language switch asks for."""
    wanted = request.GET.get("language", "") if request.META.get("QUERY_STRING") else ""
    return wanted if wanted in dict(settings.LANGUAGES) else ""


def remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def switched(request: HttpRequest, language: str) -> HttpResponse:
    """The same page again, in the language that was asked for."""
    rest = request.GET.copy()
    rest.pop("language", None)
    response = HttpResponseRedirect(request.path + (f"?{rest.urlencode()}" if rest else ""))
    remember_language(response, language)
    return response


def show(
    visit: Visit,
    template: str,
    *,
    compiled: Compiled | None = None,
    leaves: str = "",
    status: int = 200,
    **facts: object,
) -> HttpResponse:
    """A page, in the frame of its organisation or service."""
    around = frame(
        organisation=visit.organisation, language=visit.language, at=visit.at, compiled=compiled, leaves=leaves
    )
    return HttpResponse(
        rendered(template, facts | facts_of(visit, around, compiled=compiled), visit.request), status=status
    )


def show_same(
    visit: Visit,
    template: str,
    *,
    compiled: Compiled,
    key: tuple[Hashable, ...],
    facts: Callable[[], dict[str, object]],
    fill: Mapping[str, str],
) -> HttpResponse:
    """A page of a service that says the same to everybody: see `pages`. `key` comes beside its version and frame."""
    around = frame(organisation=visit.organisation, language=visit.language, at=visit.at, compiled=compiled)
    html = same_for_everybody(
        template,
        key=(around.around, compiled.hash, *key),
        facts=lambda: facts() | facts_of(visit, around, compiled=compiled),
        request=visit.request,
        fill=fill,
    )
    return HttpResponse(html)


def facts_of(visit: Visit, around: Frame, *, compiled: Compiled | None = None) -> dict[str, object]:
    """What every page may say."""
    return {
        "frame": around,
        "visit": visit,
        "organisation": visit.organisation,
        "said": compiled.definition if compiled else None,
        "prose": prose,
        "day": day_words,
        "pounds": pounds,
        "names": LANGUAGE_NAMES,
    }


def by_method(**verbs: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """One address, one view for each verb: `by_method(GET=..., POST=...)`."""

    def dispatch(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        method = "GET" if request.method == "HEAD" and "HEAD" not in verbs else request.method or ""
        if method not in verbs:
            return HttpResponse(status=405, headers={"Allow": ", ".join(sorted(verbs))})
        return verbs[method](request, *args, **kwargs)

    return dispatch
