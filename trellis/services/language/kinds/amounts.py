"""Kinds that are counted: numbers and money."""

from __future__ import annotations

import re
from decimal import Decimal

from trellis.base.money import pounds
from trellis.services.language.kinds.shape import KindOfQuestion, Setting, Shape, expect_text, refusal
from trellis.services.language.model import Question

LARGEST = 10**12
"""Numbers have at most twelve figures before the point."""


def pence_of(text: str) -> int | None:
    """The pence in `12.50`, `£1,200` or `12.5`; None where the text is not money. Never through a float."""
    found = re.fullmatch(r"£?\s?((?:\d{1,3}(?:,\d{3})+|\d{1,9}))(?:\.(\d{1,2}))?", text.strip())
    if not found:
        return None
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))


def money_text(pence: int) -> str:
    """Money as it is kept and sent: `12.50`."""
    return f"{pence // 100}.{pence % 100:02d}"


class Number(KindOfQuestion):
    """A number. It may have decimals where `least` or `most` is written with some, as in `most: 10.0`."""

    def shape_of(self, question: Question) -> Shape:
        return Shape.DECIMAL if "." in question.least + question.most else Shape.WHOLE

    def check(self, question: Question, value: object, setting: Setting) -> object:
        number = self._number(value, setting)
        decimal = self.shape_of(question) is Shape.DECIMAL
        if not decimal and number % 1:
            raise refusal("number.whole", setting)
        if question.least and number < Decimal(question.least):
            raise refusal("number.least", setting, least=question.least)
        if question.most and number > Decimal(question.most):
            raise refusal("number.most", setting, most=question.most)
        return float(number) if decimal else int(number)

    def _number(self, value: object, setting: Setting) -> Decimal | int:
        if isinstance(value, bool):
            raise refusal("number.form", setting)
        if isinstance(value, int) and abs(value) < LARGEST:
            return value
        text = repr(value) if isinstance(value, (int, float)) else expect_text(value, setting)
        if not re.fullmatch(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?", text):
            raise refusal("number.form", setting)
        return Decimal(text.replace(",", "").replace("−", "-"))

    def shown(self, question: Question, value: object, language: str) -> str:
        number = f"{value:,}" if isinstance(value, (int, float)) else str(value)
        return f"{number} {question.unit.to(language)}" if question.unit else number


class Money(KindOfQuestion):
    """An amount in pounds and pence, kept as text like `12.50`; whole pence to the rules."""

    shape = Shape.PENCE

    def check(self, question: Question, value: object, setting: Setting) -> object:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        pence = pence_of(expect_text(value, setting))
        if pence is None:
            raise refusal("money.form", setting)
        least, most = pence_of(question.least), pence_of(question.most)
        if least is not None and pence < least:
            raise refusal("money.least", setting, least=pounds(least))
        if most is not None and pence > most:
            raise refusal("money.most", setting, most=pounds(most))
        return money_text(pence)

    def shown(self, question: Question, value: object, language: str) -> str:
        return pounds(pence_of(str(value)) or 0)

    def fact(self, question: Question, value: object) -> object:
        return pence_of(str(value))
