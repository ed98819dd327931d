"""Reading one person's journey: where they are, what the step asks, what they answered, where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from trellis.base.abilities import all_with
from trellis.base.prepared import Select
from trellis.organisations.actors import Actor, resident, system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.services import way as wayfinding
from trellis.services.answers import unseal_held
from trellis.services.asking import answer_groups, step_of
from trellis.services.contract import AnswerGroup, ChargeLine, DocumentStore, Kept, Place, PlaceKind, Step, TaskLine
from trellis.services.errors import JourneyExpired, LinkExpired, LinkUsed, NoSuchJourney, NoSuchLink, NoSuchPage
from trellis.services.language.compiler import Compiled
from trellis.services.language.evaluate import Walk
from trellis.services.language.model import Kind
from trellis.services.models import Journey, SavedLink
from trellis.services.queries.definitions import definition
from trellis.services.rules import hash_of_link, token_of
from trellis.services.way import Way, way_of

_BY_TOKEN = Select(lambda token: Journey.objects.filter(token=token).select_related("key"), token=str)
_BY_NUMBER = Select(lambda number: Journey.objects.filter(pk=number).select_related("key"), number=int)
_BY_REFERENCE = Select(
    lambda reference: Journey.objects.filter(reference=reference).select_related("key"), reference=str
)


@dataclass(frozen=True, kw_only=True)
class Exit:
    """Why a journey ends before anything is sent, in the rule's own words, with its legal source."""

    title: str
    say: str
    explain: str
    back: Place | None


def journey(*, organisation: Organisation, secret: str) -> Journey:
    """The journey of whoever holds this secret: one look into the database.

    :raises NoSuchJourney: where the secret is not one of ours, or another organisation's.
    :raises JourneyExpired: where the answers were erased, since nobody sent them in time.
    """
    with reading(system(organisation=organisation.pk, doing="journeys")):
        return _still_kept(_BY_TOKEN.first(token=token_of(secret)))


def _still_kept(found: Journey | None) -> Journey:
    if found is None:
        raise NoSuchJourney
    if found.state == Journey.State.EXPIRED:
        raise JourneyExpired
    return found


def journey_again(journey: Journey) -> Journey:
    """The same journey as it is now.

    :raises NoSuchJourney, JourneyExpired: where it is no longer kept.
    """
    with reading(holder_of(journey)):
        return _still_kept(_BY_NUMBER.first(number=journey.pk))


def journey_by_reference(reference: str, *, seen_by: Actor) -> Journey:
    """The journey that was sent under a reference.

    :raises NoSuchJourney: where there is none.
    """
    with reading(seen_by):
        found = _BY_REFERENCE.first(reference=reference)
    if found is None:
        raise NoSuchJourney
    return found


def holder_of(journey: Journey) -> Actor:
    """Whoever holds the journey's secret, as somebody who acts."""
    return resident(organisation=journey.organisation_id, holding=journey.reference or f"journey:{journey.pk}")


def compiled_for(journey: Journey) -> Compiled:
    """The version that a journey began with, and stays with."""
    return definition(organisation_id=journey.organisation_id, hash=journey.version_hash)


def way(journey: Journey, *, on: date) -> Way:
    """A journey opened: its definition, its answers, and where they lead on this day."""
    # Where answers lead is a pure function of these: the row remembers it while they are as they were.
    known_by = (bytes(journey.answers), journey.language, on)
    if journey.opened is None or journey.opened[0] != known_by:
        held = unseal_held(journey.answers, key=journey.key)
        found = way_of(compiled_for(journey), held, language=journey.language, participant=journey.participant, on=on)
        journey.opened = (known_by, found)
    opened: Way = journey.opened[1]
    return opened


def step(journey: Journey, place: Place, *, on: date) -> Step:
    """What a page asks this person now.

    :raises NoSuchPage: where the answers so far do not lead to this page.
    """
    found = way(journey, on=on)
    if place.kind not in {PlaceKind.PAGE, PlaceKind.ITEMS} or not wayfinding.is_on(found, place):
        raise NoSuchPage
    return step_of(found, place, documents=_documents_for(journey, found, place))


