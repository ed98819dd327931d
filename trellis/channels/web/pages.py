"""Making HTML from our templates; and keeping what says the same to everybody, so that it is made once."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import engines
from markupsafe import Markup

Facts = dict[str, Any]
REMEMBERED: Final = 1024
"""Pages that a process keeps made; the one that nobody asked for longest goes first."""
# Where a page that is kept differs for each visitor: characters that are nobody's text, as Unicode leaves them free.
_TOKEN, _CLOSES = "\ue001", "\ue002"
_HOLES: Final = re.compile(f"([{_TOKEN}{_CLOSES}])")


def rendered(template: str, facts: Facts, request: HttpRequest | None = None) -> Markup:
    """A page or part of one, every fact in it escaped."""
    # The template escapes whatever it is given, so what it makes is safe.
    return Markup(engines["jinja"].get_template(f"web/{template}").render(facts, request))  # noqa: S704


class _Kept:
    """Pages as they were made, in pieces between their holes: shared by the threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[Hashable, list[str]] = OrderedDict()

    def get(self, key: Hashable) -> list[str] | None:
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def keep(self, key: Hashable, pieces: list[str]) -> None:
        with self._lock:
            self._pages[key] = pieces
            while len(self._pages) > REMEMBERED:
                self._pages.popitem(last=False)


_kept = _Kept()


def same_for_everybody(
    template: str, *, key: Hashable, facts: Callable[[], Facts], request: HttpRequest, closes: str = ""
) -> str:
    """A page on which nobody has typed anything yet, made once for each `key` and language.

    `key` is all that its facts depend on. What differs for each visitor, the token of the form and the time at which
    the page closes, is filled in. It must never hold an answer: what is kept here is shown to others.
    """
    pieces = _kept.get((template, key))
    if pieces is None:
        html = rendered(template, facts() | {"csrf_token": _TOKEN, "closes": _CLOSES})
        pieces = _HOLES.split(html)
        _kept.keep((template, key), pieces)
    fill = {_TOKEN: get_token(request), _CLOSES: closes}
    return "".join([fill.get(piece, piece) for piece in pieces])
