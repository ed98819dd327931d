"""The token of a form: what a page elsewhere cannot know, so that it cannot send our forms in somebody's name."""

from __future__ import annotations

import secrets
from typing import Final

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, rotate_token

_LETTERS: Final = CSRF_ALLOWED_CHARS
_PLACE_OF: Final = {letter: place for place, letter in enumerate(_LETTERS)}
_MASKS: Final = len(_LETTERS) ** CSRF_SECRET_LENGTH


def form_token(request: HttpRequest) -> str:
    """The token that Django's middleware looks for in what the form sends; another one each time it is asked.

    It is what `django.middleware.csrf.get_token` gives, at a fifth of the cost: Django asks the system for a random
    number for each letter of the mask, and sends the cookie anew with each form, which ours does not need as it lasts
    as long as the browser is open (`CSRF_COOKIE_AGE`).
    """
    if "CSRF_COOKIE" not in request.META:
        rotate_token(request)
    number = secrets.randbelow(_MASKS)
    mask, hidden = [], []
    for letter in request.META["CSRF_COOKIE"]:
        number, place = divmod(number, len(_LETTERS))
        mask.append(_LETTERS[place])
        hidden.append(_LETTERS[(_PLACE_OF[letter] + place) % len(_LETTERS)])
    return "".join(mask + hidden)
