"""The words of a form, put in order: labels, numbers of questions, words about paper, and conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_ASK = 140

_NUMBER = re.compile(
    r"^\s*(?:(?:question|q)\s*)?(?P<number>\d{1,2}(?:\.\d{1,2})?\s?[a-h]?|[A-H]\d{1,2}|\([a-z0-9]{1,2}\))(?:\s*[.):]\s*|\s+(?=[A-Z]))",
    re.IGNORECASE,
)
_PART = re.compile(r"^\s*(?:section|part|step|page)\s+(?P<number>\d{1,2}|[A-H])\b\s*[.:)–-]?\s*", re.IGNORECASE)
_REQUIRED = re.compile(r"\s*(?:\*+|\((?:required|mandatory|compulsory)\))\s*", re.IGNORECASE)
_OPTIONAL = re.compile(
    r"\(?\b(?:optional|if (?:any|known|applicable|you have one|different|relevant|available))\b\)?", re.IGNORECASE
)
_OFFICE = re.compile(
    r"\b(?:for )?(?:official|office|internal|council|staff|admin|departmental)(?: staff)? use\b(?: only)?|"
    r"\bto be completed by (?:the council|staff|an officer|the office)\b|\bdo not write (?:below|in this)\b",
    re.IGNORECASE,
)
_ABOUT_PAPER = re.compile(
    r"\b(?:block (?:capitals|letters)|black (?:ink|pen)|"
    r"(?:return|send|post|hand)[^.]{0,40}\b(?:form|application)\b[^.]{0,20}\bto\b|"
    r"print (?:clearly|this form)|continue on (?:a )?(?:separate|another) (?:sheet|page)|staple|envelope|"
    r"(?:required|mandatory|compulsory) fields?|fields?[^.]{0,40}(?:required|mandatory|compulsory)|"
    r"page \d+ of \d+|all rights reserved|cookies?)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\bif (?:you (?:have )?(?:answered|ticked|said|chose) )?[“\"'‘]?(?P<answer>yes|no)\b[”\"'’]?|"
    r"\bif you (?:are|have|do|did|live|want|need|answered|ticked|were|own|rent|get|receive)\b|"
    r"\b(?:only|please) (?:complete|answer|fill in) (?:this|the next|section|part|question)[^.]{0,60}\bif\b|"
    r"\b(?:go|skip|move|jump)(?: straight| on)? to (?:(?:question|section|part|page|q)\s?\w{1,4}|\d{1,2})\b",
    re.IGNORECASE,
)
_GO_TO = re.compile(
    r"\b(?:go|skip|move|jump)(?: straight| on)? to (?:question|section|part|page|q)?\s?"
    r"(?P<number>\d{1,2}[a-h]?|[A-H]\d?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Label:
    """What a label says, taken apart."""

    ask: str
    hint: str = ""
    number: str = ""
    required: bool | None = None


def label(text: str) -> Label:
    """The question in a label, without its number and its marks; what follows it is the hint."""
    numbered = _NUMBER.match(text)
    bare = text[numbered.end() :] if numbered else text
    required = True if _REQUIRED.search(bare) else False if _OPTIONAL.search(bare) else None
    bare = _REQUIRED.sub(" ", bare).strip()
    ask, hint = _parted(re.sub(r"\(?\boptional\b\)?", "", bare, flags=re.IGNORECASE).strip())
    ask = re.sub(r"[\s:.…]+$", "", ask)
    return Label(
        ask=ask[:1].upper() + ask[1:] if ask[:1].islower() else ask,
        hint=hint.strip(" .") if re.search(r"\w{2}", hint) else "",
        number=re.sub(r"[\s()]", "", numbered["number"]).lower() if numbered else "",
        required=required,
    )


def heading(text: str) -> tuple[str, str]:
    """The words of a heading and its number: “Section B: Your home” is “Your home”, B."""
    found = _PART.match(text) or _NUMBER.match(text)
    bare = text[found.end() :].strip(" :") if found else text.strip(" :")
    return (bare or text), (found["number"].lower() if found else "")


def is_for_the_office(text: str) -> bool:
    """Whether what follows is filled in by the council, so that residents are never asked."""
    return bool(_OFFICE.search(text)) and len(text.split()) <= 14


def is_about_paper(text: str) -> bool:
    """Whether these words are about pens, envelopes and sheets, which nobody needs here."""
    return bool(_ABOUT_PAPER.search(text))


def condition_in(text: str) -> str:
    """The sentence that says when something is asked; nothing where there is none."""
    text = _OPTIONAL.sub("", text)
    found = _CONDITION.search(text)
    if not found:
        return ""
    start = max(text.rfind(each, 0, found.start()) for each in (". ", "? ", "; ", "(")) + 1
    ends = [at for each in (".", ";", ")", "?") if (at := text.find(each, found.end())) >= 0]
    return _NUMBER.sub("", text[start : min(ends, default=len(text))]).strip(" ()")


def answer_named(condition: str) -> str:
    """`yes` or `no`, where the condition is about the answer just given."""
    found = _CONDITION.search(condition)
    return (found["answer"] or "").lower() if found else ""


def goes_to(condition: str) -> str:
    """The number of the question, section or page that a condition sends people to."""
    found = _GO_TO.search(condition)
    return found["number"].lower() if found else ""


def _parted(text: str) -> tuple[str, str]:
    """A label's question, and what it adds in brackets or in further sentences."""
    question = re.match(r"(?P<ask>[^?]{3,200}\?)\s*(?P<hint>.+)?$", text)
    if question:
        return question["ask"], (question["hint"] or "").strip("() ")
    bracketed = re.match(r"(?P<ask>[^()]{2,})\s*\((?P<hint>[^()]{3,})\)\s*:?$", text)
    if bracketed:
        return bracketed["ask"].strip(), bracketed["hint"]
    sentence = re.match(r"(?P<ask>[^.]{3,}?)\.\s+(?P<hint>[A-Z].+)$", text)
    if sentence and len(text) > 60:
        return sentence["ask"], sentence["hint"]
    if len(text) > LONGEST_ASK and ":" in text[:LONGEST_ASK]:
        ask, _, hint = text.partition(":")
        return ask, hint
    return text, ""
