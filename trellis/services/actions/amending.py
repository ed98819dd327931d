from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from trellis.base.log import record
from trellis.base.time import local_day
from trellis.organisations.actors import Actor
from trellis.organisations.scope import acting
from trellis.services.answers import seal_amendment
from trellis.services.asking import step_of_questions
from trellis.services.contract import Kept, Raw, Upload, document_store
from trellis.services.errors import AnswersRefused
from trellis.services.events import AnswersAmended
from trellis.services.language.model import Question
from trellis.services.models import Amendment, Journey
from trellis.services.queries.journeys import documents_of
from trellis.services.queries.submissions import questions_called, way_of_reference
from trellis.services.reading import Keep, read_questions, take_documents


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
        today, keep = local_day(at), _keeper(journey, at=at, by=by)
        documents, refused = take_documents(
            asked, uploads or {}, before=found.held.values, keep=keep, language=found.language, today=today
        )
        before = {**found.held.values, **documents}
        read = read_questions(asked, raw, before=before, language=found.language, today=today)
        known = {each.question for each in refused}
        problems = refused + tuple(each for each in read.problems if each.question not in known)
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


def _keeper(journey: Journey, *, at: datetime, by: Actor) -> Keep:
    def keep(question: Question, upload: Upload) -> Kept:
        evidence = question.evidence[0] if question.evidence else question.id
        return document_store().keep(
            about=journey.reference or "", evidence=evidence, upload=upload, key=journey.key, at=at, by=by
        )

    return keep
