"""The list somebody came from, kept in a cookie, so that they come back to where they were in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

from trellis.channels.staff.desk import Desk

_COOKIE = "list"
_SALT = "list of the desk"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A list with its filters and page, and the case that was opened from it."""

    address: str
    chosen: str = ""


def keep_place(desk: Desk, response: HttpResponse, *, chosen: str = "") -> HttpResponse:
    """Remember the list that is shown; or, on a case, that it was this one that was opened."""
    address = place_kept(desk).address if chosen else desk.request.get_full_path()
    response.set_cookie(
        _COOKIE,
        signing.dumps([address, chosen], salt=_SALT),
        path=desk.address("desk-work"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def place_kept(desk: Desk) -> Place:
    """Where to go back to: my work, where nothing is remembered."""
    otherwise = Place(address=desk.address("desk-work"))
    try:
        address, chosen = signing.loads(desk.request.COOKIES.get(_COOKIE, ""), salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return otherwise
    return Place(address=address, chosen=chosen) if address.startswith(otherwise.address) else otherwise
