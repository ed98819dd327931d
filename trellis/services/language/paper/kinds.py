"""What kind of question a place to answer is: guessed from what the source says of it and from its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from trellis.services.language.model import Kind
from trellis.services.language.paper.source import Blank, Shows

MOST_RADIOS = 10
"""A longer list is easier to read folded up."""


class Trust(StrEnum):
    """How far a guess can be trusted."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, kw_only=True)
class Guess:
    """One guess, with why."""

    value: str
    trust: Trust
    because: str


SOMEBODY = "applicant|person|child|parent|contact|carer|tenant|landlord|partner"
SIGNS: tuple[tuple[Kind, str], ...] = (
    (Kind.DECLARATION, r"signature|signed(?: by)?|sign here|please sign"),
    (
        Kind.DATE,
        r"date|dob|d\.o\.b|born|dd[/ -]?mm|day.{0,5}month.{0,5}year|(?:what|which) day|day you|when did|when was",
    ),
    (Kind.EMAIL, r"e-?mail"),
    (Kind.FILE, r"attach|enclose|upload|photo(?:graph)?s?|(?:a )?cop(?:y|ies) of|evidence of|proof of"),
    (Kind.PHONE, r"(?:tele)?phone|mobile|tel(?: no)?\.?|daytime number|contact number"),
    (Kind.NATIONAL_INSURANCE, r"national insurance|n\.?i\.? n(?:o|umber)"),
    (Kind.BANK_DETAILS, r"bank details|sort code|account number"),
    (Kind.ADDRESS, r"(?<!web )(?<!site )(?<!ip )address|where do you live|where does .{1,30} live"),
    (
        Kind.MONEY,
        r"£|how much (?:do|did|does|will|is|was|rent|money)|amount|cost|income|rent|wages?|salary|savings|price|fee",
    ),
    (Kind.NUMBER, r"how many|number of|quantity|no\. of|age(?: in years)?$"),
    (Kind.TIME, r"what time|time of|at what hour|start time|end time|finish time"),
    (
        Kind.NAME,
        (
            rf"(?:full |your |sur|first |last |contact )name|^names?$|name and surname|name of (?:the )?(?:{SOMEBODY})|"
            rf"(?:{SOMEBODY})(?:['’]?s)?(?: full)? name"
        ),
    ),
    (
        Kind.LONG_TEXT,
        r"details|describe|explain|explanation|why\b|reasons?|tell us|comments?|information|any other|what happened",
    ),
)
"""In this order: the first whose words stand in the label. “Date of the address” is a date."""
_DECLARING = re.compile(
    r"\b(?:i|we)\b.{0,40}\b(?:confirm|declare|agree|certify|understand|consent|accept|authorise|have read)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"(?:all|any|those) (?:that|which) apply|(?:one|more) or more|as many as", re.IGNORECASE)
_ONE = re.compile(r"\b(?:tick|choose|select|mark) (?:only )?one\b|\bone (?:box|only)\b|\bwhich one\b", re.IGNORECASE)
_FILES = re.compile(r"\b(?:attach|enclose)(?:d|s)?\b|\bproof of\b|\bcopy of\b|\bevidence of\b", re.IGNORECASE)
_AMONG = re.compile(r"\bwhich of\b", re.IGNORECASE)
_YES = re.compile(r"(?:yes|y)[.,]?", re.IGNORECASE)
_NO = re.compile(r"(?:no|n)[.,]?", re.IGNORECASE)


def kind_of(blank: Blank) -> Guess:
    """The kind of this place to answer, how far that can be trusted, and why."""
    if blank.stated not in {"", Kind.TEXT, Kind.NUMBER}:
        return _guess(Kind(blank.stated), Trust.CERTAIN, "the source itself gives it this kind")
    if blank.options:
        return _picked(blank)
    if blank.shows is Shows.UPLOAD:
        return _guess(Kind.FILE, Trust.CERTAIN, "the source takes files here")
    return _written(blank)


def declares(text: str) -> bool:
    """Whether somebody who ticks or signs this declares something."""
    return bool(_DECLARING.search(text))


def _picked(blank: Blank) -> Guess:
    options = blank.options
    if len(options) == 2 and _YES.fullmatch(options[0]) and _NO.fullmatch(options[1]):
        return _guess(Kind.YES_NO, Trust.CERTAIN, "its two answers are yes and no")
    if blank.shows is Shows.ANY_OF and len(options) > 1:
        return _guess(Kind.CHOICES, Trust.CERTAIN, "the source lets people choose several")
    if blank.shows is Shows.ONE_OF and len(options) > MOST_RADIOS:
        return _guess(Kind.SELECT, Trust.CERTAIN, f"the source lets people choose one, of more than {MOST_RADIOS}")
    if blank.shows is Shows.ONE_OF:
        return _guess(Kind.CHOICE, Trust.CERTAIN, "the source lets people choose one")
    return _box_alone(blank) if len(options) == 1 else _boxes(blank)


def _box_alone(blank: Blank) -> Guess:
    words = f"{blank.label} {blank.options[0]}"
    if declares(words):
        return _guess(Kind.DECLARATION, Trust.LIKELY, "it is one box beside words that declare something")
    if _FILES.search(words):
        return _guess(Kind.FILE, Trust.UNSURE, "it is a box to tick for something that is sent with the form")
    if blank.label in {"", blank.options[0]} or not blank.options[0]:
        return _guess(Kind.YES_NO, Trust.LIKELY, "it is one box by itself, which is ticked for yes")
    return _guess(Kind.CHOICES, Trust.UNSURE, "it is one box under a question")


def _boxes(blank: Blank) -> Guess:
    """Boxes on paper say how many may be ticked in words, or not at all."""
    words = f"{blank.label} {blank.hint}"
    if SEVERAL.search(words):
        return _guess(Kind.CHOICES, Trust.LIKELY, "its words say that several boxes may be ticked")
    if _ONE.search(words):
        return _guess(Kind.CHOICE, Trust.LIKELY, "its words say that one box is ticked")
    if _AMONG.search(words):
        return _guess(Kind.CHOICES, Trust.UNSURE, "its words ask which of several, and nothing says if one or more")
    return _guess(Kind.CHOICE, Trust.UNSURE, "it has boxes, and nothing says if one or several may be ticked")


def _written(blank: Blank) -> Guess:
    for kind, words in SIGNS:
        found = re.search(rf"(?<![\w£])(?:{words})(?!\w)", blank.label, re.IGNORECASE)
        if found and _may_be(kind, blank):
            return _guess(kind, Trust.LIKELY, f"its label says “{found[0].lower()}”")
    if blank.stated == Kind.NUMBER:
        return _guess(Kind.NUMBER, Trust.LIKELY, "the source itself gives it this kind")
    if blank.shows is Shows.SPACE:
        return _guess(Kind.LONG_TEXT, Trust.LIKELY, "there is room for several lines")
    return _guess(Kind.TEXT, Trust.UNSURE, "nothing in its words says what is written here")


def _may_be(kind: Kind, blank: Blank) -> bool:
    """Whether its looks allow this kind: a long space is no date, and what the source calls a number is no name."""
    if blank.shows is Shows.SPACE:
        return kind in {Kind.LONG_TEXT, Kind.ADDRESS, Kind.DECLARATION}
    if blank.stated == Kind.NUMBER:
        return kind in {Kind.MONEY, Kind.NUMBER}
    return not (kind is Kind.LONG_TEXT and blank.shows is Shows.LINE and blank.stated == Kind.TEXT)


def _guess(kind: Kind, trust: Trust, because: str) -> Guess:
    return Guess(value=kind.value, trust=trust, because=because)
