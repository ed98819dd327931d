from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from trellis.base.prepared import Select, Update
from trellis.base.time import local_day
from trellis.organisations.scope import acting
from trellis.services import way as wayfinding
from trellis.services.answers import seal_held
from trellis.services.asking import step_of
from trellis.services.contract import Kept, Place, PlaceKind, Problem, Raw, Step, Upload, document_store
from trellis.services.errors import (
    AnswersRefused,
    JourneyExpired,
    JourneySent,
    LanguageNotOffered,
    NoSuchJourney,
    NoSuchPage,
    TooManyItems,
)
from trellis.services.language.model import Kind, Question
from trellis.services.models import Journey
from trellis.services.queries.journeys import compiled_for, documents_of, holder_of
from trellis.services.queries.journeys import way as way_of_journey
from trellis.services.reading import Keep, read_page, take_in
from trellis.services.rules import kept_until
from trellis.services.way import Way

LOCKED = Select(
    lambda number: Journey.objects.select_for_update(of=("self",)).select_related("key").filter(pk=number), number=int
)
_ANSWERS = ("answers", "touched_at", "expires_at")
_ANSWERED = Update(Journey, change=_ANSWERS, where=["id"])
_UNCHANGED = Update(Journey, change=_ANSWERS, where=["id", "state", "answers"])


def answer(
    *,
    journey: Journey,
    place: Place,
    raw: Mapping[str, Raw],
    uploads: Mapping[str, Sequence[Upload]] | None = None,
    at: datetime,
) -> Place:
    """Take in the answers of one page, and say where to go next.

    Only this page's answers are merged, under a lock, so that two tabs lose nothing. Documents that can be taken are
    kept also where another answer on the page is refused: nobody uploads twice.

    :raises AnswersRefused: with the step to show again, each problem with its mend.
    :raises NoSuchPage: where the answers so far do not lead to this page.
    """
    if not any((uploads or {}).values()):
        try:
            return _answer_as_seen(journey, place, raw, at=at)
        except (_ChangedMeanwhile, NoSuchPage):
            # Another tab was quicker: look again, and hold on to it this time.
            pass
    with acting(holder_of(journey)):
        locked = lock(journey, at=at)
        found, refused = take_in(_at(locked, place, at=at), place, uploads or {}, keep=_keeper(locked, at=at))
        answered, problems = _read(found, place, raw, refused=refused)
        if not problems:
            return _go_on(locked, answered, place, at=at)
        _keep(locked, found, at=at)
        step = _step(locked, answered, place, raw=raw, problems=problems)
    raise AnswersRefused(step)


class _ChangedMeanwhile(Exception):
    """The answers are not any more what they were when they were read."""


def _answer_as_seen(journey: Journey, place: Place, raw: Mapping[str, Raw], *, at: datetime) -> Place:
    """The usual case, in one statement: what was read is written where nobody has written since."""
    refuse_closed(journey, at=at)
    found, problems = _read(_at(journey, place, at=at), place, raw)
    if problems:
        raise AnswersRefused(_step(journey, found, place, raw=raw, problems=problems))
    found, following = wayfinding.answered(found, place)
    with acting(holder_of(journey)):
        # Sealed anew each time, so these bytes are like no others: they are the version that was read.
        kept = _UNCHANGED.run(
            change={
                "answers": seal_held(found.held, key=journey.key),
                "touched_at": at,
                "expires_at": kept_until(found.compiled.definition, at),
            },
            where={"id": journey.pk, "state": Journey.State.OPEN.value, "answers": bytes(journey.answers)},
        )
    if not kept:
        raise _ChangedMeanwhile
    return following


def _read(
    found: Way, place: Place, raw: Mapping[str, Raw], *, refused: tuple[Problem, ...] = ()
) -> tuple[Way, tuple[Problem, ...]]:
    if place.kind is PlaceKind.ITEMS:
        return found, refused
    page = read_page(found, place, raw)
    return page.way, refused + tuple(each for each in page.problems if each.question not in _names(refused))


def add_item(*, journey: Journey, place: Place, at: datetime) -> Place:
    """One more of what a page is repeated for: says where it is asked.

    :raises TooManyItems: where no more can be added.
    """
    with acting(holder_of(journey)):
        locked = lock(journey, at=at)
        found = _at(locked, Place(kind=PlaceKind.ITEMS, page=place.page), at=at)
        items, repeat = found.held.items(place.page), found.compiled.page(place.page).repeat
        if repeat is None or len(items) >= repeat.to:
            raise TooManyItems
        return Place(kind=PlaceKind.PAGE, page=place.page, item=len(items))


