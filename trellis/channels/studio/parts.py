"""What of each part of a definition can be changed on a form, in the words of its own field of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from trellis.services.language.editing import Address
from trellis.services.language.model import Kind


class Shape(StrEnum):
    """How a field of a part is typed."""

    LINE = "line"
    LONG = "long"
    RULE = "rule"
    YES_NO = "yes-no"
    ONE_OF = "one-of"
    SEVERAL = "several"
    """Names with commas between them."""
    TEAM = "team"
    WHY = "why"
    """Why something is asked: a need, a law, or who reads it."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a part: which name it has in the file, and how it is asked."""

    name: str
    label: str
    hint: str = ""
    shape: Shape = Shape.LINE
    needed: bool = False
    spoken: bool = False
    """Words that residents read, so they are written in each language, side by side."""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of part, and how it is called."""

    key: str
    called: str
    fields: tuple[Field, ...]
    list: str = ""
    """What the file calls the list of them."""
    named_by: str = ""
    """The field that its name is made from; empty where it has none."""
    name_key: str = "id"


KIND_WORDS: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "A line of text",
    Kind.LONG_TEXT: "A longer text",
    Kind.NAME: "A person’s name",
    Kind.EMAIL: "An email address",
    Kind.PHONE: "A phone number",
    Kind.NATIONAL_INSURANCE: "A National Insurance number",
    Kind.BANK_DETAILS: "Bank details",
    Kind.NUMBER: "A number",
    Kind.MONEY: "An amount of money",
    Kind.DATE: "A date",
    Kind.DATE_RANGE: "Two dates, from and to",
    Kind.TIME: "A time of day",
    Kind.YES_NO: "Yes or no",
    Kind.CHOICE: "One option, all in view",
    Kind.SELECT: "One option of a long list",
    Kind.CHOICES: "Several options",
    Kind.ADDRESS: "An address",
    Kind.PLACE: "A place on a map",
    Kind.FILE: "A document or picture",
    Kind.DECLARATION: "A statement to agree to",
}

_SHOWN: Final = Field(
    name="show",
    label="Ask only when (rule)",
    hint='Leave it empty to always ask. Like: out_in_time == "no" && !door_collection',
    shape=Shape.RULE,
)
SERVICE: Final = Part(
    key="service",
    called="the service",
    fields=(
        Field(name="title", label="Name of the service", hint="What people want to do: Report a missed bin",
              needed=True, spoken=True),
        Field(name="summary", label="What it does, in one sentence", needed=True, spoken=True),
        Field(name="before", label="What to have at hand before starting", shape=Shape.LONG, spoken=True),
        Field(name="next", label="What happens next", hint="Shown after people have sent it.",
              shape=Shape.LONG, spoken=True),
    ),
)  # fmt: skip
NEED: Final = Part(
    key="need",
    called="need",
    list="needs",
    named_by="need",
    fields=(
        Field(name="as", label="Who has the need", hint="Like: someone whose bin is still full after bin day",
              needed=True, spoken=True),
        Field(name="need", label="What do they need to do or know?",
              hint="Like: have it emptied without waiting for the next bin day", needed=True, spoken=True),
        Field(name="so", label="What does that make possible?",
              hint="Like: rubbish does not pile up, smell or attract rats", needed=True, spoken=True),
    ),
)  # fmt: skip
EVIDENCE: Final = Part(
    key="evidence",
    called="finding",
    list="evidence",
    fields=(
        Field(name="source", label="How do you know?", hint="Like: interviews, calls, complaints, visits, a search log",
              needed=True),
        Field(name="asked", label="Who was asked?",
              hint="In words that point to nobody: 6 residents who live in flats. No names, no recordings."),
        Field(name="period", label="When?", hint="Like: May 2026"),
        Field(name="says", label="What was found?", hint="With the number, where there is one", needed=True,
              shape=Shape.LONG),
        Field(name="assumption", label="Is this an assumption?",
              hint="Yes, if nobody has found it out yet and it is what we think.", shape=Shape.YES_NO),
    ),
)  # fmt: skip
PAGE: Final = Part(
    key="page",
    called="page",
    list="ask",
    named_by="title",
    name_key="page",
    fields=(
        Field(name="title", label="Heading", hint="A question, if the page asks one thing", needed=True, spoken=True),
        Field(name="guidance", label="What people need to know to answer", shape=Shape.LONG, spoken=True),
        Field(name="show", label="Show only when (rule)", hint=_SHOWN.hint, shape=Shape.RULE),
    ),
)  # fmt: skip
USE: Final = Part(
    key="use",
    called="shared pages",
    fields=(Field(name="show", label="Show only when (rule)", hint=_SHOWN.hint, shape=Shape.RULE),),
)
QUESTION: Final = Part(
    key="question",
    called="question",
    list="questions",
    named_by="ask",
    fields=(
        Field(name="ask", label="Question", hint="As you would ask it", needed=True, spoken=True),
        Field(name="type", label="Kind of answer", shape=Shape.ONE_OF, needed=True,
              choices=tuple((kind.value, KIND_WORDS[kind]) for kind in Kind)),
        Field(name="hint", label="Hint", hint="A line that helps to answer", spoken=True),
        Field(name="why", label="Why do you ask?", shape=Shape.WHY),
        Field(name="optional", label="May it be left empty?", shape=Shape.YES_NO),
        Field(name="error", label="Words where the answer is missing", hint="What to do, like: Enter your name",
              spoken=True),
        _SHOWN,
    ),
)  # fmt: skip
RULE: Final = Part(
    key="rule",
    called="rule of who can have this",
    list="eligible",
    named_by="title",
    fields=(
        Field(name="title", label="Heading", spoken=True),
        Field(name="when", label="Holds when (rule)", hint="Like: days_between(missed_on, today) > 7",
              shape=Shape.RULE),
        Field(name="unless", label="Holds unless (rule)", hint="Fill in one of the two.", shape=Shape.RULE),
        Field(name="then", label="What follows", shape=Shape.ONE_OF, needed=True,
              choices=(("stop", "The service ends here"), ("cannot-tell", "A person must look at it"),
                       ("yes", "They can have it"))),
        Field(name="say", label="What the person reads", shape=Shape.LONG, needed=True, spoken=True),
        Field(name="explain", label="Law or policy behind it",
              hint="Like: Environmental Protection Act 1990, section 46", spoken=True),
    ),
)  # fmt: skip
MESSAGE: Final = Part(
    key="message",
    called="message",
    fields=(
        Field(name="subject", label="Subject", needed=True, spoken=True),
        Field(name="body", label="Words", shape=Shape.LONG, needed=True, spoken=True,
              hint="{{ reference }} and {{ name }} are filled in when it is sent."),
    ),
)  # fmt: skip
DATA: Final = Part(
    key="data",
    called="what happens to the answers",
    fields=(
        Field(name="purpose", label="What the answers are used for", needed=True, spoken=True),
        Field(name="basis", label="Lawful basis (UK GDPR article 6)", shape=Shape.ONE_OF, needed=True,
              choices=tuple((each, each.capitalize()) for each in
                            ("public task", "legal obligation", "consent", "contract", "vital interests"))),
        Field(name="law", label="The law that lets you ask", needed=True, spoken=True),
        Field(name="condition", label="Condition for sensitive answers (UK GDPR article 9 or 10)", spoken=True),
    ),
)  # fmt: skip
HELP: Final = Part(
    key="help",
    called="help for people who cannot go online",
    fields=(
        Field(name="phone", label="Phone number", needed=True),
        Field(name="hours", label="When somebody answers", needed=True, spoken=True),
        Field(name="counter", label="Where to come to", spoken=True),
        Field(name="paper", label="How to get it on paper", spoken=True),
    ),
)
MEASURES: Final = Part(
    key="measures",
    called="how you will know that it works",
    fields=(
        Field(name="outcome", label="What should be different for people", needed=True),
        Field(name="good", label="What would be good"),
    ),
)

_WITHIN: Final[Mapping[str, Part]] = {each.list: each for each in (NEED, EVIDENCE, PAGE, QUESTION, RULE)}
_ALONE: Final[Mapping[Address, Part]] = {(): SERVICE, ("data",): DATA, ("help",): HELP, ("measures",): MEASURES}


def part_at(address: Address, thing: Any) -> Part | None:
    """Which kind of part stands at an address; None where no form changes it."""
    if address in _ALONE:
        return _ALONE[address]
    if len(address) < 2:
        return None
    part = _WITHIN.get(str(address[-2]))
    return USE if part is PAGE and isinstance(thing, Mapping) and "use" in thing else part


def part_in(address: Address) -> Part | None:
    """Which kind of part a list at this address holds."""
    return _WITHIN.get(str(address[-1])) if address else None
