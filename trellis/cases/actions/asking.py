"""What is said between the team and the applicant: letters, replies, documents, and information that is asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from trellis.cases import events
from trellis.cases.actions.changing import Change, changing
from trellis.cases.actions.clocks import information_came, wait_for_information
from trellis.cases.actions.settling import settle
from trellis.cases.errors import CannotNow, NoSuchCase, NoSuchRequest, WordsNeeded
from trellis.cases.models import InformationRequest
from trellis.cases.reaching import way_to_reach
from trellis.organisations.actors import Actor, ActorKind, Permission
from trellis.people import actions as people
from trellis.people.models import Message
from trellis.people.queries import messages_in_trouble
from trellis.services.actions import answer_again
from trellis.services.contract import Kept, Raw, Upload, document_store
from trellis.services.queries import questions_that_can_be_asked, submission

REPLY = "Reply"


def write_to_applicant(*, reference: str, subject: str, words: str, at: datetime, by: Actor) -> None:
    """Write to the applicant, in the way they asked for.

    :raises CannotNow: where nothing is known by which they can be reached.
    """
    if not subject.strip() or not words.strip():
        raise WordsNeeded
    with changing(reference, at=at, by=by, needs=Permission.CASE_WORK) as change:
        way = way_to_reach(submission(reference, seen_by=by))
        if way is None:
            raise CannotNow("no-way-to-reach")
        draft = people.Draft(
            about=reference,
            channel=way.channel,
            to=way.to,
            subject=subject.strip(),
            body=words.strip(),
            language=change.case.language,
        )
        message = people.write(draft=draft, key=change.case.key, at=at, by=by)
        change.record(events.ApplicantWrittenTo(subject=reference, message=message.reference))


def tell_by_hand(*, reference: str, message: str, at: datetime, by: Actor) -> None:
    """Say that somebody was told by phone, by post or in person what a message to them could not.

    :raises CannotNow: where that message is not in trouble, or a colleague has told them already.
    """
    with changing(reference, at=at, by=by, needs=Permission.CASE_WORK):
        found = messages_in_trouble(seen_by=by).filter(about=reference, reference=message).first()
        if found is None:
            raise CannotNow("told-already")
        people.told_by_hand(message=found, at=at, by=by)


def ask_for_information(
    *, reference: str, questions: Sequence[str], words: str, at: datetime, by: Actor, seen: int | None = None
) -> int:
    """Ask the applicant for more: just these questions open again, and deadlines stand still where the law says so.

    `questions` may be empty where only a reply or a document is needed; `words` say what and why.
    """
    if not words.strip():
        raise WordsNeeded
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_WORK) as change:
        change.must_run()
        known = {question.id for question in questions_that_can_be_asked(change.compiled)}
        if not set(questions) <= known:
            raise CannotNow("not-on-its-own")
        request = InformationRequest.objects.create(
            organisation_id=by.organisation,
            case=change.case,
            questions=list(questions),
            words=change.seal(words.strip(), "request"),
            asked_by=by.label,
            asked_at=at,
        )
        wait_for_information(change)
        asked = events.InformationRequested(subject=reference, request=request.pk, questions=list(questions))
        change.record(asked)
        settle(change)
    return request.pk


def take_request_back(*, reference: str, request: int, at: datetime, by: Actor) -> None:
    """Say that what was asked for is not needed any more; deadlines run on."""
    with changing(reference, at=at, by=by, needs=Permission.CASE_WORK) as change:
        found = _waiting(change, request)
        found.taken_back_at = at
        found.save(update_fields=["taken_back_at"])
        change.record(events.RequestTakenBack(subject=reference, request=found.pk))
        _run_on(change)


def answer_information(
    *,
    reference: str,
    request: int,
    raw: Mapping[str, Raw],
    uploads: Mapping[str, Sequence[Upload]] | None = None,
    words: str = "",
    language: str = "",
    at: datetime,
    by: Actor,
) -> None:
    """Take in what the applicant was asked for; the work goes on.

    :raises AnswersRefused: (of the services) with the step to show again.
    :raises WordsNeeded: where nothing was asked but words, and none were written.
    """
    with acting_holder(reference, at=at, by=by) as change:
        questions = list(_waiting(change, request).questions)
    if not questions and not words.strip() and not (uploads or {}):
        raise WordsNeeded
    if questions:
        # Outside the transaction below: documents that could be taken stay, even where an answer is refused.
        answer_again(
            reference=reference, questions=questions, raw=raw, uploads=uploads, language=language, at=at, by=by
        )
    with acting_holder(reference, at=at, by=by) as change:
        found = _waiting(change, request)
        if not questions:
            for upload in (each for files in (uploads or {}).values() for each in files):
                _keep(change, upload, evidence="")
        found.answered_at, found.answers = at, _sealed_answers(change, questions, words)
        found.save(update_fields=["answered_at", "answers"])
        change.record(events.InformationAnswered(subject=reference, request=found.pk))
        _run_on(change)


def reply(*, reference: str, words: str, at: datetime, by: Actor) -> None:
    """Take in what the applicant writes to us about their application."""
    if not words.strip():
        raise WordsNeeded
    with acting_holder(reference, at=at, by=by) as change:
        contact = submission(reference, seen_by=by).contact
        draft = people.Draft(
            about=reference,
            channel=Message.Channel.PAGE,
            to=contact.name,
            subject=REPLY,
            body=words.strip(),
            language=change.case.language,
        )
        message = people.receive(draft=draft, key=change.case.key, at=at, by=by)
        change.record(events.ReplyReceived(subject=reference, message=message.reference))


def add_document(*, reference: str, upload: Upload, evidence: str = "", at: datetime, by: Actor) -> Kept:
    """Add a document to a case: the applicant's, or one that the team made or was sent.

    :raises DocumentRefused: (of the documents) with what is accepted.
    """
    needs = None if by.kind is ActorKind.RESIDENT else Permission.CASE_WORK
    with changing(reference, at=at, by=by, needs=needs) as change:
        return _keep(change, upload, evidence=evidence)


def acting_holder(reference: str, *, at: datetime, by: Actor) -> AbstractContextManager[Change]:
    """A case to change for the resident who holds it, and for nobody else."""
    if by.kind is not ActorKind.RESIDENT:
        raise NoSuchCase
    return changing(reference, at=at, by=by)


def _waiting(change: Change, number: int) -> InformationRequest:
    found = InformationRequest.objects.filter(case=change.case, pk=number).first()
    if found is None:
        raise NoSuchRequest
    if not found.waiting:
        raise CannotNow("answered-already")
    return found


def _run_on(change: Change) -> None:
    """Nothing more is waited for: the deadlines run on."""
    if not InformationRequest.objects.filter(case=change.case, answered_at=None, taken_back_at=None).exists():
        information_came(change)
    settle(change)


def _keep(change: Change, upload: Upload, *, evidence: str) -> Kept:
    kept = document_store().keep(
        about=change.case.reference,
        evidence=evidence,
        upload=upload,
        key=change.case.key,
        at=change.at,
        by=change.by,
    )
    change.record(events.CaseDocumentAdded(subject=change.case.reference, document=kept.id))
    return kept


def _sealed_answers(change: Change, questions: Sequence[str], words: str) -> bytes:
    """The answers as they came in, so that the request still shows them when they are changed once more."""
    answers = submission(change.case.reference, seen_by=change.by).answers
    said = {"words": words.strip(), "answers": {name: answers[name] for name in questions if name in answers}}
    return change.seal(json.dumps(said, ensure_ascii=False), "answers")
