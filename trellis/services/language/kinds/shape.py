"""What every kind of question has in common: its sub-inputs, and how an answer is read, checked and shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trellis.services.language.model import Question
from trellis.services.language.words import say

Raw = Mapping[str, str | list[str]]
"""What somebody typed or chose, by sub-input."""

LONGEST_LINE = 200
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters other than tab and line break: nobody types them, and databases stumble over some."""


class Unacceptable(Exception):
    """This answer cannot be used; the words say what happened and how to mend it."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field
        self.words = words


@dataclass(frozen=True, kw_only=True)
class Setting:
    """For whom an answer is read: their language, and the day it is."""

    language: str = "en"
    today: date


class Shape(StrEnum):
    """What an answer is to the rules."""

    TEXT = "text"
    TEXTS = "texts"
    YES_NO = "yes-no"
    WHOLE = "whole number"
    DECIMAL = "number with decimals"
    PENCE = "money in pence"
    DAY = "date"
    NAME = "Name"
    BANK = "BankDetails"
    RANGE = "DateRange"
    ADDRESS = "Address"
    PLACE = "Place"
    FILES = "Files"


class KindOfQuestion:
    """One kind of question. The defaults are those of a single line of text."""

    parts: tuple[str, ...] = ("value",)
    shape: Shape = Shape.TEXT
    empty: object | None = None
    """What a rule sees where the question was passed over; None where that is unknown to it."""

    def shape_of(self, question: Question) -> Shape:
        return self.shape

    def gather(self, question: Question, parts: Raw, setting: Setting) -> object | None:
        """What was typed as one value, or None where nothing was."""
        return text_of(parts, "value") or None

    def check(self, question: Question, value: object, setting: Setting) -> object:
        """The value as we keep it. Raises `Unacceptable` with the words for the person."""
        raise NotImplementedError

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        """The value as it is put back into the sub-inputs."""
        return {"value": str(value)}

    def shown(self, question: Question, value: object, language: str) -> str:
        """The value in words, as on check-your-answers. Several lines where it has several."""
        return str(value)

    def fact(self, question: Question, value: object) -> object:
        """The value as the rules see it."""
        return value


def text_of(parts: Raw, name: str) -> str:
    """One sub-input as trimmed text."""
    raw = parts.get(name, "")
    if isinstance(raw, list):
        raw = raw[0] if raw else ""
    return raw.strip()


def texts_of(parts: Raw, name: str) -> list[str]:
    """One sub-input that may hold several values."""
    raw = parts.get(name, [])
    return [each for each in ([raw] if isinstance(raw, str) else raw) if each.strip()]


def refusal(key: str, setting: Setting, *, field: str = "value", **facts: object) -> Unacceptable:
    """The error of this key in the person's language."""
    return Unacceptable(field, say(key, setting.language, **facts))


def expect_text(value: object, setting: Setting, *, field: str = "value") -> str:
    """The value where it is text; anything else has come from a machine that does not know the contract."""
    if not isinstance(value, str):
        raise refusal("form", setting, field=field)
    if HIDDEN.search(value):
        raise refusal("text.control", setting, field=field)
    return value.strip()


def expect_fields(value: object, allowed: tuple[str, ...], setting: Setting) -> dict[str, object]:
    """The value where it is a mapping with only these names."""
    if not isinstance(value, dict) or not set(value) <= set(allowed):
        raise refusal("form", setting, field=allowed[0])
    return value
