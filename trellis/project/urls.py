"""Every address, gathered from the channels and components that are there.

A folder with pages has a `urls.py` with `PREFIX` (text such as "desk/", or "" for the root) and `urlpatterns`.
Longer prefixes are tried first, so that a channel at the root may answer whatever nobody else does.
"""

from __future__ import annotations

import importlib
import importlib.util
from functools import lru_cache
from types import ModuleType
from typing import Final

from django.apps import apps
from django.urls import ResolverMatch, URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from trellis.base.discovery import PLUGGED, TRELLIS, BrokenFolder

REMEMBERED: Final = 1024
"""Addresses whose page a process remembers; the one that nobody asked for longest goes first."""


class Remembering(URLResolver):
    """Finds the page of an address, and remembers it: which page that is never changes while a process lives.

    A page of a journey stands three nests deep, and Django tries some forty patterns to find it, for everybody anew.
    """

    def __init__(self, addresses: list[URLPattern | URLResolver]) -> None:
        super().__init__(RoutePattern(""), addresses)
        self._found = lru_cache(maxsize=REMEMBERED)(self._find)

    def resolve(self, path: str) -> ResolverMatch:
        return self._found(str(path))

    def _find(self, path: str) -> ResolverMatch:
        found: ResolverMatch = super().resolve(path)
        # What else was tried is for a page that shows developers where they went wrong, which we never show.
        found.tried = None
        return found


def plugged_addresses() -> list[URLPattern | URLResolver]:
    """The addresses of each channel and component, under its prefix."""
    floors = tuple(f"trellis.{floor}." for floor in PLUGGED)
    names = [each.name for each in apps.get_app_configs() if each.name.startswith(floors)]
    found = [_checked(name) for name in names if importlib.util.find_spec(f"{name}.urls")]
    found.sort(key=lambda module: -len(module.PREFIX))
    return [each for module in found for each in _under_its_prefix(module)]


def _under_its_prefix(module: ModuleType) -> list[URLPattern | URLResolver]:
    addresses: list[URLPattern | URLResolver] = module.urlpatterns
    # At the root there is nothing to nest in, and a nest that does not match costs Django an exception.
    return [path(module.PREFIX, include(addresses))] if module.PREFIX else addresses


def _checked(name: str) -> ModuleType:
    module = importlib.import_module(f"{name}.urls")
    folder = TRELLIS.joinpath(*name.split(".")[1:])
    prefix = getattr(module, "PREFIX", None)
    if not isinstance(prefix, str) or prefix.startswith("/") or (prefix and not prefix.endswith("/")):
        raise BrokenFolder(folder, mend='its urls.py needs PREFIX, such as "desk/" or "" for the root')
    if not isinstance(getattr(module, "urlpatterns", None), list):
        raise BrokenFolder(folder, mend="its urls.py needs a list called urlpatterns")
    return module


urlpatterns = [Remembering(plugged_addresses())]
