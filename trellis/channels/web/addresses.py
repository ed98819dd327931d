"""Where each place of a journey is on the web."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.urls import reverse

from trellis.services.contract import Place, PlaceKind

RESERVED: Final = frozenset(
    {"begin", "check-answers", "document", "exit", "go-on", "page", "pay", "privacy", "results", "save", "saved"}
    | {"send", "sent", "start-again", "tasks"}
)
"""Words that stand for pages of ours. A service's own page of such a name is found under `page/`."""

_SINGLE: Final = {
    PlaceKind.CHECK: "check-answers",
    PlaceKind.RESULTS: "results",
    PlaceKind.TASKS: "tasks",
    PlaceKind.PAY: "pay",
    PlaceKind.SENT: "sent",
}


@lru_cache(maxsize=1024)
def service_address(organisation: str, service: str) -> str:
    """The start page, with its slash: all of a journey lies under it, and so does its cookie."""
    return reverse("web-start", args=(organisation, service))


def address_of(base: str, place: Place) -> str:
    """Where a place is, under the address of its service."""
    if place.kind in _SINGLE:
        return base + _SINGLE[place.kind]
    if place.kind is PlaceKind.EXIT:
        return f"{base}exit/{place.page}"
    page = f"page/{place.page}" if place.page in RESERVED else place.page
    if place.kind is PlaceKind.ITEMS:
        return f"{base}{page}/list"
    return f"{base}{page}" if place.item is None else f"{base}{page}/{place.item + 1}"
