"""The line that says what was just done, carried to the next page in a signed cookie; often with a way to undo it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

_COOKIE = "notice"
_SALT = "desk notice"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What was done, in words; and what to send where to undo it."""

    words: str
    undo_at: str = ""
    undo_with: dict[str, str] = field(default_factory=dict)


def give(response: HttpResponse, notice: Notice) -> None:
    """Show this on the next page."""
    kept = signing.dumps(asdict(notice), salt=_SALT)
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(_COOKIE, kept, max_age=300, httponly=True, samesite="Lax", secure=secure)


def take(request: HttpRequest) -> Notice | None:
    """What the page before left to be said."""
    kept = request.COOKIES.get(_COOKIE)
    if not kept:
        return None
    try:
        return Notice(**signing.loads(kept, salt=_SALT, max_age=300))
    except (signing.BadSignature, TypeError):
        return None


def forget(response: HttpResponse) -> None:
    """It has been said."""
    response.delete_cookie(_COOKIE, samesite="Lax")
