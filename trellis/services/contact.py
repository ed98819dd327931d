"""How the person who answers can be reached: the first name, email address and phone number that they gave. Pure."""

from __future__ import annotations

from typing import Any

from trellis.people.contact import Contact
from trellis.services.answers import Values
from trellis.services.language import kinds
from trellis.services.language.compiler import Compiled
from trellis.services.language.model import Kind, Question


def contact_of(compiled: Compiled, answers: Values, *, participant: str, language: str) -> Contact:
    """The contact details of one participant, from the questions that they answered."""
    asked = [
        question
        for page in compiled.pages
        if page.by == participant and page.repeat is None
        for question in page.questions
    ]

    def first(kind: Kind) -> str:
        for question in asked:
            if question.type is kind and answers.get(question.id):
                return _in_words(question, answers[question.id], language)
        return ""

    return Contact(name=first(Kind.NAME), email=first(Kind.EMAIL), phone=first(Kind.PHONE), language=language)


def _in_words(question: Question, value: Any, language: str) -> str:
    # A phone number stays in the international form: it is for machines to ring and write to.
    return str(value) if question.type is Kind.PHONE else kinds.shown(question, value, language)
