"""Kinds that are typed: text, email, phone, National Insurance number."""

from __future__ import annotations

import re

from trellis.services.language.kinds.shape import (
    LONGEST_LINE,
    KindOfQuestion,
    Raw,
    Setting,
    Shape,
    expect_text,
    refusal,
)
from trellis.services.language.model import Question


class WrittenText(KindOfQuestion):
    """A line of text. `least` and `most` count its characters."""

    empty = ""
    longest = LONGEST_LINE
    lines = False

    def check(self, question: Question, value: object, setting: Setting) -> object:
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        text = expect_text(value, setting)
        if not self.lines:
            text = " ".join(text.split())
        most = int(question.most or self.longest)
        if len(text) > most:
            raise refusal("text.long", setting, most=most, used=len(text))
        if len(text) < int(question.least or 0):
            raise refusal("text.short", setting, least=question.least)
        return text


class WrittenLongText(WrittenText):
    """Text of several lines."""

    longest = 4000
    lines = True


class Email(KindOfQuestion):
    """An email address. Only sending to it proves it, so the form is checked lightly."""

    empty = ""

    def check(self, question: Question, value: object, setting: Setting) -> object:
        text = expect_text(value, setting).replace(" ", "")
        # The longest address that SMTP carries: RFC 5321, section 4.5.3.1.3.
        whole = re.fullmatch(r"[^@\s<>\"(),:;\[\]\\]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}", text)
        if not whole or len(text) > 254 or ".." in text or text.startswith("."):
            raise refusal("email.form", setting)
        return text


class Phone(KindOfQuestion):
    """A phone number, kept in the international form; a number without a country is taken as British."""

    empty = ""

    def check(self, question: Question, value: object, setting: Setting) -> object:
        # Here and not above: the library is large, and most commands read no phone number.
        import phonenumbers  # noqa: PLC0415

        text = expect_text(value, setting)
        try:
            number = phonenumbers.parse(text[:40], "GB")
        except phonenumbers.NumberParseException:
            raise refusal("phone.form", setting) from None
        # "Possible", not "valid": the numbers kept free for films and tests are never valid, and nobody rings them.
        if not phonenumbers.is_possible_number(number):
            raise refusal("phone.form", setting)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        return {"value": self.shown(question, value, "en")}

    def shown(self, question: Question, value: object, language: str) -> str:
        text = str(value)
        if not text.startswith("+"):
            return text
        import phonenumbers  # noqa: PLC0415  as above

        number = phonenumbers.parse(text)
        british = number.country_code == 44
        form = phonenumbers.PhoneNumberFormat.NATIONAL if british else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, form)


class NationalInsurance(KindOfQuestion):
    """A National Insurance number, kept without spaces."""

    empty = ""
    # The prefixes that HM Revenue and Customs does not use: National Insurance Manual, NIM39110.
    form = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]")
    example = re.compile(r"QQ\d{6}[A-D]")
    """Never given to anybody, and so the one to use in tests and demonstrations."""

    def check(self, question: Question, value: object, setting: Setting) -> object:
        text = re.sub(r"[\s-]", "", expect_text(value, setting)).upper()
        if not self.form.fullmatch(text) and not self.example.fullmatch(text):
            raise refusal("ni.form", setting)
        return text

    def shown(self, question: Question, value: object, language: str) -> str:
        text = str(value)
        return " ".join((text[:2], text[2:4], text[4:6], text[6:8], text[8:]))


class BankDetails(KindOfQuestion):
    """The account that money is paid into. The bank alone knows whether it exists."""

    parts = ("name", "sort-code", "account-number", "roll-number")
    shape = Shape.BANK

    def gather(self, question: Question, parts: Raw, setting: Setting) -> object | None:
        given = {name: str(parts.get(name, "")).strip() for name in self.parts}
        return given if any(given.values()) else None

    def check(self, question: Question, value: object, setting: Setting) -> object:
        if not isinstance(value, dict) or not set(value) <= set(self.parts):
            raise refusal("form", setting, field="name")
        given = {name: expect_text(value.get(name, ""), setting, field=name) for name in self.parts}
        if not given["name"] or len(given["name"]) > LONGEST_LINE:
            raise refusal("bank.name", setting, field="name")
        sort = self._digits(given["sort-code"], "sort", setting, field="sort-code", lengths=(6,))
        account = self._digits(given["account-number"], "account", setting, field="account-number", lengths=(6, 7, 8))
        roll = given["roll-number"]
        if roll and not re.fullmatch(r"[A-Za-z0-9 ./-]{1,18}", roll):
            raise refusal("bank.roll-form", setting, field="roll-number")
        kept = {"name": given["name"], "sort-code": sort, "account-number": account}
        return kept | ({"roll-number": roll} if roll else {})

    def _digits(self, text: str, which: str, setting: Setting, *, field: str, lengths: tuple[int, ...]) -> str:
        if not text:
            raise refusal(f"bank.{which}", setting, field=field)
        digits = re.sub(r"[\s-]", "", text)
        if not (digits.isascii() and digits.isdigit() and len(digits) in lengths):
            raise refusal(f"bank.{which}-form", setting, field=field)
        return digits

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        return {name: str(each) for name, each in _fields(value).items()}

    def shown(self, question: Question, value: object, language: str) -> str:
        from_value = _fields(value)
        sort = str(from_value["sort-code"])
        lines = [str(from_value["name"]), f"{sort[:2]} {sort[2:4]} {sort[4:]}", str(from_value["account-number"])]
        return "\n".join([*lines, *([str(from_value["roll-number"])] if "roll-number" in from_value else [])])

    def fact(self, question: Question, value: object) -> object:
        return {name.replace("-", "_"): each for name, each in _fields(value).items()}


class PersonName(KindOfQuestion):
    """A person's first and last name, each as they write it."""

    parts = ("first", "last")
    shape = Shape.NAME

    def gather(self, question: Question, parts: Raw, setting: Setting) -> object | None:
        given = {name: " ".join(str(parts.get(name, "")).split()) for name in self.parts}
        return given if any(given.values()) else None

    def check(self, question: Question, value: object, setting: Setting) -> object:
        if isinstance(value, str):
            first, _, last = value.strip().rpartition(" ")
            value = {"first": first, "last": last}
        if not isinstance(value, dict) or not set(value) <= set(self.parts):
            raise refusal("form", setting, field="first")
        kept = {name: expect_text(value.get(name, ""), setting, field=name) for name in self.parts}
        for name, text in kept.items():
            if not text:
                raise refusal(f"name.{name}", setting, field=name)
            if len(text) > 100:
                raise refusal("name.long", setting, field=name, most=100)
        return kept

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        return {name: str(each) for name, each in _fields(value).items()}

    def shown(self, question: Question, value: object, language: str) -> str:
        return " ".join(str(each) for each in _fields(value).values())


def _fields(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
