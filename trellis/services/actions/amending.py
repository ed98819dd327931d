from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from trellis.base.log import record
from trellis.base.time import local_day
from trellis.organisations.actors import Actor
from trellis.organisations.scope import acting
from trellis.services.actions.answering import take_documents
from trellis.services.answers import seal_amendment
from trellis.services.asking import step_of_questions
from trellis.services.contract import Kept, Problem, Raw, Upload, document_store
from trellis.services.errors import AnswersRefused
from trellis.services.events import AnswersAmended
from trellis.services.language.model import Kind, Question
from trellis.services.models import Amendment, Journey
from trellis.services.queries.journeys import documents_of
from trellis.services.queries.submissions import questions_called, way_of_reference
from trellis.services.reading import read_questions
from trellis.services.way import Way


def answer_again(
    *,
    reference: str,
    questions: Sequence[str],
    raw: Mapping[str, Raw],
    uploads: Mapping[str, Sequence[Upload]] | None = None,
    language: str = "",
    at: datetime,
    by: Actor,
) -> tuple[str, ...]:
    """Take in answers to questions that were asked again; says which answers changed. What was sent first stays kept.

    :raises AnswersRefused: with the step to show again. Documents that could be taken are kept all the same.
    """
    with acting(by):
        journey, found = way_of_reference(reference, language=language, seen_by=by)
        asked = questions_called(found.compiled, questions)
        documents, problems = _documents(journey, found, asked, uploads or {}, at=at, by=by)
        before = {**found.held.values, **documents}
        read = read_questions(asked, raw, before=before, language=found.language, today=local_day(at))
        refused = {each.question for each in problems}
        problems += [each for each in read.problems if each.question not in refused]
        changed = {
            name: value for name, value in {**read.changed, **documents}.items() if value != found.held.values.get(name)
        }
        if not problems:
            _amend(journey, changed, at=at, by=by)
            return tuple(changed)
        _amend(journey, documents, at=at, by=by)
        step = step_of_questions(
            asked,
            values=before,
            title=found.compiled.definition.title.to(found.language),
            language=found.language,
            typed=raw,
            problems=problems,
            documents=documents_of(journey),
        )
    raise AnswersRefused(step)


def _amend(journey: Journey, changed: Mapping[str, Any], *, at: datetime, by: Actor) -> None:
    if not changed:
        return
    Amendment.objects.create(
        organisation_id=journey.organisation_id,
        journey=journey,
        answers=seal_amendment(changed, key=journey.key),
        amended_at=at,
    )
    record(AnswersAmended(subject=journey.reference or "", questions=sorted(changed)), by=by, at=at)


def _documents(
    journey: Journey,
    found: Way,
    asked: Sequence[Question],
    uploads: Mapping[str, Sequence[Upload]],
    *,
    at: datetime,
    by: Actor,
) -> tuple[dict[str, Any], list[Problem]]:
    """The documents that came, kept with the application; the others are problems."""
    changed: dict[str, Any] = {}
    problems: list[Problem] = []
    for question in asked:
        files = [each for each in uploads.get(question.id, ()) if each.name or each.content]
        if question.type is not Kind.FILE or not files:
            continue

        def keep(upload: Upload, question: Question = question) -> Kept:
            evidence = question.evidence[0] if question.evidence else question.id
            about = journey.reference or ""
            return document_store().keep(
                about=about, evidence=evidence, upload=upload, key=journey.key, at=at, by=by
            )

        before = list(found.held.values.get(question.id, []))
        kept, problem = take_documents(
            question, files, before=before, keep=keep, language=found.language, at=at
        )
        problems += [problem] if problem else []
        if kept != before:
            changed[question.id] = kept
    return changed, problems
