"""What a form sent, as raw answers for the services floor; and a step shown again with what was typed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from trellis.services.contract import Asked, Problem, Raw, Step, Upload
from trellis.services.language import kinds
from trellis.services.language.model import Kind, Question

_SEVERAL = frozenset({Kind.CHOICES})


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A question that a form may have answered, whether it comes from a definition or from a step."""

    id: str
    kind: Kind
    parts: tuple[str, ...]


def blanks(questions: Sequence[Question]) -> tuple[Blank, ...]:
    """Of a definition's page: without asking which of its questions are shown."""
    return tuple(Blank(id=each.id, kind=each.type, parts=kinds.parts(each)) for each in questions)


def blanks_asked(asked: Sequence[Asked]) -> tuple[Blank, ...]:
    return tuple(Blank(id=each.id, kind=each.kind, parts=each.parts) for each in asked)


def raw_answers(request: HttpRequest, questions: Sequence[Blank]) -> dict[str, Raw]:
    """What was typed, by question and part. A question that was not on the page is left out."""
    found = ((each.id, _raw_of(request, each)) for each in questions if each.kind is not Kind.FILE)
    return {name: raw for name, raw in found if raw}


def _raw_of(request: HttpRequest, blank: Blank) -> Raw:
    if blank.parts == ("value",):
        sent = request.POST.getlist(blank.id)
        return {} if not sent else {"value": sent} if blank.kind in _SEVERAL else {"value": sent[0]}
    names = ((part, f"{blank.id}.{part}") for part in blank.parts)
    return {part: request.POST.get(name, "") for part, name in names if name in request.POST}


def uploads(request: HttpRequest, questions: Sequence[Blank]) -> dict[str, list[Upload]]:
    """The files that were chosen, by question."""
    found = {each.id: request.FILES.getlist(each.id) for each in questions if each.kind is Kind.FILE}
    return {question: [_upload(each) for each in files] for question, files in found.items() if files}


def _upload(file: UploadedFile[Any]) -> Upload:
    return Upload(name=file.name or "", content=file.read())


def with_typed(step: Step, raw: Mapping[str, Raw], *, problems: Sequence[Problem] = ()) -> Step:
    """A step with what was typed in it so far, and perhaps what is wrong with it."""
    wrong = {each.question: each for each in problems}
    asked = [_retyped(each, raw.get(each.id), wrong.get(each.id)) for each in step.questions]
    return replace(step, questions=tuple(asked), problems=tuple(problems))


def _retyped(asked: Asked, raw: Raw | None, problem: Problem | None) -> Asked:
    if raw is None:
        return replace(asked, problem=problem)
    given = raw.get("value", "")
    chosen = set(given) if isinstance(given, list) else {given}
    options = tuple(replace(each, chosen=each.value in chosen) for each in asked.options)
    return replace(asked, raw=raw, options=options, problem=problem)
