"""A rule as its author wrote it, made ready for the engine: money into pence, `answered(x)`, today into `age(x)`.

Every place in the result leads back to its place in the source, so that a fault is shown where the author wrote it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

LONGEST = 2000
ANSWERED = "__answered"
"""Ends the name of the fact that a question was answered."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with a rule, at a character of its text."""

    offset: int
    code: str
    what: str
    why: str
    mend: str


class RuleRefused(Exception):
    """This rule cannot be used; each fault says why and how to mend it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.what for fault in faults))
        self.faults = faults


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A rule in the engine's own words, and the way back to the source."""

    source: str
    text: str
    starts: list[int] = field(repr=False)
    origins: list[int] = field(repr=False)

    def origin(self, offset: int) -> int:
        """The character of the source that this character of the prepared text comes from."""
        number = bisect_right(self.starts, offset) - 1
        if number < 0:
            return 0
        return min(self.origins[number] + offset - self.starts[number], max(len(self.source) - 1, 0))


TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<money>£[ ]?[0-9][0-9,]*(?:\.[0-9]+)?)
    |(?P<answered>(?<![\w.])answered\s*\(\s*(?P<of>[a-z_][\w.]*)\s*\))
    |(?P<age>(?<![\w.])age\s*\((?=\s*[^\s)]))
    |(?P<date>(?<![\w.])date\s*\(\s*(?P<quote>["'])(?P<day>[^"'\n]*)(?P=quote)\s*\))
    |(?P<hyphened>[a-z][a-z0-9_]*(?:-[a-z][a-z0-9_]*)+)
    |(?P<word>(?<![\w.])(?:and|or|not)(?!\w))
    |(?P<assign>(?<![=!<>])=(?!=))
    |(?P<curly>[“”‘’])
    """,
    re.VERBOSE,
)
WORDS = {"and": "&&", "or": "||", "not": "!"}


def prepare(source: str, *, ids: Collection[str] = ()) -> Prepared:
    """Make a rule ready for the engine. `ids` are the questions' own ids, to notice one written with its hyphens."""
    if len(source) > LONGEST:
        raise RuleRefused([_too_long(len(source))])
    pieces: list[str] = []
    starts, origins, length, at = [0], [0], 0, 0

    def put(text: str, origin: int) -> None:
        nonlocal length
        starts.append(length)
        origins.append(origin)
        pieces.append(text)
        length += len(text)

    for found in TOKEN.finditer(source):
        replacement = _replacement(found, ids)
        if replacement is None:
            continue
        put(source[at : found.start()], at)
        # Of `answered(x)` only x is left, so that what is wrong with x is shown at x.
        put(replacement, found.start("of" if found.lastgroup == "answered" else 0))
        at = found.end()
    put(source[at:], at)
    return Prepared(source=source, text="".join(pieces), starts=starts, origins=origins)


def _replacement(found: re.Match[str], ids: Collection[str]) -> str | None:
    match found.lastgroup:
        case "money":
            return str(_pence(found))
        case "answered":
            return f"{found['of']}{ANSWERED}"
        case "age":
            return "age(today, "
        case "date":
            _expect_day(found)
        case "hyphened":
            _expect_no_question(found, ids)
        case "word":
            raise RuleRefused([_word(found)])
        case "assign":
            raise RuleRefused([_assign(found)])
        case "curly":
            raise RuleRefused([_curly(found)])
    return None


def _pence(found: re.Match[str]) -> int:
    pounds, _, pence = found["money"].removeprefix("£").strip().partition(".")
    whole = pounds.replace(",", "")
    if len(pence) not in {0, 2} or len(whole) > 12:
        raise RuleRefused(
            [
                Fault(
                    offset=found.start(),
                    code="money",
                    what=f"`{found['money']}` is not an amount of money",
                    why="Money is counted in whole pence, so that no sum is ever a little wrong.",
                    mend="Write pounds, or pounds and two figures for the pence: £30 or £30.50.",
                )
            ]
        )
    return int(whole) * 100 + int(pence or 0)


def _expect_day(found: re.Match[str]) -> None:
    try:
        date.fromisoformat(found["day"])
    except ValueError:
        raise RuleRefused(
            [
                Fault(
                    offset=found.start(),
                    code="date",
                    what=f"`{found['day']}` is not a date",
                    why="The rule could never be decided.",
                    mend='Write year, month and day: date("2026-04-01").',
                )
            ]
        ) from None


def _expect_no_question(found: re.Match[str], ids: Collection[str]) -> None:
    if found["hyphened"] in ids:
        raise RuleRefused(
            [
                Fault(
                    offset=found.start(),
                    code="hyphens",
                    what=f"In a rule, `{found['hyphened']}` is written `{found['hyphened'].replace('-', '_')}`",
                    why="A hyphen in a rule takes one number from another.",
                    mend=f"Write `{found['hyphened'].replace('-', '_')}`.",
                )
            ]
        )


def _word(found: re.Match[str]) -> Fault:
    sign = WORDS[found["word"]]
    return Fault(
        offset=found.start(),
        code="word",
        what=f"`{found['word']}` is not a word of the rule language",
        why="Rules are written in the Common Expression Language, which uses signs here.",
        mend=f"Write `{sign}`.",
    )


def _assign(found: re.Match[str]) -> Fault:
    return Fault(
        offset=found.start(),
        code="one-equals",
        what="One `=` does not compare anything",
        why="Rules are written in the Common Expression Language, where two things are compared with ==.",
        mend="Write `==`.",
    )


def _curly(found: re.Match[str]) -> Fault:
    return Fault(
        offset=found.start(),
        code="curly-quote",
        what="A curly quotation mark does not begin a text in a rule",
        why="Rules are written in the Common Expression Language, which knows the straight ones.",
        mend='Write straight quotation marks: "yes".',
    )


def _too_long(length: int) -> Fault:
    return Fault(
        offset=0,
        code="rule-too-long",
        what=f"This rule has {length} characters; {LONGEST} are allowed",
        why="Nobody can check a rule of this length by reading it.",
        mend="Split it, or put the figures into a table.",
    )
