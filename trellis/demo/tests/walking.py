"""How the tests of the catalogue walk a service that ships: with made-up answers, on one day."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from trellis.demo.addresses import addresses
from trellis.demo.cast import CATALOGUE
from trellis.services.language.compiled import Compiled
from trellis.services.language.compiler import compile_file
from trellis.services.language.evaluate import Walk, walk

SERVICES = sorted(path for path in CATALOGUE.glob("*.yaml"))
TODAY = date(2026, 11, 23)
HERE = next(each for each in addresses() if "anyborough" in each.areas and each.is_home).value
NEXT_TOWN = next(each for each in addresses() if "otherton" in each.areas).value
ELSEWHERE = {"lines": ["1 Far Road"], "postcode": "SW1A 2AA", "areas": ["somewhere-else"]}
WRITTEN_BY_HAND = {"lines": ["1 New Close"], "postcode": "AN9 9ZZ"}
"""An address that the gazetteer does not know, so that nobody can tell which area it lies in."""
CONTACT: dict[str, Any] = {"name": {"first": "Amina", "last": "Abbott"}, "email": "amina@mail.example"}


@cache
def service(key: str) -> Compiled:
    return compile_file(CATALOGUE / f"{key}.yaml")


def walked(key: str, on: date = TODAY, **answers: Any) -> Walk:
    return walk(service(key), {name.replace("_", "-"): value for name, value in answers.items()}, on=on)
