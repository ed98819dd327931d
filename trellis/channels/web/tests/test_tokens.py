"""A form's token is what Django's middleware looks for, and another one each time."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory

from trellis.channels.web.tokens import form_token


def _taken(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


def _is_taken(token: str, *, secret: str) -> bool:
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": token})
    request.COOKIES[settings.CSRF_COOKIE_NAME] = secret
    middleware = CsrfViewMiddleware(_taken)
    middleware.process_request(request)
    return middleware.process_view(request, _taken, (), {}) is None


def test_a_form_is_taken_by_its_token_and_no_other() -> None:
    request = RequestFactory().get("/")
    first, second = form_token(request), form_token(request)
    secret = request.META["CSRF_COOKIE"]
    assert first != second
    assert all(_is_taken(each, secret=secret) for each in (first, second))
    assert not _is_taken(first[:-1] + ("a" if first[-1] != "a" else "b"), secret=secret)


def test_only_a_browser_without_the_cookie_is_sent_it() -> None:
    new = RequestFactory().get("/")
    form_token(new)
    assert new.META["CSRF_COOKIE_NEEDS_UPDATE"]
    known = RequestFactory().get("/")
    known.META["CSRF_COOKIE"] = new.META["CSRF_COOKIE"]
    form_token(known)
    assert "CSRF_COOKIE_NEEDS_UPDATE" not in known.META
