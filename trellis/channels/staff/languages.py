"""In which language somebody reads the desk: the one they chose or their browser asks for, where it is offered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

IN_LANGUAGE: Final = "in-language"
"""The button of a form that shows it again in another language, with what was typed still in it."""


def language_of(offered: list[str]) -> str:
    """The language of this request, where it is one of those; otherwise the first of them."""
    wanted = (translation.get_language() or "en").partition("-")[0]
    return wanted if wanted in offered else offered[0]


def asked_language(request: HttpRequest) -> str:
    """The language that a link of the language switch asks for."""
    wanted = request.GET.get("language", "") if request.method == "GET" else ""
    return wanted if wanted in dict(settings.LANGUAGES) else ""


def rewording(request: HttpRequest) -> str:
    """The language in which somebody wants to go on with a form that they have begun to fill in."""
    wanted = request.POST.get(IN_LANGUAGE, "") if request.method == "POST" else ""
    return wanted if wanted in dict(settings.LANGUAGES) else ""


def remember(response: HttpResponse, language: str) -> None:
    """Show every later page in this language too."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def switched(request: HttpRequest, language: str) -> HttpResponse:
    """The same page again, with its filters and wherever it was going, in the language that was asked for."""
    rest = request.GET.copy()
    rest.pop("language", None)
    response = HttpResponseRedirect(request.path + (f"?{rest.urlencode()}" if rest else ""))
    remember(response, language)
    return response


def in_either_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of sign-in that belongs to no organisation, with the language switch."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = asked_language(request)
        return switched(request, wanted) if wanted else view(request, *args, **kwargs)

    return shown
