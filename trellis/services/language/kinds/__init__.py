"""Kinds of question: for each, its sub-inputs, and how an answer is read, checked, put back and shown.

Every channel uses these functions, so an answer means the same wherever it was given. A value is what JSON can carry:
text, true or false, a number, a list, a mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from trellis.services.language.kinds.amounts import Money, Number
from trellis.services.language.kinds.documents import Files
from trellis.services.language.kinds.moments import Date, DateRange, Time
from trellis.services.language.kinds.picking import Declaration, OneChoice, SeveralChoices, YesOrNo
from trellis.services.language.kinds.shape import KindOfQuestion, Raw, Setting, Shape, Unacceptable, refusal
from trellis.services.language.kinds.where import Address, PlaceOnMap
from trellis.services.language.kinds.writing import (
    BankDetails,
    Email,
    NationalInsurance,
    PersonName,
    Phone,
    WrittenLongText,
    WrittenText,
)
from trellis.services.language.model import Kind, Question
from trellis.services.language.words import say

__all__ = ["Shape", "Unacceptable", "check", "empty", "fact", "parts", "read", "shape_of", "shown", "typed"]

KINDS: Mapping[Kind, KindOfQuestion] = {
    Kind.TEXT: WrittenText(),
    Kind.LONG_TEXT: WrittenLongText(),
    Kind.NAME: PersonName(),
    Kind.EMAIL: Email(),
    Kind.PHONE: Phone(),
    Kind.NATIONAL_INSURANCE: NationalInsurance(),
    Kind.BANK_DETAILS: BankDetails(),
    Kind.NUMBER: Number(),
    Kind.MONEY: Money(),
    Kind.DATE: Date(),
    Kind.DATE_RANGE: DateRange(),
    Kind.TIME: Time(),
    Kind.YES_NO: YesOrNo(),
    Kind.CHOICE: OneChoice(),
    Kind.SELECT: OneChoice(),
    Kind.CHOICES: SeveralChoices(),
    Kind.ADDRESS: Address(),
    Kind.PLACE: PlaceOnMap(),
    Kind.FILE: Files(),
    Kind.DECLARATION: Declaration(),
}


def parts(question: Question) -> tuple[str, ...]:
    """The sub-inputs in which this question is answered: `value` alone, or day, month and year."""
    return KINDS[question.type].parts


def read(question: Question, raw: Raw, *, language: str, today: date) -> object | None:
    """What somebody typed or chose, as a value we keep; None where an optional question was left out.

    Raises `Unacceptable` at the sub-input that is wrong, with words that say the mend. The question's own `error:`
    is said where nothing was answered.
    """
    kind, setting = KINDS[question.type], Setting(language=language, today=today)
    gathered = kind.gather(question, raw, setting)
    if gathered is None:
        if question.optional:
            return None
        raise missing(question, setting)
    return kind.check(question, gathered, setting)


def check(question: Question, value: object, *, language: str = "en", today: date) -> object | None:
    """A value that came as JSON, in the form we keep. Raises `Unacceptable` where it cannot be used."""
    setting = Setting(language=language, today=today)
    if value in (None, "", []):
        if question.optional:
            return None
        raise missing(question, setting)
    return KINDS[question.type].check(question, value, setting)


def missing(question: Question, setting: Setting) -> Unacceptable:
    """Nothing was answered: the question's own words for that, or those of its kind."""
    if question.error:
        return Unacceptable(parts(question)[0], question.error.to(setting.language))
    return refusal(f"missing.{question.type}", setting, field=parts(question)[0])


def typed(question: Question, value: object | None) -> dict[str, str | list[str]]:
    """A kept value, put back into its sub-inputs."""
    return {} if value is None else KINDS[question.type].typed(question, value)


def shown(question: Question, value: object | None, language: str) -> str:
    """A kept value in words, as the person reads it back. Lines are separated by a line break."""
    return say("not-answered", language) if value is None else KINDS[question.type].shown(question, value, language)


def shape_of(question: Question) -> Shape:
    """What the answer is to a rule."""
    return KINDS[question.type].shape_of(question)


def fact(question: Question, value: object) -> object:
    """A kept value as the rules see it: money in pence, a day as its number."""
    return KINDS[question.type].fact(question, value)


def empty(question: Question) -> object | None:
    """What a rule sees of a question that was passed over; None where that stays unknown."""
    found = KINDS[question.type].empty
    return list(found) if isinstance(found, tuple) else found
