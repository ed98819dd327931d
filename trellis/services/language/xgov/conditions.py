"""The source's conditions (a field, an operator, a value; joined by and/or) as the ways on which they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from trellis.services.language.xgov.source import Form
from trellis.services.language.xgov.ways import (
    ALWAYS,
    NEVER,
    NOT_ANSWERED,
    Point,
    TooManyWaysError,
    Values,
    Ways,
    both,
    either,
    only,
)

DEEPEST = 20
TRUTHS = frozenset({"true", "false"})
Sign = Literal["==", "!=", "<", "<=", ">", ">="]
SIGNS: Mapping[str, Sign] = {
    "is": "==",
    "is not": "!=",
    "is more than": ">",
    "is at least": ">=",
    "is less than": "<",
    "is at most": "<=",
    "is after": ">",
    "is before": "<",
}


class UnsaidError(Exception):
    """This condition says something that our rules have no words for."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as conditions know it: what it can be compared with, where it is asked, and its name in rules."""

    known_as: str
    """The component's own name, with its section where two have one name."""
    name: str
    kind: str
    page: str
    optional: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    """What can be chosen: the source's values with ours."""
    lost: bool = False
    """Whether its answers could not be kept, so that nothing can be decided by them."""
    repeated: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen, in our values."""
        return tuple(self.values.values())


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads the conditions of one form."""

    form: Form
    asked: Mapping[str, Asked]
    """Every question, by its component's name and by `section.name`."""
    everybody: frozenset[str] = frozenset()

    def known(self, point: Point) -> Values:
        """What the answer at this point can be; not answered counts."""
        asked = self.asked[point.field]
        offered = frozenset(asked.choices) if asked.kind in {"choice", "select"} and not point.sign else TRUTHS
        return offered | {NOT_ANSWERED}

    def read(self, name: str) -> Ways:
        """The ways on which a condition holds. Raises `UnsaidError` with the reason where it cannot be said."""
        try:
            return self._named(name, depth=0)
        except TooManyWaysError:
            raise UnsaidError("it joins more answers than a rule that can be read") from None

    def _named(self, name: str, *, depth: int) -> Ways:
        found = next((each for each in self.form.conditions if each.name == name), None)
        if found is None:
            raise UnsaidError("the form has no condition of this name")
        if isinstance(found.value, str):
            raise UnsaidError("it is written as a formula, not as fields and operators")
        return self._group(found.value, depth=depth)

    def _group(self, value: object, *, depth: int) -> Ways:
        if depth > DEEPEST:
            raise UnsaidError(f"conditions are nested more than {DEEPEST} deep, or name each other in a circle")
        parts = value.get("conditions") if isinstance(value, dict) else None
        if not isinstance(parts, list) or not parts or not all(isinstance(each, dict) for each in parts):
            raise UnsaidError("it has no list of conditions")
        # `and` holds tighter than `or`, as in the source.
        sums: Ways = NEVER
        product = ALWAYS
        for number, part in enumerate(parts):
            joint = part.get("coordinator")
            if number and joint not in {"and", "or"}:
                raise UnsaidError("its parts are not joined by `and` or `or`")
            if number and joint == "or":
                sums, product = either(sums, product), ALWAYS
            product = both(product, self._part(part, depth=depth + 1))
        return either(sums, product)

    def _part(self, part: Mapping[str, Any], *, depth: int) -> Ways:
        if "conditionName" in part:
            if depth > DEEPEST:
                raise UnsaidError("conditions name each other in a circle")
            return self._named(str(part["conditionName"]), depth=depth)
        if "conditions" in part:
            return self._group(part, depth=depth)
        about, value = part.get("field"), part.get("value")
        if not isinstance(about, dict) or not isinstance(value, dict):
            raise UnsaidError("a part of it has no field or no value")
        if value.get("type", "Value") != "Value" or not isinstance(value.get("value"), (str, int, float)):
            raise UnsaidError("it compares with a day that moves, counted from the day it is answered")
        raw = value["value"]
        wanted = ("true" if raw else "false") if isinstance(raw, bool) else str(raw)
        return self._compared(self._question(str(about.get("name", ""))), str(part.get("operator", "")), wanted)

    def _question(self, name: str) -> Asked:
        found = self.asked.get(name) or self.asked.get(name.rpartition(".")[2])
        if found is None:
            raise UnsaidError(f"it asks about the field `{name}`, which is not in the form, or is there twice")
        if found.lost:
            raise UnsaidError(f"it asks about `{name}`, whose answers could not be kept")
        if found.repeated:
            raise UnsaidError(f"it asks about `{name}`, which is answered several times")
        return found

    def _compared(self, asked: Asked, operator: str, value: str) -> Ways:
        if asked.kind == "yes-no":
            return self._chosen(asked, operator, value, offered=tuple(sorted(TRUTHS)))
        if asked.kind in {"choice", "select"}:
            return self._chosen(asked, operator, asked.values.get(value, value), offered=asked.choices)
        if asked.kind == "choices":
            return self._contains(asked, operator, asked.values.get(value, value))
        if asked.kind in {"number", "money", "date", "text", "long-text", "email"}:
            return self._measured(asked, operator, value)
        raise UnsaidError(f"answers of the kind `{asked.kind}` are not compared with a value")

    def _chosen(self, asked: Asked, operator: str, value: str, *, offered: tuple[str, ...]) -> Ways:
        point = Point(asked.known_as)
        if operator not in SIGNS or operator in {"is after", "is before"}:
            raise UnsaidError(f"the operator `{operator}` is not known for a choice")
        if operator not in {"is", "is not"}:
            return only(point, (each for each in offered if _holds(each, SIGNS[operator], value)))
        if value not in offered:
            raise UnsaidError(f"nobody can choose `{value}`")
        if operator == "is":
            return only(point, {value})
        return only(point, frozenset(offered) - {value} | self._perhaps_empty(asked))

    def _contains(self, asked: Asked, operator: str, value: str) -> Ways:
        if value not in asked.choices:
            raise UnsaidError(f"nobody can choose `{value}`")
        point = Point(asked.known_as, "contains", value)
        if operator == "contains":
            return only(point, {"true"})
        if operator == "does not contain":
            return only(point, {"false"})
        raise UnsaidError(f"the operator `{operator}` is not known for several choices")

    def _measured(self, asked: Asked, operator: str, value: str) -> Ways:
        days = asked.kind == "date"
        texts = asked.kind in {"text", "long-text", "email"}
        offered = {"is", "is not"} | ({"is after", "is before"} if days else set())
        if asked.kind in {"number", "money"}:
            offered |= {"is more than", "is at least", "is less than", "is at most"}
        form = r"\d{4}-\d\d-\d\d" if days else r"-?\d{1,12}" if asked.kind == "number" else r"\d{1,12}(\.\d\d)?"
        if operator not in offered:
            raise UnsaidError(f"the operator `{operator}` is not known for answers of the kind `{asked.kind}`")
        if not texts and not re.fullmatch(form, value):
            raise UnsaidError(f"`{value}` is not something an answer of the kind `{asked.kind}` is compared with")
        return only(Point(asked.known_as, SIGNS[operator], value), {"true"})

    def _perhaps_empty(self, asked: Asked) -> Values:
        """An optional answer that was left empty is not the value either; one that was never asked decides nothing."""
        if not asked.optional:
            return frozenset()
        if asked.page not in self.everybody:
            raise UnsaidError("it denies an answer that may be left out, on a page that not everybody sees")
        return frozenset({NOT_ANSWERED})


def _holds(each: str, sign: Sign, value: str) -> bool:
    try:
        one, other = float(each), float(value)
    except ValueError:
        raise UnsaidError(f"`{each}` and `{value}` are not both numbers") from None
    return {">": one > other, ">=": one >= other, "<": one < other, "<=": one <= other}[sign]