def _documents_for(journey: Journey, found: Way, place: Place) -> list[Kept]:
    """Asked only where the page has a question for documents: everywhere else a step is one look."""
    if place.kind is PlaceKind.ITEMS:
        return []
    asks = any(each.type is Kind.FILE for each in found.walk.asked(place.page, place.item))
    return documents_of(journey) if asks else []


def documents_of(journey: Journey) -> list[Kept]:
    """The documents that were sent with a journey so far."""
    stores = all_with(DocumentStore)
    about = journey.reference if journey.state == Journey.State.SUBMITTED else journey.token
    return stores[0].documents_about(about=about or "", seen_by=holder_of(journey)) if stores else []


def whereabouts(journey: Journey, *, on: date) -> Place:
    """Where this person goes on."""
    if journey.state == Journey.State.SUBMITTED:
        return Place(kind=PlaceKind.SENT)
    if journey.state == Journey.State.PAYING:
        return Place(kind=PlaceKind.PAY)
    found = way(journey, on=on)
    place = wayfinding.whereabouts(found)
    if found.has_tasks and place.kind not in {PlaceKind.CHECK, PlaceKind.EXIT, PlaceKind.RESULTS}:
        return Place(kind=PlaceKind.TASKS)
    return place


def back_from(journey: Journey, place: Place, *, on: date) -> Place | None:
    """Where the way back from a place leads; None where it leads to the start."""
    return wayfinding.before(way(journey, on=on), place)


def check_answers(journey: Journey, *, on: date) -> tuple[AnswerGroup, ...]:
    """Everything that was answered, in words, each with the place where it can be changed."""
    return answer_groups(way(journey, on=on))


def outcome_of(journey: Journey, *, on: date) -> Walk:
    """Where the answers lead: results, eligibility and why, the fee."""
    return way(journey, on=on).walk


def charge_lines(walk: Walk) -> tuple[ChargeLine, ...]:
    """The lines of the bill."""
    return tuple(ChargeLine(line=each.line, pence=each.pence, income_code=each.income_code) for each in walk.fee.lines)


def exit_of(journey: Journey, place: Place, *, on: date) -> Exit:
    """Why the journey ends here.

    :raises NoSuchPage: where it does not.
    """
    found = way(journey, on=on)
    if place.kind is not PlaceKind.EXIT or wayfinding.whereabouts(found) != place:
        raise NoSuchPage
    rule = next(each for each in found.compiled.definition.eligible if each.id == place.page)
    title = (rule.title or found.compiled.definition.title).to(journey.language)
    back = wayfinding.before(found, place)
    source = rule.explain.to(journey.language) if rule.explain else ""
    return Exit(title=title, say=rule.say.to(journey.language), explain=source, back=back)


def task_list(journey: Journey, *, on: date) -> tuple[TaskLine, ...]:
    """How far each section of a long service is."""
    return wayfinding.task_list(way(journey, on=on))


def check_saved_link(token: str, *, organisation: Organisation, at: datetime) -> None:
    """Whether a link to come back with still works, without using it up: mail programs open links by themselves.

    :raises NoSuchLink, LinkUsed, LinkExpired: each with its own way to a new one.
    """
    with reading(system(organisation=organisation.pk, doing="saved-links")):
        found = SavedLink.objects.filter(token_hash=hash_of_link(token)).select_related("journey").first()
    refuse_link(found, at=at)


def refuse_link(found: SavedLink | None, *, at: datetime) -> SavedLink:
    """The link, where it still works."""
    if found is None:
        raise NoSuchLink
    if found.used_at is not None:
        raise LinkUsed
    if found.expires_at <= at or found.journey.state == Journey.State.EXPIRED:
        raise LinkExpired
    return found
