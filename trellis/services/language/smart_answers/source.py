"""What a smart-answers flow and its rules say, read from their two files, or refused with the mend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trellis.services.language.findings import DefinitionRefused, Finding


class SourcePart(BaseModel):
    """A part of the source files. Keys we have no use for are left alone: the files are not ours."""

    model_config = ConfigDict(frozen=True, extra="ignore")


Model = TypeVar("Model", bound=SourcePart)


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
    flow = _read(Flow, raw, file="the flow file")
    seen: set[str] = set()
    for number, question in enumerate(flow.questions):
        if question.id in seen:
            raise refused("the flow file", f"questions.{number}.id", f"Two questions are called `{question.id}`")
        seen.add(question.id)
    return flow


def read_rules(raw: object) -> RuleBook:
    """The rules and results, or a refusal that says where the file is wrong."""
    return _read(RuleBook, raw, file="the rules file")


def refused(file: str, where: str, what: str, mend: str = "") -> DefinitionRefused:
    """One refusal, worded as the checker words its own."""
    finding = Finding(
        file=file,
        line=1,
        column=1,
        code="smart-answers-malformed",
        what=f"{what} (at {where}).",
        why="The flow cannot be turned into a service if a part of it is missing or says two things.",
        mend=mend or f"Correct {where} in {file}, or export the flow again, and import it once more.",
    )
    return DefinitionRefused([finding])


def _read(model: type[Model], raw: object, *, file: str) -> Model:
    if not isinstance(raw, Mapping):
        raise refused(file, "the top", "The file does not hold one object with named parts")
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the top"
        raise refused(file, where, _said(first["type"], str(first["msg"]))) from None


def _said(kind: str, message: str) -> str:
    if kind == "missing":
        return "A part that every flow needs is missing"
    if kind in ("string_type", "dict_type", "tuple_type", "model_type", "list_type"):
        return f"A part is of the wrong type: {message[0].lower()}{message[1:]}"
    return message.rstrip(".")
