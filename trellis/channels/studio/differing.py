"""Differences between a template and what was taken from it, in words: where each is, and what stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trellis.services.language.changes import CALLED
from trellis.services.language.elements import Element, in_english
from trellis.services.language.merging import Spot

LONGEST = 400
_SAYS = ("title", "ask", "need", "says", "line", "label", "subject")
_SPOKEN = {"en": "English", "cy": "Cymraeg"}


def where(spot: Spot, elements: Sequence[Element]) -> str:
    """Where a difference is: the innermost element around it by its heading, and which of its words."""
    found = [each for each in elements if spot.place == each.place or spot.place.startswith(f"{each.place}/")]
    around = max(found, key=lambda each: len(each.place), default=None)
    rest = spot.place[len(around.place) :] if around else f"/{spot.place}"
    steps = [_called(each) for each in rest.split("/") if each]
    return ", ".join([around.heading, *steps] if around else steps)


def shown(value: Any) -> str:
    """What stands there, in a sentence."""
    said = _said(value)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]} …"


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if set(value) <= set(_SPOKEN):
            return "; ".join(f"{_SPOKEN[key]}: {each}" for key, each in value.items())
        heading = next((in_english(value[key]) for key in _SAYS if value.get(key)), "")
        return heading or "; ".join(f"{_called(str(key))}: {_said(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "; ".join(_said(each) for each in value)
    return str(value)


def _called(step: str) -> str:
    return _SPOKEN.get(step) or CALLED.get(step, step)
