"""What a form sent, as raw answers for the services floor; and a step shown again with what was typed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from trellis.services.contract import Asked, Problem, Raw, Step, Upload
from trellis.services.language.model import Kind

_SEVERAL = frozenset({Kind.CHOICES})


def raw_answers(request: HttpRequest, questions: Sequence[Asked]) -> dict[str, Raw]:
    """What was typed, by question and part. A question that was shown and left empty is there, and empty."""
    return {each.id: _raw_of(request, each) for each in questions if each.kind is not Kind.FILE}


def _raw_of(request: HttpRequest, asked: Asked) -> Raw:
    if asked.parts == ("value",):
        sent = request.POST.getlist(asked.id)
        return {"value": sent} if asked.kind in _SEVERAL else ({"value": sent[0]} if sent else {})
    names = ((part, f"{asked.id}.{part}") for part in asked.parts)
    return {part: request.POST.get(name, "") for part, name in names if name in request.POST}


def uploads(request: HttpRequest, questions: Sequence[Asked]) -> dict[str, list[Upload]]:
    """The files that were chosen, by question."""
    found = {each.id: request.FILES.getlist(each.id) for each in questions if each.kind is Kind.FILE}
    return {question: [_upload(each) for each in files] for question, files in found.items() if files}


def _upload(file: UploadedFile) -> Upload:
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