def remove_item(*, journey: Journey, place: Place, at: datetime) -> Place:
    """Take one of the repeated things away again."""
    with acting(holder_of(journey)):
        locked = lock(journey, at=at)
        found = _at(locked, Place(kind=PlaceKind.ITEMS, page=place.page), at=at)
        items = found.held.items(place.page)
        if place.item is None or not 0 <= place.item < len(items):
            raise NoSuchPage
        gone = items.pop(place.item)
        for question in found.compiled.page(place.page).questions:
            if question.type is Kind.FILE:
                _remove_documents(locked, [each["id"] for each in gone.get(question.id, [])], at=at)
        found = found.with_held(found.held.with_items(place.page, items))
        _keep(locked, found, at=at)
        return wayfinding.entrance(found, place.page)


def add_document(*, journey: Journey, place: Place, question: str, upload: Upload, at: datetime) -> Kept:
    """Keep one document as an answer, and stay on the page.

    :raises AnswersRefused: where it cannot be taken, with what can.
    """
    with acting(holder_of(journey)):
        locked = lock(journey, at=at)
        here = _at(locked, place, at=at)
        found, refused = take_in(here, place, {question: [upload]}, keep=_keeper(locked, at=at))
        if not refused:
            _keep(locked, found, at=at)
            number = found.held.answers_on(place.page, place.item)[question][-1]["id"]
            return next(each for each in documents_of(locked) if each.id == number)
        step = _step(locked, found, place, raw={}, problems=refused)
    raise AnswersRefused(step)


def remove_document(*, journey: Journey, place: Place, question: str, document: str, at: datetime) -> None:
    """Take a document away again."""
    with acting(holder_of(journey)):
        locked = lock(journey, at=at)
        found = _at(locked, place, at=at)
        kept = found.held.answers_on(place.page, place.item).get(question, [])
        if document not in [each["id"] for each in kept]:
            raise NoSuchPage
        left = [each for each in kept if each["id"] != document] or None
        _remove_documents(locked, [document], at=at)
        _keep(locked, found.with_held(found.held.with_answers(place.page, place.item, {question: left})), at=at)


def change_language(*, journey: Journey, language: str, at: datetime) -> Journey:
    """Go on in another language; nothing that was answered is lost.

    :raises LanguageNotOffered: where the service is not written in it.
    """
    with acting(holder_of(journey)):
        locked = lock(journey, at=at)
        if language not in compiled_for(locked).definition.languages:
            raise LanguageNotOffered
        locked.language = language
        locked.save(update_fields=["language"])
    return locked


def lock(journey: Journey, *, at: datetime) -> Journey:
    """The journey as it is now, held until the transaction ends; only one that can still be answered."""
    found = LOCKED.first(number=journey.pk)
    if found is None:
        raise NoSuchJourney
    refuse_closed(found, at=at)
    return found


def refuse_closed(journey: Journey, *, at: datetime) -> None:
    """Stop whoever would answer what was sent, is being paid for, or is no longer kept."""
    over = journey.state == Journey.State.OPEN and journey.expires_at <= at
    if over or journey.state == Journey.State.EXPIRED:
        raise JourneyExpired
    if journey.state != Journey.State.OPEN:
        raise JourneySent


def _at(journey: Journey, place: Place, *, at: datetime) -> Way:
    found = way_of_journey(journey, on=local_day(at))
    if place.kind not in {PlaceKind.PAGE, PlaceKind.ITEMS} or not wayfinding.is_on(found, place):
        raise NoSuchPage
    return found


def _go_on(journey: Journey, found: Way, place: Place, *, at: datetime) -> Place:
    """Note that the page was answered, keep everything, and find the next place."""
    found, following = wayfinding.answered(found, place)
    _keep(journey, found, at=at)
    return following


def _keep(journey: Journey, found: Way, *, at: datetime) -> None:
    journey.answers = seal_held(found.held, key=journey.key)
    journey.touched_at = at
    journey.expires_at = kept_until(found.compiled.definition, at)
    _ANSWERED.save(journey)


def _names(problems: Sequence[Problem]) -> set[str]:
    return {problem.question for problem in problems}


def _step(journey: Journey, found: Way, place: Place, *, raw: Mapping[str, Raw], problems: tuple[Problem, ...]) -> Step:
    asks = any(each.type is Kind.FILE for each in found.walk.asked(place.page, place.item))
    return step_of(found, place, typed=raw, problems=problems, documents=documents_of(journey) if asks else ())


def _keeper(journey: Journey, *, at: datetime) -> Keep:
    by = holder_of(journey)

    def keep(question: Question, upload: Upload) -> Kept:
        evidence = question.evidence[0] if question.evidence else question.id
        return document_store().keep(
            about=journey.token, evidence=evidence, upload=upload, key=journey.key, at=at, by=by
        )

    return keep


def _remove_documents(journey: Journey, documents: Sequence[str], *, at: datetime) -> None:
    for document in documents:
        document_store().remove(document=document, about=journey.token, at=at, by=holder_of(journey))
