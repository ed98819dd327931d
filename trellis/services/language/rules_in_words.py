"""A rule said in words, for people who read a drawing or a list of changes and not the rule language.

Understands the part of the language that designers write most; what it does not understand it shows as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from trellis.services.language.model import Kind, Page, Question

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<number>£?\d+(?:\.\d+)?)"""
    r"""|(?P<name>[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)|(?P<sign>&&|\|\||[=!<>]=|[-+*/%<>!()\[\],?:.]))"""
)

COMPARED = {
    "==": "is",
    "!=": "is not",
    ">": "is more than",
    ">=": "is at least",
    "<": "is less than",
    "<=": "is at most",
}
CALLS: Mapping[str, str] = {
    "answered": "{0} has an answer",
    "age": "the age by {0}",
    "days_between": "the days from {0} to {1}",
    "months_between": "the months from {0} to {1}",
    "in_area": "{0} is in {1}",
    "date": "{0}",
    "size": "the number of {0}",
}
TRUTHS = {"answered": "{0} has no answer", "in_area": "{0} is not in {1}"}
"""Calls that are true or false by themselves, and how they are denied."""


class Unsaid(Exception):
    """This rule has a part that we have no words for."""


@dataclass(frozen=True)
class _Words:
    """A part of a rule in words. `of` is the question it names, so that a value can be said by its label."""

    text: str
    of: Question | None = None
    joined: bool = False
    is_true: bool = False
    opposite: str = ""
    """The same denied, where that reads better than "it is not so that"."""


@dataclass
class Speaker:
    """Knows the questions, so that rules can be said by what people read."""

    questions: Mapping[str, Question]
    things: Mapping[str, str] = field(default_factory=dict)
    """Repeated pages, by the name that rules use, with what one of them is called."""

    @classmethod
    def of(cls, pages: Iterable[Page]) -> Speaker:
        """For the questions of these pages."""
        listed = list(pages)
        return cls(
            questions={each.id.replace("-", "_"): each for page in listed for each in page.questions},
            things={page.page.replace("-", "_"): page.repeat.as_ for page in listed if page.repeat},
        )

    def say(self, rule: str) -> str:
        """The rule in words, or as it is written where we have none."""
        try:
            said = _Reading(self, rule).whole()
        except (Unsaid, RecursionError):
            return f"the rule {' '.join(rule.split())} holds"
        return said


