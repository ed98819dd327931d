"""Kinds that are somewhere: an address, a place on the map."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from trellis.services.language.kinds.shape import (
    KindOfQuestion,
    Raw,
    Setting,
    Shape,
    expect_fields,
    expect_text,
    refusal,
    text_of,
)
from trellis.services.language.model import Question

LINE_LONGEST = 100
PLACE_LONGEST = 500
# The United Kingdom with its waters, in WGS84 degrees, and a little room.
SOUTH, NORTH, WEST, EAST = Decimal("49.8"), Decimal("61.0"), Decimal("-8.7"), Decimal("1.9")


def postcode_of(text: str) -> str | None:
    """A full postcode in its usual form, `AA3 1AB`; None where it is none. Made-up areas are let through."""
    squeezed = re.sub(r"[^A-Za-z0-9]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", squeezed):
        return None
    return f"{squeezed[:-3]} {squeezed[-3:]}"


def _areas(value: object, setting: Setting, *, field: str) -> list[str]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value):
        raise refusal("form", setting, field=field)
    return list(value)


class Address(KindOfQuestion):
    """An address: chosen by its UPRN, or written by hand.

    Which areas it lies in comes from the gazetteer, never from what was typed: an address without `areas` is one that
    nobody has placed yet, and to a rule its area is unknown.
    """

    parts = ("line1", "line2", "town", "postcode", "uprn")
    fields = ("uprn", "lines", "postcode", "areas")
    shape = Shape.ADDRESS

    def gather(self, question: Question, parts: Raw, setting: Setting) -> object | None:
        given = {name: text_of(parts, name) for name in self.parts}
        if not any(given.values()):
            return None
        if given["uprn"] and not (given["line1"] or given["town"]):
            return {"uprn": given["uprn"], "postcode": given["postcode"]}
        for name in ("line1", "town", "postcode"):
            if not given[name]:
                raise refusal(f"address.{name}", setting, field=name)
        lines = [given[name] for name in ("line1", "line2", "town") if given[name]]
        return {"uprn": given["uprn"], "lines": lines, "postcode": given["postcode"]}

    def check(self, question: Question, value: object, setting: Setting) -> object:
        given = expect_fields(value, self.fields, setting)
        raw_uprn = given.get("uprn", "")
        uprn = expect_text(str(raw_uprn) if isinstance(raw_uprn, int) else raw_uprn, setting, field="uprn")
        # A UPRN has at most 12 digits: GeoPlace, "Unique Property Reference Numbers".
        if uprn and not re.fullmatch(r"[0-9]{1,12}", uprn):
            raise refusal("address.uprn", setting, field="uprn")
        lines = self._lines(given.get("lines", []), setting)
        postcode = self._postcode(given.get("postcode", ""), setting)
        if not uprn and not lines:
            raise refusal("address.line1", setting, field="line1")
        if not uprn and not postcode:
            raise refusal("address.postcode", setting, field="postcode")
        kept: dict[str, object] = {"uprn": uprn, "lines": lines, "postcode": postcode}
        if "areas" in given:
            areas = _areas(given["areas"], setting, field="line1")
            if question.within and question.within not in areas:
                raise refusal("address.outside", setting, field="line1")
            kept["areas"] = areas
        return kept

    def _lines(self, value: object, setting: Setting) -> list[str]:
        if not isinstance(value, (list, tuple)):
            raise refusal("form", setting, field="line1")
        lines = [" ".join(expect_text(each, setting, field="line1").split()) for each in value]
        if any(len(line) > LINE_LONGEST for line in lines) or len(lines) > 6:
            raise refusal("address.long", setting, field="line1", most=LINE_LONGEST)
        return [line for line in lines if line]

    def _postcode(self, value: object, setting: Setting) -> str:
        text = expect_text(value, setting, field="postcode")
        postcode = postcode_of(text) if text else ""
        if postcode is None:
            raise refusal("address.postcode-form", setting, field="postcode")
        return postcode

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        given = value if isinstance(value, dict) else {}
        lines = [*given.get("lines", [])]
        town = lines.pop() if len(lines) > 1 else ""
        first = lines.pop(0) if lines else ""
        rest = {"line1": first, "line2": ", ".join(lines), "town": town}
        return {**rest, "postcode": given.get("postcode", ""), "uprn": given.get("uprn", "")}

    def shown(self, question: Question, value: object, language: str) -> str:
        given = value if isinstance(value, dict) else {}
        lines = [*given.get("lines", []), given.get("postcode", "")]
        return "\n".join(line for line in lines if line) or f"UPRN {given.get('uprn', '')}"


class PlaceOnMap(KindOfQuestion):
    """A point on the map, or words that say where it is, or both: the map is never needed."""

    parts = ("latitude", "longitude", "description")
    fields = (*parts, "areas")
    shape = Shape.PLACE

    def gather(self, question: Question, parts: Raw, setting: Setting) -> object | None:
        given = {name: text_of(parts, name) for name in self.parts}
        return {name: text for name, text in given.items() if text} or None

    def check(self, question: Question, value: object, setting: Setting) -> object:
        given = expect_fields(value, self.fields, setting)
        kept: dict[str, object] = {}
        if "latitude" in given or "longitude" in given:
            kept["latitude"] = self._degrees(given.get("latitude", ""), SOUTH, NORTH, setting)
            kept["longitude"] = self._degrees(given.get("longitude", ""), WEST, EAST, setting)
        described = expect_text(given.get("description", ""), setting, field="description")
        if len(described) > PLACE_LONGEST:
            raise refusal("place.long", setting, field="description", most=PLACE_LONGEST)
        if not kept and not described:
            raise refusal("missing.place", setting, field="description")
        kept |= {"description": described} if described else {}
        if "areas" in given:
            areas = _areas(given["areas"], setting, field="description")
            if question.within and question.within not in areas:
                raise refusal("place.outside", setting, field="description")
            kept["areas"] = areas
        return kept

    def _degrees(self, value: object, least: Decimal, most: Decimal, setting: Setting) -> str:
        try:
            degrees = Decimal(str(value))
        except InvalidOperation:
            raise refusal("place.form", setting, field="latitude") from None
        if not degrees.is_finite() or not least <= degrees <= most:
            raise refusal("place.far", setting, field="latitude")
        return f"{degrees:.6f}"

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        given = value if isinstance(value, dict) else {}
        return {name: str(given.get(name, "")) for name in self.parts}

    def shown(self, question: Question, value: object, language: str) -> str:
        given = value if isinstance(value, dict) else {}
        point = f"{given['latitude']}, {given['longitude']}" if "latitude" in given else ""
        return "\n".join(line for line in (given.get("description", ""), point) if line)

    def fact(self, question: Question, value: object) -> object:
        given = dict(value) if isinstance(value, dict) else {}
        return given | {name: float(given[name]) for name in ("latitude", "longitude") if name in given}
