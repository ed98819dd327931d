"""Reading what was sent: what the work on a case begins from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from trellis.base.prepared import Select
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.people.contact import Contact
from trellis.people.models import DataKey
from trellis.services.answers import Held, unseal_amendment, unseal_held
from trellis.services.asking import answer_groups, step_of_questions
from trellis.services.contact import contact_of
from trellis.services.contract import AnswerGroup, Step
from trellis.services.errors import NoSuchPage, NoSuchSubmission
from trellis.services.language.compiler import Compiled
from trellis.services.language.evaluate import Walk
from trellis.services.language.model import Question
from trellis.services.models import Amendment, Journey
from trellis.services.queries.definitions import definition
from trellis.services.queries.journeys import documents_of, holder_of
from trellis.services.way import Way, way_of

_SENT = Select(
    lambda reference: Journey.objects.filter(reference=reference, state=Journey.State.SUBMITTED).select_related("key"),
    reference=str,
)
_AMENDMENTS = Select(lambda journey: Amendment.objects.filter(journey_id=journey).order_by("pk"), journey=int)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What a person sent, with what they answered when they were asked again."""

    reference: str
    service: str
    version_hash: str
    compiled: Compiled
    answers: Mapping[str, Any]
    """{question id: value}: only what the journey reached."""
    groups: tuple[AnswerGroup, ...]
    walk: Walk
    facts: Mapping[str, Any]
    """What was resolved outside the rules when it was sent: the day, the figures of each table."""
    key: DataKey
    channel: str
    language: str
    participant: str
    submitted_at: datetime
    contact: Contact
    amended: bool


def submission(reference: str, *, seen_by: Actor, language: str = "") -> Submission:
    """What was sent under this reference; in words of this language, or of the person's own.

    :raises NoSuchSubmission: where nothing was, or to another organisation.
    :raises KeyErased: where it is no longer kept.
    """
    journey, amendments = _sent(reference, seen_by=seen_by)
    return _submission(journey, amendments, language=language or journey.language)


def submission_of(journey: Journey, *, language: str = "") -> Submission:
    """What was sent with a journey that its holder has before them.

    :raises NoSuchSubmission: where it was not sent yet.
    """
    with reading(holder_of(journey)):
        amendments = _AMENDMENTS.all(journey=journey.pk)
    return _submission(journey, amendments, language=language or journey.language)


def _submission(journey: Journey, amendments: Sequence[Amendment], *, language: str) -> Submission:
    if journey.reference is None or journey.submitted_at is None:
        raise NoSuchSubmission
    found = _way_of_sent(journey, amendments, language=language)
    return Submission(
        reference=journey.reference,
        service=journey.service,
        version_hash=journey.version_hash,
        compiled=found.compiled,
        answers=found.walk.answers,
        groups=answer_groups(found),
        walk=found.walk,
        facts=journey.facts,
        key=journey.key,
        channel=journey.channel,
        language=journey.language,
        participant=journey.participant,
        submitted_at=journey.submitted_at,
        contact=contact_of(
            found.compiled, found.walk.answers, participant=journey.participant, language=journey.language
        ),
        amended=bool(amendments),
    )


def questions_again(
    reference: str, questions: Sequence[str], *, title: str = "", language: str = "", seen_by: Actor
) -> Step:
    """Just these questions once more, with what was answered: for a request for more information.

    :raises NoSuchPage: where one of them cannot be asked on its own: it was never part of this service.
    """
    journey, found = way_of_reference(reference, language=language, seen_by=seen_by)
    chosen = questions_called(found.compiled, questions)
    return step_of_questions(
        chosen,
        values=found.held.values,
        title=title or found.compiled.definition.title.to(found.language),
        language=found.language,
        documents=documents_of(journey),
    )


def way_of_reference(reference: str, *, language: str = "", seen_by: Actor) -> tuple[Journey, Way]:
    """A sent journey opened, with what was answered since."""
    journey, amendments = _sent(reference, seen_by=seen_by)
    return journey, _way_of_sent(journey, amendments, language=language or journey.language)


def questions_that_can_be_asked(compiled: Compiled) -> tuple[Question, ...]:
    """The questions that can be asked again on their own: those that are not part of a repeated page."""
    return tuple(question for page in compiled.pages if page.repeat is None for question in page.questions)


def questions_called(compiled: Compiled, names: Sequence[str]) -> tuple[Question, ...]:
    """The questions of these names, in the order of the definition.

    :raises NoSuchPage: where one of them cannot be asked on its own.
    """
    known = {question.id: question for question in questions_that_can_be_asked(compiled)}
    if not names or not set(names) <= set(known):
        raise NoSuchPage
    return tuple(question for name, question in known.items() if name in names)


def _sent(reference: str, *, seen_by: Actor) -> tuple[Journey, list[Amendment]]:
    with reading(seen_by):
        journey = _SENT.first(reference=reference)
        if journey is None:
            raise NoSuchSubmission
        return journey, _AMENDMENTS.all(journey=journey.pk)


def _way_of_sent(journey: Journey, amendments: Sequence[Amendment], *, language: str) -> Way:
    held = unseal_held(journey.answers, key=journey.key)
    for each in amendments:
        held = held.with_answers("", None, unseal_amendment(each.answers, key=journey.key))
    # The rules are asked as of the day it was sent: what was true of it then stays true of it.
    on = date.fromisoformat(journey.facts["day"])
    compiled = definition(organisation_id=journey.organisation_id, hash=journey.version_hash)
    return way_of(compiled, Held(values=held.values), language=language, participant=journey.participant, on=on)
