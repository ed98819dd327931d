"""What somebody does on the sandbox's page."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from trellis.components.payments.errors import NoSuchCharge
from trellis.components.payments.models import SandboxPayment
from trellis.components.payments.sandbox.provider import LATE_BY, Behaviour


@transaction.atomic
def choose(*, reference: str, behaviour: Behaviour, at: datetime) -> SandboxPayment:
    """Have the sandbox take the money or not. Pressing twice takes it once; one that was called off, never.

    :raises NoSuchCharge: where nothing was asked for under this reference.
    """
    payment = SandboxPayment.objects.select_for_update().filter(reference=reference).first()
    if payment is None:
        raise NoSuchCharge
    if payment.state != "created":
        return payment
    payment.state = "declined" if behaviour == Behaviour.DECLINE else "paid"
    payment.times_taken += payment.state == "paid"
    payment.known_from = at + LATE_BY if behaviour == Behaviour.LATE else None
    payment.save()
    return payment
