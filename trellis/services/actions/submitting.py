from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from trellis.base.log import record
from trellis.base.prepared import Select, Update
from trellis.base.references import new_reference
from trellis.base.time import local_day
from trellis.organisations.actors import Actor
from trellis.organisations.scope import acting
from trellis.services import way as wayfinding
from trellis.services.answers import Held, seal_held
from trellis.services.contract import Charge, ChargeState, Place, PlaceKind, charger, participants
from trellis.services.errors import JourneyExpired, NoSuchJourney, NotFinished
from trellis.services.events import JourneySubmitted, PaymentBegun, PaymentNotMade
from trellis.services.language.tables import row_for
from trellis.services.models import Journey
from trellis.services.queries.journeys import charge_lines, holder_of
from trellis.services.queries.journeys import way as way_of_journey
from trellis.services.way import Way

_BY_TOKEN = Select(
    lambda token: Journey.objects.select_for_update(of=("self",)).select_related("key").filter(token=token), token=str
)
_SETTLED = Update(Journey, change=["answers", "facts", "reference", "state", "submitted_at"], where=["id"])


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """It has been sent, under this reference."""

    reference: str


def submit(*, journey: Journey, return_to: str = "", at: datetime) -> Submitted | Charge:
    """Send the answers. Once: whoever asks again is given the same reference.

    Where there is a fee, the answers are held until it is paid: a charge says where. `return_to` is where the payment
    page leads back to.

    :raises NotFinished: where something is still to be answered.
    """
    ready = _send_or_hold(journey, at=at)
    if isinstance(ready, Submitted):
        return ready
    by = holder_of(ready.journey)
    known = charger().charge_for(about=ready.journey.token, at=at, by=by)
    if known is None or (known.state is ChargeState.FAILED and ready.just_held):
        known = _begin_charge(ready.journey, return_to=return_to, at=at, by=by)
    if known.state is ChargeState.PAID:
        return complete_paid(journey_token=ready.journey.token, at=at, by=by)
    return known


@dataclass(frozen=True, kw_only=True)
class _Held:
    """A journey whose answers wait for the money; a payment that failed before is tried again only if just held."""

    journey: Journey
    just_held: bool


def _send_or_hold(journey: Journey, *, at: datetime) -> Submitted | _Held:
    """Submit where nothing is to be paid; otherwise hold the answers as they are until the money has come."""
    by = holder_of(journey)
    with acting(by):
        locked = _locked(journey.token)
        if locked.state == Journey.State.SUBMITTED:
            return Submitted(reference=locked.reference or "")
        if locked.state == Journey.State.EXPIRED or (locked.state == Journey.State.OPEN and locked.expires_at <= at):
            raise JourneyExpired
        if locked.state == Journey.State.PAYING:
            return _Held(journey=locked, just_held=False)
        found = _finished(locked, on=local_day(at))
        _settle_answers(locked, found)
        if not found.walk.fee.total_pence:
            return _send(locked, found, at=at, by=by)
        locked.state = Journey.State.PAYING
        _SETTLED.save(locked)
        begun = PaymentBegun(subject=f"journey:{locked.pk}", service=locked.service, pence=found.walk.fee.total_pence)
        record(begun, by=by, at=at)
        return _Held(journey=locked, just_held=True)


def _begin_charge(journey: Journey, *, return_to: str, at: datetime, by: Actor) -> Charge:
    """Ask for the money, outside of our transaction: the provider is another organisation's system."""
    found = way_of_journey(journey, on=_day_of(journey))
    return charger().begin_charge(
        about=journey.token,
        lines=charge_lines(found.walk),
        description=f"{found.compiled.definition.title.to(journey.language)} ({journey.reference})",
        return_to=return_to,
        at=at,
        by=by,
    )


def send_as_before(*, journey: Journey, at: datetime) -> Submitted:
    """Send answers that another product took in at that time: checked like any others, and paid for there, not here.

    :raises NotFinished: where something is missing that the service asks.
    """
    by = holder_of(journey)
    with acting(by):
        locked = _locked(journey.token)
        found = _finished(locked, on=local_day(at))
        _settle_answers(locked, found)
        return _send(locked, found, at=at, by=by)


