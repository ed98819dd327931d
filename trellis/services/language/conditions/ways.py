"""The ways in which an answer can be compared, each with its words and how the rule language writes it.

One table is read both ways: a condition is written by its first pattern, and recognised by any of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from trellis.services.language.conditions.subjects import Sort
from trellis.services.language.rules_in_words import tokens_of


class Wanted(StrEnum):
    """What a comparison needs beside the answer."""

    NOTHING = "nothing"
    OPTION = "option"
    OPTIONS = "options"
    AMOUNT = "amount"
    """A number, an amount of money or a day: like the answer itself."""
    COUNT = "count"
    """A whole number: of days, months, years, things."""
    AREA = "area"
    WORDS = "words"


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to compare."""

    key: str
    words: str
    """What stands after the question, `{}` for the value."""
    writes: tuple[str, ...]
    """X is the answer and V the value."""
    wants: Wanted = Wanted.NOTHING

    def written(self, about: str, value: str) -> str:
        """As the rule language says it."""
        return re.sub(r"\b[XV]\b", lambda found: about if found[0] == "X" else value, self.writes[0])

    def read(self, tokens: str) -> tuple[str, str] | None:
        """The answer and the value, where this is what the words of a rule say."""
        for pattern in _patterns(self.writes):
            if found := pattern.fullmatch(tokens):
                told = found.groupdict()
                return told["X"], told.get("V", "")
        return None


@cache
def _patterns(writes: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_pattern(each)) for each in writes)


def _pattern(written: str) -> str:
    parts = {"X": r"(?P<X>[A-Za-z_][\w.]*)", "V": r"(?P<V>.+)", "X.size": r"(?P<X>[A-Za-z_]\w*)\.size"}
    return " ".join(parts.get(token, re.escape(token)) for token in tokens_of(written))


def _compared(sign: str, words: str, key: str) -> Way:
    return Way(key=key, words=words, writes=(f"X {sign} V",), wants=Wanted.AMOUNT)


def _counted(count: str, sign: str, words: str, key: str) -> Way:
    return Way(key=key, words=words, writes=tuple(f"{one} {sign} V" for one in count.split(" | ")), wants=Wanted.COUNT)


_ANSWERED: Final = (
    Way(key="answered", words="has an answer", writes=("answered(X)", 'X != ""')),
    Way(key="not-answered", words="has no answer", writes=("!answered(X)", 'X == ""')),
)
_IS: Final = (
    Way(key="is", words="is {}", writes=("X == V",), wants=Wanted.OPTION),
    Way(key="is-not", words="is not {}", writes=("X != V",), wants=Wanted.OPTION),
    Way(key="one-of", words="is one of {}", writes=("X in V",), wants=Wanted.OPTIONS),
    Way(key="none-of", words="is none of {}", writes=("!(X in V)",), wants=Wanted.OPTIONS),
)
_AMOUNTS: Final = (
    _compared("==", "is {}", "equals"),
    _compared("!=", "is not {}", "differs"),
    _compared(">", "is more than {}", "more"),
    _compared(">=", "is {} or more", "at-least"),
    _compared("<", "is less than {}", "less"),
    _compared("<=", "is {} or less", "at-most"),
)
_DAYS_BACK, _MONTHS_BACK, _AGE = "days_between(X, today)", "months_between(X, today)", "age(X)"
_SIZE: Final = "size(X) | X.size()"

WAYS: Final[Mapping[Sort, tuple[Way, ...]]] = {
    Sort.YES_NO: (
        Way(key="yes", words="is yes", writes=("X",)),
        Way(key="no", words="is no", writes=("!X",)),
        *_ANSWERED,
    ),
    Sort.ONE: (*_IS, *_ANSWERED),
    Sort.SEVERAL: (
        Way(key="includes", words="includes {}", writes=("V in X",), wants=Wanted.OPTION),
        Way(key="leaves-out", words="does not include {}", writes=("!(V in X)",), wants=Wanted.OPTION),
        _counted(_SIZE, ">", "has more than {} chosen", "more-chosen"),
        _counted(_SIZE, "<", "has fewer than {} chosen", "fewer-chosen"),
        *_ANSWERED,
    ),
    Sort.NUMBER: (*_AMOUNTS, *_ANSWERED),
    Sort.DECIMAL: (*_AMOUNTS, *_ANSWERED),
    Sort.MONEY: (*_AMOUNTS, *_ANSWERED),
    Sort.DAY: (
        _compared("==", "is {}", "equals"),
        _compared("<", "is before {}", "less"),
        _compared("<=", "is {} or before", "at-most"),
        _compared(">", "is after {}", "more"),
        _compared(">=", "is {} or after", "at-least"),
        _counted(_DAYS_BACK, "==", "is exactly {} days back", "days-back"),
        _counted(_DAYS_BACK, ">", "is more than {} days back", "more-days-back"),
        _counted(_DAYS_BACK, ">=", "is {} days back or more", "at-least-days-back"),
        _counted(_DAYS_BACK, "<=", "is {} days back or less", "at-most-days-back"),
        _counted(_DAYS_BACK, "<", "is less than {} days back", "less-days-back"),
        _counted(_MONTHS_BACK, ">=", "is {} months back or more", "at-least-months-back"),
        _counted(_MONTHS_BACK, "<", "is less than {} months back", "less-months-back"),
        _counted(_MONTHS_BACK, ">", "is more than {} months back", "more-months-back"),
        _counted(_MONTHS_BACK, "<=", "is {} months back or less", "at-most-months-back"),
        _counted(_AGE, ">=", "makes somebody {} years old or older", "at-least-years"),
        _counted(_AGE, "<", "makes somebody younger than {} years", "less-years"),
        _counted(_AGE, ">", "makes somebody older than {} years", "more-years"),
        _counted(_AGE, "<=", "makes somebody {} years old or younger", "at-most-years"),
        *_ANSWERED,
    ),
    Sort.TODAY: (
        _compared("<", "is before {}", "less"),
        _compared("<=", "is {} or before", "at-most"),
        _compared(">", "is after {}", "more"),
        _compared(">=", "is {} or after", "at-least"),
    ),
    Sort.WHERE: (
        Way(key="within", words="is in {}", writes=("in_area(X, V)",), wants=Wanted.AREA),
        Way(key="outside", words="is not in {}", writes=("!in_area(X, V)",), wants=Wanted.AREA),
        *_ANSWERED,
    ),
    Sort.WORDS: (
        Way(key="is", words="is {}", writes=("X == V",), wants=Wanted.WORDS),
        Way(key="is-not", words="is not {}", writes=("X != V",), wants=Wanted.WORDS),
        *_ANSWERED,
    ),
    Sort.THINGS: (
        _counted(_SIZE, "==", "are exactly {}", "count"),
        _counted(_SIZE, ">", "are more than {}", "more-than"),
        _counted(_SIZE, ">=", "are {} or more", "or-more"),
        _counted(_SIZE, "<", "are fewer than {}", "fewer-than"),
        _counted(_SIZE, "<=", "are {} or fewer", "or-fewer"),
    ),
    Sort.OTHER: _ANSWERED,
    Sort.STATE: _IS,
}  # fmt: skip
"""By the sort of answer, in the order in which they are offered. The first that fits is the one that is read: an empty
text is no value, so it falls through to whether there is an answer."""


def ways_for(sort: Sort) -> tuple[Way, ...]:
    """What can be asked of an answer of this sort."""
    return WAYS[sort]


def way_called(sort: Sort, key: str) -> Way | None:
    """The way with this key."""
    return next((each for each in WAYS[sort] if each.key == key), None)
