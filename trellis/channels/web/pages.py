"""Making HTML from our templates; and keeping what says the same to everybody, so that it is made once."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.template import engines
from markupsafe import Markup, escape

from trellis.channels.web.tokens import form_token

Facts = dict[str, Any]
REMEMBERED: Final = 1024
"""Pages that a process keeps made; the one that nobody asked for longest goes first."""
# Where a page that is kept differs for each visitor: characters that are nobody's text, as Unicode leaves them free.
_FIRST_HOLE: Final = 0xE100
_HOLES: Final = re.compile("([\ue100-\ue1ff])")


def rendered(template: str, facts: Facts, request: HttpRequest | None = None) -> Markup:
    """A page or part of one, every fact in it escaped."""
    return made(f"web/{template}", facts, request)


def made(template: str, facts: Facts, request: HttpRequest | None = None) -> Markup:
    """A page of whichever folder, as a component has some of its own; every fact in it escaped."""
    # The template escapes whatever it is given, so what it makes is safe.
    return Markup(engines["jinja"].get_template(template).render(facts, request))  # noqa: S704


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
    template: str, *, key: Hashable, facts: Callable[[], Facts], request: HttpRequest, fill: Mapping[str, str]
) -> str:
    """A page that says the same to everybody but for the facts in `fill`, made once for each `key` and language.

    `key` is all that its other facts depend on. It must never hold an answer: what is kept here is shown to others.
    The form's token is filled in as well.
    """
    filled = {"csrf_token": form_token(request), **fill}
    holes = {name: chr(_FIRST_HOLE + number) for number, name in enumerate(filled)}
    known_by = (template, key, *filled)
    pieces = _kept.get(known_by)
    if pieces is None:
        pieces = _HOLES.split(rendered(template, facts() | holes))
        _kept.keep(known_by, pieces)
    words = {holes[name]: escape(value) for name, value in filled.items()}
    return "".join([words.get(piece, piece) for piece in pieces])


def kept_whole(template: str, *, key: Hashable, facts: Callable[[], Facts]) -> str:
    """A page on which nothing at all differs from one visitor to the next, made once for each `key`."""
    pieces = _kept.get((template, key))
    if pieces is None:
        pieces = [made(template, facts())]
        _kept.keep((template, key), pieces)
    return pieces[0]
