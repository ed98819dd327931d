"""Where pages are."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse


def home_of(organisation: str) -> str:
    """The organisation's address, without its last slash: what stands before its own links."""
    return f"/{organisation}"


@lru_cache(maxsize=4096)
def page_address(organisation: str, address: str) -> str:
    return reverse("content-page", args=(organisation, address))


@lru_cache(maxsize=256)
def list_address(organisation: str) -> str:
    return reverse("content-list", args=(organisation,))
