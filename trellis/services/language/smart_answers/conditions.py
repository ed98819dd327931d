"""The source's conditions (all, any, eq, ne, any_of, none_of) turned into rules of the service language.

A question that was not asked is empty in our rules, as it is in the source: `ne` and `none_of` hold, `eq` and
`any_of` do not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

DEEPEST = 20
"""Conditions nested deeper than this are not written by people."""


class ConversionError(Exception):
    """This condition says something that our rules have no words for."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a condition needs to know of a question: its name in rules, and whether it takes several answers."""

    name: str
    several: bool


@dataclass(frozen=True)
class Said:
    """A rule being put together, with the joint that holds its outermost parts."""

    text: str
    joins: Literal["", "&&", "||"] = ""

    def within(self, joint: str) -> str:
        return f"({self.text})" if self.joins and self.joins != joint else self.text


TRUE = Said("true")
FALSE = Said("false")


def rule(condition: Mapping[str, Any] | None, asked: Mapping[str, Asked]) -> Said:
    """The condition as a rule. A condition that is not there always holds."""
    return TRUE if condition is None else _say(condition, asked, depth=0)


def both(first: Said, second: Said) -> Said:
    """That two rules hold together."""
    return _join([first, second], "&&")


def one_of(question: Asked, values: list[str]) -> Said:
    """That one of these values was chosen."""
    quoted = [json.dumps(value, ensure_ascii=False) for value in values]
    if not question.several:
        if len(quoted) == 1:
            return Said(f"{question.name} == {quoted[0]}")
        return Said(f"{question.name} in [{', '.join(quoted)}]") if quoted else FALSE
    return _join([Said(f"{value} in {question.name}") for value in quoted], "||")


def _say(condition: object, asked: Mapping[str, Asked], *, depth: int) -> Said:
    if depth > DEEPEST:
        raise ConversionError(f"conditions are nested more than {DEEPEST} deep")
    if not isinstance(condition, Mapping) or len(condition) != 1:
        raise ConversionError("a condition has exactly one operator")
    [(operator, operand)] = condition.items()
    if operator in ("all", "any"):
        if not isinstance(operand, list):
            raise ConversionError(f"`{operator}` takes a list of conditions")
        parts = [_say(part, asked, depth=depth + 1) for part in operand]
        return _join(parts, "&&" if operator == "all" else "||")
    if operator not in ("eq", "ne", "any_of", "none_of"):
        raise ConversionError(f"the operator `{operator}` is not one of all, any, eq, ne, any_of, none_of")
    return _compare(operator, operand, asked)


def _compare(operator: str, operand: object, asked: Mapping[str, Asked]) -> Said:
    if not isinstance(operand, list) or len(operand) != 2:
        raise ConversionError(f"`{operator}` takes a question and what it is compared with")
    field, value = operand
    if field not in asked:
        raise ConversionError(f"`{field}` is not a question of this flow")
    values = value if operator in ("any_of", "none_of") else [value]
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise ConversionError(f"`{operator}` compares with text")
    question = asked[field]
    if operator in ("any_of", "none_of"):
        chosen = one_of(question, values)
        return chosen if operator == "any_of" else _not(chosen)
    wanted = json.dumps(value.split(",") if question.several else value, ensure_ascii=False)
    return Said(f"{question.name} {'==' if operator == 'eq' else '!='} {wanted}")


def _not(said: Said) -> Said:
    if said in (TRUE, FALSE):
        return FALSE if said == TRUE else TRUE
    return Said(f"!({said.text})")


def _join(parts: list[Said], joint: Literal["&&", "||"]) -> Said:
    idle, decisive = (TRUE, FALSE) if joint == "&&" else (FALSE, TRUE)
    if decisive in parts:
        return decisive
    telling = [part for part in parts if part != idle]
    if not telling:
        return idle
    if len(telling) == 1:
        return telling[0]
    return Said(f" {joint} ".join(part.within(joint) for part in telling), joint)
