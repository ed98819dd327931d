"""How somebody in the story pays: on the sandbox's page, with a card that works."""

from __future__ import annotations

from datetime import datetime

from trellis.components.payments.sandbox.actions import choose
from trellis.components.payments.sandbox.provider import Behaviour
from trellis.services import actions
from trellis.services.actions import Submitted
from trellis.services.contract import Charge
from trellis.services.models import Journey


class NotPaid(Exception):
    """The sandbox was asked to take the money, and the application was not sent all the same."""


def pay(journey: Journey, charge: Charge, *, at: datetime) -> Submitted:
    """Pay what is asked, come back, and be told the reference."""
    choose(reference=charge.pay_at.rsplit("/", 1)[-1], behaviour=Behaviour.PAY, at=at)
    sent = actions.submit(journey=journey, at=at)
    if not isinstance(sent, Submitted):
        raise NotPaid(f"charge {charge.reference} is {sent.state}")
    return sent
