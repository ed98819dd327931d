"""A form's token is what Django's middleware looks for, and another one each time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory

from trellis.channels.web.tokens import form_token


def _taken(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


def _sent(token: str, *, secret: str) -> int:
    request = RequestFactory(enforce_csrf_checks=True).post("/", {"csrfmiddlewaretoken": token})
    request.COOKIES["csrf"] = secret
    return CsrfViewMiddleware(_taken)(request).status_code


def test_a_form_is_taken_by_its_token_and_no_other() -> None:
    request = RequestFactory().get("/")
    first, second = form_token(request), form_token(request)
    secret = request.META["CSRF_COOKIE"]
    assert first != second
    assert [_sent(each, secret=secret) for each in (first, second)] == [200, 200]
    assert _sent(first[:-1] + ("a" if first[-1] != "a" else "b"), secret=secret) == 403


def test_only_a_browser_without_the_cookie_is_sent_it() -> None:
    new = RequestFactory().get("/")
    form_token(new)
    assert new.META["CSRF_COOKIE_NEEDS_UPDATE"]
    known = RequestFactory().get("/")
    known.META["CSRF_COOKIE"] = new.META["CSRF_COOKIE"]
    form_token(known)
    assert "CSRF_COOKIE_NEEDS_UPDATE" not in known.META