class _Reading:
    """Reads one rule from left to right, by the strength of its signs."""

    def __init__(self, speaker: Speaker, rule: str) -> None:
        self.speaker = speaker
        self.tokens = tokens_of(rule)
        self.at = 0

    def whole(self) -> str:
        said = self.either()
        if self.at != len(self.tokens):
            raise Unsaid
        return self.truth(said)

    def either(self) -> _Words:
        return self.joined("||", "or", lambda: self.joined("&&", "and", self.compared))

    def joined(self, sign: str, word: str, part: Callable[[], _Words]) -> _Words:
        parts = [part()]
        while self.take(sign):
            parts.append(part())
        if len(parts) == 1:
            return parts[0]
        said = [f"({each.text})" if each.joined else self.truth(each) for each in parts]
        return _Words(f" {word} ".join(said), joined=True, is_true=True)

    def compared(self) -> _Words:
        if self.take("!"):
            return self.negated(self.compared())
        left = self.sum()
        sign = self.peek()
        if sign in COMPARED:
            self.at += 1
            return self.beside(left, sign, self.sum())
        if sign == "in":
            self.at += 1
            return self.membership(left)
        return left

    def beside(self, left: _Words, sign: str, right: _Words) -> _Words:
        """Two sides of a comparison. Nothing at all is no answer."""
        if right.text in {'""', "''"} and sign in {"==", "!="}:
            has = {"==": "has no answer", "!=": "has an answer"}[sign]
            return _Words(f"{left.text} {has}", is_true=True)
        value = self.label(right, left.of) if left.of else right.text
        return _Words(f"{left.text} {COMPARED[sign]} {value}", is_true=True)

    def membership(self, left: _Words) -> _Words:
        if self.peek() == "[":
            values = [self.label(each, left.of) for each in self.listed()]
            said = " or ".join(values) if values else "nothing"
            return _Words(f"{left.text} is {said}", is_true=True)
        right = self.sum()
        label = self.label(left, right.of)
        denied = f"{right.text} does not include {label}"
        return _Words(f"{right.text} includes {label}", is_true=True, opposite=denied)

    def sum(self) -> _Words:
        said = self.single()
        while (sign := self.peek()) in {"+", "-", "*", "/", "%"}:
            self.at += 1
            word = {"+": "plus", "-": "less", "*": "times", "/": "divided by", "%": "remainder by"}[sign]
            said = _Words(f"{said.text} {word} {self.single().text}")
        return said

    def single(self) -> _Words:
        token = self.next()
        if token == "(":  # noqa: S105 -- a sign of the rule language
            said = self.either()
            self.must(")")
            return said
        if token[0] in "\"'" or token[0].isdigit() or token[0] == "£":
            return _Words(token)
        if re.match(r"[A-Za-z_]", token):
            return self.called(token) if self.peek() == "(" else self.named(token)
        raise Unsaid

    def called(self, name: str) -> _Words:
        self.must("(")
        parts = [] if self.peek() == ")" else [self.either()]
        while self.take(","):
            parts.append(self.either())
        self.must(")")
        thing, _, method = name.rpartition(".")
        if method == "size" and thing and not parts:
            parts, name = [self.named(thing)], "size"
        if name not in CALLS or len(parts) != CALLS[name].count("{"):
            raise Unsaid
        words = [part.text.strip("\"'") for part in parts]
        denied = TRUTHS.get(name, "").format(*words)
        return _Words(CALLS[name].format(*words), is_true=name in TRUTHS, opposite=denied)

    def named(self, name: str) -> _Words:
        if name in {"true", "false"}:
            return _Words({"true": "always", "false": "never"}[name], is_true=True)
        question = self.speaker.questions.get(name)
        if question:
            return _Words(f"“{question.ask.to('en')}”", of=question)
        if name in self.speaker.things:
            return _Words(f"{self.speaker.things[name]} entries")
        return _Words(name.replace("_", " ").replace(".", " "))

    def listed(self) -> list[_Words]:
        self.must("[")
        values = [] if self.peek() == "]" else [self.sum()]
        while self.take(","):
            values.append(self.sum())
        self.must("]")
        return values

    def label(self, value: _Words, question: Question | None) -> str:
        """A value as the person reads it: the label of a choice."""
        bare = value.text[1:-1] if value.text[:1] in {'"', "'"} else value.text
        labels = {choice.value: choice.label.to("en") for choice in question.choices} if question else {}
        return f"“{labels.get(bare, bare)}”" if value.text != bare or bare in labels else bare

    def negated(self, said: _Words) -> _Words:
        if said.of and said.of.type in {Kind.YES_NO, Kind.DECLARATION}:
            return _Words(f"{said.text} is no", is_true=True)
        denied = said.opposite or f"it is not so that {self.truth(said)}"
        return _Words(denied, is_true=True, opposite=self.truth(said))

    def truth(self, said: _Words) -> str:
        """A question alone, standing for its yes."""
        return said.text if said.is_true or not said.of else f"{said.text} is yes"

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self) -> str:
        token = self.peek()
        if not token:
            raise Unsaid
        self.at += 1
        return token

    def take(self, sign: str) -> bool:
        taken = self.peek() == sign
        self.at += taken
        return taken

    def must(self, sign: str) -> None:
        if not self.take(sign):
            raise Unsaid


def tokens_of(rule: str) -> list[str]:
    """The words and signs of a rule, in order. Raises `Unsaid` where there is one that we do not know."""
    tokens: list[str] = []
    at = 0
    while at < len(rule.rstrip()):
        found = _TOKEN.match(rule, at)
        if not found:
            raise Unsaid
        tokens.append(found[0].strip())
        at = found.end()
    return tokens
