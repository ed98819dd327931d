"""What a smart-answers flow and its rules say, read from their two files, or refused with the mend."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.importing import writing
from trellis.services.language.importing.parts import SourcePart, read_as

CODE = "smart-answers-malformed"


class Option(SourcePart):
    """One answer that may be chosen."""

    value: str
    label: str


class SourceQuestion(SourcePart):
    """A question, and where its answers lead."""

    id: str = Field(min_length=1)
    type: str = "radio"
    title: str = Field(min_length=1)
    hint: str | None = None
    body: str | None = None
    error: str | None = None
    options: tuple[Option, ...] = ()
    label_none: str | None = None
    next: str | None = None
    next_by_answer: dict[str, str] = Field(default_factory=dict)
    possible_next: tuple[str, ...] = ()


class Start(SourcePart):
    """The words before the first question."""

    title: str
    meta_description: str = ""
    body: str = ""
    post_body: str = ""


class SourceOutcome(SourcePart):
    """An end of the flow."""

    id: str
    title: str = ""
    description: str = ""
    body: str = ""


class Flow(SourcePart):
    """The questions, routes and ends of one flow."""

    name: str = Field(min_length=1)
    start: Start
    questions: tuple[SourceQuestion, ...] = Field(min_length=1)
    outcomes: tuple[SourceOutcome, ...] = ()


class SourceResult(SourcePart):
    """One thing a flow can end with: a benefit with its nations, or a numbered result."""

    name: str = ""
    id: str = ""
    title: str
    description: str = ""
    url: str | None = None
    group: str | None = None
    countries: tuple[str, ...] = ()
    condition: str | None = None


class RuleBook(SourcePart):
    """The rules and what they decide on: benefits by nation, or numbered results."""

    rules: dict[str, dict[str, Any] | None] = Field(default_factory=dict)
    benefits: tuple[SourceResult, ...] = ()
    results: tuple[SourceResult, ...] = ()


def read_flow(raw: object) -> Flow:
    """The questions and their routes, or a refusal that says where the file is wrong."""
    flow = read_as(Flow, raw, file="the flow file", code=CODE)
    seen: set[str] = set()
    for number, question in enumerate(flow.questions):
        if question.id in seen:
            raise refused("the flow file", f"questions.{number}.id", f"Two questions are called `{question.id}`")
        seen.add(question.id)
    return flow


def read_rules(raw: object) -> RuleBook:
    """The rules and results, or a refusal that says where the file is wrong."""
    return read_as(RuleBook, raw, file="the rules file", code=CODE)


def refused(file: str, where: str, what: str, mend: str = "") -> DefinitionRefused:
    """One refusal, worded as the checker words its own."""
    return writing.refused(file, where, what, code=CODE, mend=mend)
