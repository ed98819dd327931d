"""Asking somebody outside what they think, and writing down what they say."""

from __future__ import annotations

from datetime import date, datetime

from trellis.cases import events
from trellis.cases.actions.changing import changing
from trellis.cases.errors import CannotNow, NoSuchConsultee, WordsNeeded
from trellis.cases.models import Consultee
from trellis.organisations.actors import Actor, Permission


def invite_consultee(
    *, reference: str, name: str, words: str, answer_by: date | None = None, at: datetime, by: Actor
) -> int:
    """Write down that somebody outside was asked: who, what, and until when they may answer."""
    if not name.strip() or not words.strip():
        raise WordsNeeded
    with changing(reference, at=at, by=by, needs=Permission.CASE_WORK) as change:
        change.must_run()
        consultee = Consultee.objects.create(
            organisation_id=by.organisation,
            case=change.case,
            name=name.strip()[:200],
            words=change.seal(words.strip(), "consultee:words"),
            asked_at=at,
            answer_by=answer_by,
        )
        change.record(events.ConsulteeInvited(subject=reference, consultee=consultee.pk))
    return consultee.pk


def record_consultation_answer(*, reference: str, consultee: int, answer: str, at: datetime, by: Actor) -> None:
    """Write down what somebody outside said."""
    if not answer.strip():
        raise WordsNeeded
    with changing(reference, at=at, by=by, needs=Permission.CASE_WORK) as change:
        found = Consultee.objects.filter(case=change.case, pk=consultee).first()
        if found is None:
            raise NoSuchConsultee
        if found.answered_at is not None:
            raise CannotNow("answer-kept-already")
        found.answer, found.answered_at = change.seal(answer.strip(), "consultee:answer"), at
        found.save(update_fields=["answer", "answered_at"])
        change.record(events.ConsulteeAnswered(subject=reference, consultee=found.pk))
