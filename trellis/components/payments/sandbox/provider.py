"""A provider to try things with: it can succeed, fail, be late and repeat itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from trellis.components.payments.errors import NoSuchCharge
from trellis.components.payments.models import SandboxPayment
from trellis.components.payments.provider import Asked, ProviderState, Standing
from trellis.services.contract import NotPaid

LATE_BY = timedelta(seconds=20)


class Behaviour(StrEnum):
    """What somebody chooses on the sandbox's page."""

    PAY = "pay"
    DECLINE = "decline"
    LATE = "late"
    """The money is taken, and the provider says so only after a while."""
    WANDER_OFF = "wander-off"
    """The money is taken, and the person never comes back."""


class Sandbox:
    """Keeps the `PaymentProvider` port with a table of its own in place of a network."""

    key = "sandbox"

    def ask(self, *, reference: str, pence: int, description: str, return_to: str) -> Asked:
        payment, _ = SandboxPayment.objects.get_or_create(
            reference=reference, defaults={"pence": pence, "description": description, "return_to": return_to}
        )
        return Asked(provider_reference=payment.reference, pay_at=f"/pay-sandbox/{payment.reference}")

    def standing(self, *, provider_reference: str, at: datetime) -> Standing:
        payment = sandbox_payment(provider_reference)
        if payment.known_from and payment.known_from > at:
            return Standing(state=ProviderState.PENDING)
        if payment.state == "paid":
            return Standing(state=ProviderState.PAID)
        if payment.state == "declined":
            return Standing(state=ProviderState.FAILED, why=NotPaid.DECLINED)
        if payment.state == "called-off":
            return Standing(state=ProviderState.FAILED, why=NotPaid.GIVEN_UP)
        return Standing(state=ProviderState.PENDING)

    def call_off(self, *, provider_reference: str, at: datetime) -> Standing:
        # One statement: whoever pays at the same moment either was quicker or finds it called off.
        SandboxPayment.objects.filter(reference=provider_reference, state="created").update(state="called-off")
        return self.standing(provider_reference=provider_reference, at=at)


def sandbox_payment(reference: str) -> SandboxPayment:
    """One payment in the sandbox's book.

    :raises NoSuchCharge: where it was never asked for.
    """
    found = SandboxPayment.objects.filter(reference=reference).first()
    if found is None:
        raise NoSuchCharge
    return found