def give_up_paying(*, journey: Journey, at: datetime) -> Submitted | Charge | None:
    """Hand the answers back to somebody who says that they did not pay, so that they can change them or try again.

    The provider is asked first. Where the money was taken after all the answers are sent; while nobody can tell, the
    charge stays and is given back as it stands. None where nothing is being paid for (any more).
    """
    if journey.state == Journey.State.SUBMITTED:
        return Submitted(reference=journey.reference or "")
    if journey.state != Journey.State.PAYING:
        return None
    by = holder_of(journey)
    charge = charger().give_up_charge(about=journey.token, at=at, by=by)
    if charge is not None and charge.state is ChargeState.PAID:
        return complete_paid(journey_token=journey.token, at=at, by=by)
    return charge


def complete_paid(*, journey_token: str, at: datetime, by: Actor) -> Submitted:
    """Send the answers whose fee was paid. Once, however often it is asked."""
    with acting(by):
        locked = _locked(journey_token)
        if locked.state == Journey.State.SUBMITTED:
            return Submitted(reference=locked.reference or "")
        # What was agreed to and paid for is what is sent: the rules are asked as of that day.
        found = way_of_journey(locked, on=_day_of(locked))
        return _send(locked, found, at=at, by=by)


def payment_failed(*, journey_token: str, at: datetime, by: Actor) -> None:
    """Give the answers back to the person, who can change them and send them again."""
    with acting(by):
        locked = _locked(journey_token)
        if locked.state != Journey.State.PAYING:
            return
        locked.state = Journey.State.OPEN
        locked.save(update_fields=["state"])
        record(PaymentNotMade(subject=f"journey:{locked.pk}", service=locked.service), by=by, at=at)


def _locked(token: str) -> Journey:
    found = _BY_TOKEN.first(token=token)
    if found is None:
        raise NoSuchJourney
    return found


def _finished(journey: Journey, *, on: date) -> Way:
    found = way_of_journey(journey, on=on)
    place = wayfinding.whereabouts(found)
    if place.kind is not PlaceKind.CHECK or found.walk.problems:
        raise NotFinished(_to_mend(found) if found.walk.problems else place)
    return found


def _to_mend(found: Way) -> Place:
    """The page of the first answer that does not fit any more."""
    wrong = {each.question for each in found.walk.problems}
    for place in wayfinding.places_met(found):
        if wrong & {question.id for question in found.walk.asked(place.page, place.item)}:
            return place
    return wayfinding.whereabouts(found)


def _settle_answers(journey: Journey, found: Way) -> None:
    """Keep only what the journey reached, and what was true on the day that it was sent."""
    journey.answers = seal_held(
        Held(values=found.walk.answers, seen=found.pages, reached_end=True, secret=found.held.secret), key=journey.key
    )
    journey.facts = {"day": found.on.isoformat(), "tables": _tables(found)}
    journey.reference = journey.reference or new_reference()


def _tables(found: Way) -> dict[str, dict[str, str]]:
    """The figures that held: each table's row, and the day from which it holds."""
    rows: dict[str, dict[str, str]] = {}
    for key, table in found.compiled.tables.items():
        row = row_for(table, nation=found.compiled.definition.nation, on=found.on)
        if row is not None:
            rows[key] = {"from": row.from_.isoformat(), **row.values}
    return rows


def _day_of(journey: Journey) -> date:
    return date.fromisoformat(journey.facts["day"])


def _send(journey: Journey, found: Way, *, at: datetime, by: Actor) -> Submitted:
    """The one transaction of a submission: answers, documents, money and the news of it, or nothing."""
    reference = journey.reference or new_reference()
    journey.state, journey.reference, journey.submitted_at = Journey.State.SUBMITTED, reference, at
    _SETTLED.save(journey)
    for participant in participants():
        participant.take_part(journey=journey.token, reference=reference, at=at, by=by)
    submitted = JourneySubmitted(
        subject=reference,
        service=journey.service,
        version_hash=journey.version_hash,
        channel=journey.channel,
        fee_pence=found.walk.fee.total_pence,
    )
    record(submitted, by=by, at=at)
    return Submitted(reference=reference)
