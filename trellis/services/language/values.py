"""The small values a definition is written in: keys, words in several languages, periods, money, days.

Every scalar in a definition file arrives as text; the type declared here decides what the text means,
so that `NO`, `012` and `on` never turn into something nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
"""A name of ours in a definition: lower case words joined by hyphens, like `blue-badge`."""

QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$", max_length=80)]
"""A question's name. In rules its hyphens are written as underscores: `date-of-birth` is `date_of_birth`."""

Rule = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
"""A rule in the Common Expression Language, checked against the declared questions."""


class Text(Mapping[str, str]):
    """Words that a person reads, in one or more languages side by side.

    In a file either plain text (English) or `{en: ..., cy: ...}`. Hashable and immutable.
    """

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)

    def __getitem__(self, language: str) -> str:
        return self._words[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __hash__(self) -> int:
        return hash(frozenset(self._words.items()))

    def __repr__(self) -> str:
        return f"Text({self._words!r})"

    def to(self, language: str) -> str:
        """The words in this language, or in English where they are not written yet."""
        return self._words.get(language) or self._words.get("en") or next(iter(self._words.values()))

    @classmethod
    def read(cls, raw: object) -> Text:
        if isinstance(raw, Text):
            return raw
        if isinstance(raw, str):
            return cls({"en": raw})
        if isinstance(raw, dict) and raw and all(isinstance(words, str) for words in raw.values()):
            unknown = sorted(key for key in raw if not re.fullmatch(r"[a-z]{2,3}", str(key)))
            if unknown:
                raise ValueError(f"a language is two letters, like en or cy, not {unknown[0]!r}")
            return cls(raw)
        raise ValueError("write words here, or one line for each language: {en: ..., cy: ...}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        words = core_schema.dict_schema(core_schema.str_schema(), core_schema.str_schema())
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
            json_schema_input_schema=core_schema.union_schema([core_schema.str_schema(), words]),
        )


PeriodUnit = Literal["minutes", "hours", "days", "working days", "weeks", "months", "years"]


@dataclass(frozen=True, kw_only=True)
class Period:
    """A length of time as the law writes it: `20 working days`, `6 weeks`, `2 years`."""

    amount: int
    unit: PeriodUnit

    def __str__(self) -> str:
        unit = self.unit.removesuffix("s") if self.amount == 1 else self.unit
        return f"{self.amount} {unit}"


def read_period(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    found = re.fullmatch(r"(\d{1,4}) (minute|hour|day|working day|week|month|year)s?", raw.strip())
    if not found:
        raise ValueError("write a length of time like 20 working days, 14 days, 6 weeks, 2 years")
    return {"amount": int(found[1]), "unit": f"{found[2]}s"}


def read_yes_no(raw: object) -> object:
    if raw in ("yes", "no"):
        return raw == "yes"
    if isinstance(raw, bool):
        return raw
    raise ValueError("write yes or no")


def read_whole(raw: object) -> object:
    if isinstance(raw, str) and re.fullmatch(r"-?\d{1,12}", raw.strip()):
        return int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise ValueError("write a whole number")


def read_day(raw: object) -> object:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise ValueError("write a day as 2026-04-01") from None


def read_one_or_more(raw: object) -> object:
    """A list of one may be written without its brackets."""
    return [raw] if isinstance(raw, str) else raw


PeriodText = Annotated[Period, BeforeValidator(read_period)]
YesNo = Annotated[bool, BeforeValidator(read_yes_no)]
Whole = Annotated[int, BeforeValidator(read_whole)]
Day = Annotated[date, BeforeValidator(read_day)]
Keys = Annotated[tuple[Key, ...], BeforeValidator(read_one_or_more)]
