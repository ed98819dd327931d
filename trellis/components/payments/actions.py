"""Asking for money, and writing down what became of it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

import structlog

from trellis.base.log import record
from trellis.base.prepared import Update
from trellis.components.payments import events
from trellis.components.payments.errors import ProviderAway
from trellis.components.payments.models import ChargeRow
from trellis.components.payments.provider import ProviderState, Standing
from trellis.components.payments.providers import provider_called, provider_in_use
from trellis.components.payments.queries import charge_in_force, pending
from trellis.organisations.actors import Actor, each_organisation
from trellis.organisations.scope import acting, reading
from trellis.services import actions as services
from trellis.services.contract import ChargeLine, NotPaid

logger = structlog.get_logger(__name__)

ABANDONED_AFTER = timedelta(hours=24)
_HANDED_OVER = Update(ChargeRow, change=["about"], where=["about", "state"])


def begin(
    *, about: str, lines: Sequence[ChargeLine], description: str, return_to: str, at: datetime, by: Actor
) -> ChargeRow:
    """Ask the provider for the money for one submission; a second call finds the first charge.

    The row is written and committed before the provider is asked, so that no payment is ever unknown to us.
    """
    row = _row(about=about, lines=lines, description=description, return_to=return_to, at=at, by=by)
    return _known_to_the_provider(row, by=by)


def _known_to_the_provider(row: ChargeRow, *, by: Actor) -> ChargeRow:
    """Ask for the money where that has not succeeded yet. While the provider does not answer, nobody can pay."""
    if row.pay_at or row.state != ChargeRow.State.PENDING:
        return row
    try:
        asked = provider_called(row.provider).ask(
            reference=row.reference, pence=row.pence, description=row.description, return_to=row.return_to
        )
    except ProviderAway:
        logger.warning("provider-away", charge=row.reference)
        return row
    with acting(by):
        row.provider_reference, row.pay_at = asked.provider_reference, asked.pay_at
        row.save(update_fields=["provider_reference", "pay_at"])
    return row


def _row(
    *, about: str, lines: Sequence[ChargeLine], description: str, return_to: str, at: datetime, by: Actor
) -> ChargeRow:
    pence = sum(line.pence for line in lines)
    with acting(by):
        already = charge_in_force(about=about, seen_by=by)
        if already and already.state != ChargeRow.State.FAILED:
            return already
        row = ChargeRow.objects.create(
            organisation_id=by.organisation,
            reference=secrets.token_hex(12),
            about=about,
            pence=pence,
            lines=[asdict(line) for line in lines],
            description=description,
            return_to=return_to,
            provider=provider_in_use().key,
            begun_at=at,
        )
        record(events.ChargeBegun(subject=about, charge=row.reference, pence=pence), by=by, at=at)
    return row


def ask_how_it_stands(*, row: ChargeRow, at: datetime, by: Actor) -> ChargeRow:
    """Ask the provider about a charge and act on the answer: paid is submitted, failed may be tried again."""
    row = _known_to_the_provider(row, by=by)
    if row.state != ChargeRow.State.PENDING or not row.provider_reference:
        return row
    try:
        standing = provider_called(row.provider).standing(provider_reference=row.provider_reference, at=at)
    except ProviderAway:
        return row
    if standing.state == ProviderState.PENDING and row.begun_at < at - ABANDONED_AFTER:
        return _call_off(row, why=NotPaid.LAPSED, at=at, by=by)
    return row if standing.state == ProviderState.PENDING else settle(row=row, standing=standing, at=at, by=by)


def give_up(*, row: ChargeRow, at: datetime, by: Actor) -> ChargeRow:
    """Hand the answers back to somebody who says that they did not pay; where they did, or may have, send them.

    The provider calls the payment off first: a page of theirs that is still open in another tab can then take
    nothing, so that whoever tries again is never charged twice.
    """
    row = _known_to_the_provider(row, by=by)
    if row.state != ChargeRow.State.PENDING or not row.provider_reference:
        return row
    return _call_off(row, why=NotPaid.GIVEN_UP, at=at, by=by)


def _call_off(row: ChargeRow, *, why: NotPaid, at: datetime, by: Actor) -> ChargeRow:
    try:
        standing = provider_called(row.provider).call_off(provider_reference=row.provider_reference, at=at)
    except ProviderAway:
        return row
    if standing.state == ProviderState.PENDING:
        return row
    if standing.why is NotPaid.GIVEN_UP:
        standing = Standing(state=standing.state, why=why)
    return settle(row=row, standing=standing, at=at, by=by)


def settle(*, row: ChargeRow, standing: Standing, at: datetime, by: Actor) -> ChargeRow:
    """Write down that the money was taken or not, and with it submit the application or hand it back; once."""
    paid = standing.state == ProviderState.PAID
    with acting(by):
        row = ChargeRow.objects.select_for_update().get(pk=row.pk)
        if row.state != ChargeRow.State.PENDING:
            return row
        row.state = ChargeRow.State.PAID if paid else ChargeRow.State.FAILED
        row.why, row.settled_at = standing.why or "", at
        row.save(update_fields=["state", "why", "settled_at"])
        if paid:
            record(events.ChargePaid(subject=row.about, charge=row.reference, pence=row.pence), by=by, at=at)
            services.complete_paid(journey_token=row.about, at=at, by=by)
        else:
            record(events.ChargeFailed(subject=row.about, charge=row.reference, why=row.why), by=by, at=at)
            services.payment_failed(journey_token=row.about, at=at, by=by)
    return row


def ask_about_pending(at: datetime) -> None:
    """Ask the provider about every charge nobody came back from: "paid but not submitted" ends by itself."""
    for by in each_organisation(doing="payments"):
        with reading(by):
            waiting = list(pending(seen_by=by, at=at)[:200])
        for row in waiting:
            _ask_again(row, at=at, by=by)


def _ask_again(row: ChargeRow, *, at: datetime, by: Actor) -> None:
    try:
        ask_how_it_stands(row=row, at=at, by=by)
    except Exception:
        logger.exception("charge-in-trouble", charge=row.reference)


def hand_over(*, journey: str, reference: str, by: Actor) -> None:  # noqa: ARG001  in the scope of who submits
    """From now on a journey's charge is about the application that it became: part of the submission's transaction."""
    _HANDED_OVER.run(change={"about": reference}, where={"about": journey, "state": ChargeRow.State.PAID.value})
