"""Ways to a page, said as a rule of the service language."""

from __future__ import annotations

import json
from collections.abc import Mapping

from trellis.services.language.rules import name_of
from trellis.services.language.rules.source import LONGEST
from trellis.services.language.xgov.conditions import Asked, UnsaidError
from trellis.services.language.xgov.ways import NOT_ANSWERED, Point, Values, Way, Ways

DENIED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
FEW = 4


def rule(ways: Ways, *, asked: Mapping[str, Asked], everybody: frozenset[str]) -> str:
    """The rule that holds on these ways. Raises `UnsaidError` where it would be longer than a rule may be."""
    order = {field: number for number, field in enumerate(asked)}
    alternatives = sorted(_way(each, asked, everybody, order) for each in ways)
    alone = len(alternatives) == 1
    text = " || ".join(text if alone or count == 1 else f"({text})" for _, count, text in alternatives)
    if len(text) > LONGEST:
        raise UnsaidError("its rule would be longer than a rule may be")
    return text


def _way(
    each: Way, asked: Mapping[str, Asked], everybody: frozenset[str], order: Mapping[str, int]
) -> tuple[list[int], int, str]:
    facts = sorted(each, key=lambda fact: (order[fact[0].field], fact[0].sign, fact[0].value))
    said = [_fact(point, values, asked[point.field], everybody) for point, values in facts]
    text = " && ".join(f"({part})" if " || " in part and len(said) > 1 else part for part in said)
    return [order[point.field] for point, _ in facts], len(said), text


def _fact(point: Point, values: Values, asked: Asked, everybody: frozenset[str]) -> str:
    name = name_of(asked.name)
    if values == {NOT_ANSWERED}:
        return f"!answered({name})"
    sure = not asked.optional and asked.page in everybody
    if point.sign or asked.kind == "yes-no":
        return _yes_or_no(point, values, asked, sure=sure)
    offered = [each for each in asked.choices if each in values]
    others = [each for each in asked.choices if each not in values]
    if NOT_ANSWERED in values:
        return _among(name, others, denied=True)
    if not others:
        return f"answered({name})"
    if len(offered) <= max(FEW, len(others)):
        return _among(name, offered, denied=False)
    denied = _among(name, others, denied=True)
    return denied if sure else f"answered({name}) && {denied}"


def _yes_or_no(point: Point, values: Values, asked: Asked, *, sure: bool) -> str:
    """A fact that is true, false or not answered. A passed-over yes or no is "no" to a rule, and a list is empty."""
    name = name_of(asked.name)
    holds, fails = _both_ways(point, asked, name)
    if values == {"true"}:
        return holds
    if values == {"true", "false"}:
        return f"answered({name})"
    counts_as_no = point.sign in {"", "contains"}
    if values == {"false"}:
        return fails if sure or not counts_as_no else f"answered({name}) && {fails}"
    if values == {"false", NOT_ANSWERED} and counts_as_no:
        return fails
    return f"!answered({name}) || {fails if 'false' in values else holds}"


def _both_ways(point: Point, asked: Asked, name: str) -> tuple[str, str]:
    """The fact and its opposite, as rules."""
    if not point.sign:
        return name, f"!{name}"
    if point.sign == "contains":
        return f"{_quoted(point.value)} in {name}", f"!({_quoted(point.value)} in {name})"
    value = {"money": f"£{point.value}", "number": point.value, "date": f'date("{point.value}")'}.get(
        asked.kind, _quoted(point.value)
    )
    return f"{name} {point.sign} {value}", f"{name} {DENIED[point.sign]} {value}"


def _among(name: str, values: list[str], *, denied: bool) -> str:
    if len(values) == 1:
        return f"{name} {'!=' if denied else '=='} {_quoted(values[0])}"
    listed = f"{name} in [{', '.join(map(_quoted, values))}]"
    return f"!({listed})" if denied else listed


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
