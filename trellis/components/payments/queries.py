"""What can be asked about charges."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Case, QuerySet, When

from trellis.components.payments.models import ChargeRow
from trellis.organisations.actors import Actor
from trellis.services.contract import Charge, ChargeState, NotPaid

ASKED_ABOUT_AFTER = timedelta(seconds=15)


def charge_in_force(*, about: str, seen_by: Actor) -> ChargeRow | None:
    """The charge for this submission that is pending or paid, or the last that failed. Evaluate inside `reading`."""
    failed_last = Case(When(state=ChargeRow.State.FAILED, then=1), default=0)
    return ChargeRow.objects.filter(about=about).order_by(failed_last, "-begun_at").first()


def charge(reference: str, *, seen_by: Actor) -> ChargeRow | None:
    """The charge that a provider knows by this reference. Evaluate inside `reading`."""
    return ChargeRow.objects.filter(reference=reference).first()


def pending(*, seen_by: Actor, at: datetime) -> QuerySet[ChargeRow]:
    """Charges that the provider should be asked about. Evaluate inside `reading`."""
    old_enough = at - ASKED_ABOUT_AFTER
    return ChargeRow.objects.filter(state=ChargeRow.State.PENDING, begun_at__lte=old_enough).order_by("begun_at")


def as_charge(row: ChargeRow) -> Charge:
    """A charge as every channel may know it."""
    # What a provider said before these keys were ours (a sentence) is not shown.
    why = NotPaid(row.why) if row.why in set(NotPaid) else None
    return Charge(reference=row.reference, state=ChargeState(row.state), pence=row.pence, pay_at=row.pay_at, why=why)
