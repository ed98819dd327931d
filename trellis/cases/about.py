"""Who and what an application is about, read from its answers: parties, addresses, what it can be found by. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trellis.people.contact import Contact
from trellis.services.contact import contact_of
from trellis.services.language import kinds
from trellis.services.language.model import Kind, Page, Question
from trellis.services.queries import Submission

APPLICANT = "applicant"
_POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}")
_LONGEST_TERM = 200


@dataclass(frozen=True, kw_only=True)
class Party:
    role: str
    contact: Contact


@dataclass(frozen=True, kw_only=True)
class Address:
    role: str
    """The question that asked for it."""
    uprn: str
    lines: tuple[str, ...]
    areas: tuple[str, ...]


def parties_of(sent: Submission) -> tuple[Party, ...]:
    """The applicant, and whoever else is named: by a page of their own, or by a question on a fact about them."""
    found = {sent.participant: sent.contact}
    for role in sent.compiled.definition.participants:
        contact = contact_of(sent.compiled, sent.answers, participant=role, language=sent.language)
        if role not in found and (contact.name or contact.email or contact.phone):
            found[role] = contact
    for question, value in _answered(sent):
        role = question.fact.partition(".")[0]
        if question.type is Kind.NAME and role in sent.compiled.definition.participants and role not in found:
            found[role] = Contact(name=kinds.shown(question, value, sent.language), language=sent.language)
    return tuple(Party(role=role, contact=contact) for role, contact in found.items())


def addresses_of(sent: Submission) -> tuple[Address, ...]:
    """Every address and place that was given, in the order of the questions."""
    return tuple(_address(question, value, sent) for question, value in _answered(sent) if _is_place(question))


def terms_of(sent: Submission) -> frozenset[str]:
    """What a case can be found by: names, e-mail addresses, phone numbers, postcodes, and what the service declares."""
    found: set[str] = set()
    for party in parties_of(sent):
        found |= words_in(party.contact.name)
        found |= {squeezed(party.contact.name), squeezed(party.contact.email), phone_digits(party.contact.phone)}
    for question, value in _answered(sent):
        shown = kinds.shown(question, value, sent.language)
        if question.type in {Kind.ADDRESS, Kind.PLACE}:
            found |= {squeezed(each) for each in _POSTCODE.findall(shown)}
        elif question.store == "searchable":
            found |= words_in(shown) | {squeezed(shown)}
    return frozenset(term for term in found if len(term) > 1)


def terms_in(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """What to look for: any one of the first (the whole of it, run together), or all of the second (each word)."""
    return frozenset({squeezed(words), phone_digits(words)} - {""}), words_in(words)


def words_in(text: str) -> frozenset[str]:
    """The words of a text, in small letters."""
    return frozenset(re.findall(r"\w{2,}", text.casefold()))


def squeezed(text: str) -> str:
    """A text run together, so that `AN1 2BC` and `an12bc` are the same."""
    return re.sub(r"[^\w@.+]", "", text.casefold())[:_LONGEST_TERM]


def phone_digits(text: str) -> str:
    """The last ten digits of what looks like a phone number: the same with and without +44."""
    digits = re.sub(r"\D", "", text)
    return digits[-10:] if len(digits) >= 10 and not re.search(r"[A-Za-z]", text) else ""


def _answered(sent: Submission) -> Iterator[tuple[Question, Any]]:
    for page in sent.compiled.pages:
        for answers in _answers_on(page, sent.answers):
            for question in page.questions:
                if (value := answers.get(question.id)) is not None:
                    yield question, value


def _answers_on(page: Page, answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(answers.get(page.page) or ()) if page.repeat else [answers]


def _is_place(question: Question) -> bool:
    return question.type in {Kind.ADDRESS, Kind.PLACE}


def _address(question: Question, value: Any, sent: Submission) -> Address:
    lines = tuple(line.strip() for line in kinds.shown(question, value, sent.language).splitlines() if line.strip())
    known = value if isinstance(value, Mapping) else {}
    return Address(
        role=question.id,
        uprn=str(known.get("uprn") or ""),
        lines=lines,
        areas=tuple(known.get("areas") or ()),
    )
