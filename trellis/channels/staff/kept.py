"""What somebody typed when their session had ended: kept sealed until they have signed in again.

The sealed text is in the session, its key in a cookie of that browser, and the form said whose it was: somebody else
who signs in on the same computer is not shown it.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noted

from trellis.base.sealing import CannotUnseal, new_key, seal, unseal
from trellis.channels.staff.languages import IN_LANGUAGE
from trellis.organisations.queries import Account

_COOKIE = "kept"
_SESSION = "kept-form"
_SALT = "whose form"
_MOST = 200_000
"""Octets: more than the longest form of the desk may hold."""
_LABELS = {
    "answer": noted("Their answer"),
    "answer_by": noted("Answer by"),
    "because": noted("Why"),
    "conditions": noted("Conditions"),
    "email": noted("E-mail address"),
    "key": noted("Key"),
    "name": noted("Name"),
    "outcome": noted("Decision"),
    "questions": noted("Questions to ask again"),
    "reasons": noted("Reasons"),
    "roles": noted("Roles"),
    "staff": noted("Give it to"),
    "subject": noted("Subject"),
    "teams": noted("Teams"),
    "title": noted("Title"),
    "words": noted("What you wrote"),
}
_NOT_KEPT = {"csrfmiddlewaretoken", "whose", "password", IN_LANGUAGE}


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A form that was sent too late: where to, and what it said."""

    path: str
    fields: tuple[tuple[str, str], ...]

    def label_of(self, name: str) -> str:
        """What a field is called on its form."""
        return _(_LABELS[name]) if name in _LABELS else name.replace("_", " ").replace("-", " ").capitalize()


def mark_of(account: Account) -> str:
    """What each form of the desk carries, to say whose it is."""
    return signing.dumps(account.pk, salt=_SALT)


def can_keep(request: HttpRequest) -> bool:
    """Whether the form says whose it is, and is not too long to keep."""
    return "whose" in request.POST and len(_plain(request)) <= _MOST


def keep(request: HttpRequest, response: HttpResponse) -> None:
    """Keep what was typed, sealed."""
    key = new_key()
    sealed = seal(_plain(request), key=key, place=_SESSION)
    request.session[_SESSION] = {"sealed": base64.b64encode(sealed).decode(), "whose": request.POST["whose"]}
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(_COOKIE, base64.b64encode(key).decode(), httponly=True, samesite="Lax", secure=secure)


def _plain(request: HttpRequest) -> bytes:
    typed = [(name, value) for name, values in request.POST.lists() if name not in _NOT_KEPT for value in values]
    return json.dumps({"path": request.path, "fields": typed}, ensure_ascii=False).encode()


def kept_for(request: HttpRequest, account: Account) -> Kept | None:
    """What this person typed before they had to sign in again."""
    kept = request.session.get(_SESSION)
    if not kept:
        return None
    try:
        if signing.loads(kept["whose"], salt=_SALT) != account.pk:
            return None
        key = base64.b64decode(request.COOKIES.get(_COOKIE, ""), validate=True)
        plain = json.loads(unseal(base64.b64decode(kept["sealed"]), key=key, place=_SESSION))
    except (signing.BadSignature, CannotUnseal, binascii.Error, ValueError):
        return None
    return Kept(path=plain["path"], fields=tuple((name, value) for name, value in plain["fields"]))


def has_any(request: HttpRequest) -> bool:
    """Whether something is kept for whoever has this session."""
    return _SESSION in request.session


def let_go(request: HttpRequest, response: HttpResponse) -> None:
    """Nothing is kept any longer."""
    request.session.pop(_SESSION, None)
    response.delete_cookie(_COOKIE, samesite="Lax")
