"""Kinds that are chosen: yes or no, one of several, several of several, a declaration."""

from __future__ import annotations

from trellis.services.language.kinds.shape import (
    KindOfQuestion,
    Raw,
    Setting,
    Shape,
    expect_text,
    refusal,
    texts_of,
)
from trellis.services.language.model import Choice, Question
from trellis.services.language.words import say


class YesOrNo(KindOfQuestion):
    """Yes or no, kept as true or false."""

    shape = Shape.YES_NO
    empty = False

    def check(self, question: Question, value: object, setting: Setting) -> object:
        if isinstance(value, bool):
            return value
        if value in ("yes", "no"):
            return value == "yes"
        raise refusal("missing.yes-no", setting)

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        return {"value": "yes" if value else "no"}

    def shown(self, question: Question, value: object, language: str) -> str:
        wanted = "yes" if value else "no"
        own = next((choice for choice in question.choices if choice.value == wanted), None)
        return own.label.to(language) if own else say(wanted, language)


class Declaration(YesOrNo):
    """A statement to agree to. Nothing goes on until it is agreed."""

    def check(self, question: Question, value: object, setting: Setting) -> object:
        if value is True or value in ("yes", "agreed"):
            return True
        raise refusal("missing.declaration", setting)

    def shown(self, question: Question, value: object, language: str) -> str:
        return say("agreed", language)


class OneChoice(KindOfQuestion):
    """One of the choices, kept as its value."""

    empty = ""

    def check(self, question: Question, value: object, setting: Setting) -> object:
        text = expect_text(value, setting)
        if not any(choice.value == text for choice in question.choices):
            raise refusal("choice.unknown", setting)
        return text

    def shown(self, question: Question, value: object, language: str) -> str:
        return choice_label(question.choices, str(value), language)


class SeveralChoices(KindOfQuestion):
    """Some of the choices, kept as a list of values in the order in which they are offered."""

    shape = Shape.TEXTS
    empty = ()

    def gather(self, question: Question, parts: Raw, setting: Setting) -> object | None:
        return texts_of(parts, "value") or None

    def check(self, question: Question, value: object, setting: Setting) -> object:
        if isinstance(value, str):
            value = [each.strip() for each in value.split(",") if each.strip()]
        if not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value):
            raise refusal("form", setting)
        if not set(value) <= {choice.value for choice in question.choices}:
            raise refusal("choices.unknown", setting)
        chosen = [choice for choice in question.choices if choice.value in value]
        lonely = next((choice for choice in chosen if choice.exclusive), None)
        if lonely and len(chosen) > 1:
            raise refusal("choices.exclusive", setting, label=lonely.label.to(setting.language))
        self._count(question, len(chosen), setting)
        return [choice.value for choice in chosen]

    def _count(self, question: Question, count: int, setting: Setting) -> None:
        if not count:
            raise refusal("missing.choices", setting)
        if question.most and count > int(question.most):
            raise refusal("choices.most", setting, most=question.most)
        if question.least and count < int(question.least):
            raise refusal("choices.least", setting, least=question.least)

    def typed(self, question: Question, value: object) -> dict[str, str | list[str]]:
        return {"value": [str(each) for each in value] if isinstance(value, (list, tuple)) else []}

    def shown(self, question: Question, value: object, language: str) -> str:
        chosen = value if isinstance(value, (list, tuple)) else ()
        return "\n".join(choice_label(question.choices, str(each), language) for each in chosen)

    def fact(self, question: Question, value: object) -> object:
        return list(value) if isinstance(value, (list, tuple)) else []


def choice_label(choices: tuple[Choice, ...], value: str, language: str) -> str:
    """The words of a choice; the value itself where the list no longer has it."""
    return next((choice.label.to(language) for choice in choices if choice.value == value), value)
