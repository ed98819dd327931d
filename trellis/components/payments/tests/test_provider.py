"""What every payment provider promises. A real one is held to the same tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from trellis.components.payments.errors import NoSuchCharge
from trellis.components.payments.models import SandboxPayment
from trellis.components.payments.provider import PaymentProvider, ProviderState
from trellis.components.payments.sandbox.actions import choose
from trellis.components.payments.sandbox.provider import LATE_BY, Behaviour, Sandbox
from trellis.services.contract import NotPaid

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


class ProviderPromises:
    """Inherit this with a `provider` and a way to pay or decline as the person would."""

    provider: PaymentProvider

    def pay(self, reference: str) -> None:
        raise NotImplementedError

    def decline(self, reference: str) -> None:
        raise NotImplementedError

    def ask(self, reference: str = "c1", pence: int = 50000) -> str:
        asked = self.provider.ask(
            reference=reference, pence=pence, description="Pavement licence", return_to="http://localhost/back"
        )
        assert asked.pay_at
        return asked.provider_reference

    def test_asking_twice_with_one_reference_makes_one_payment(self, db: None) -> None:
        assert self.ask() == self.ask()

    def test_a_payment_nobody_made_is_pending(self, db: None) -> None:
        assert self.provider.standing(provider_reference=self.ask(), at=AT).state == ProviderState.PENDING

    def test_a_payment_that_was_made_is_paid_and_stays_so(self, db: None) -> None:
        reference = self.ask()
        self.pay("c1")
        for _ in range(2):
            assert self.provider.standing(provider_reference=reference, at=AT).state == ProviderState.PAID

    def test_a_declined_card_says_why(self, db: None) -> None:
        reference = self.ask()
        self.decline("c1")
        standing = self.provider.standing(provider_reference=reference, at=AT)
        assert standing.state == ProviderState.FAILED
        assert standing.why is NotPaid.DECLINED

    def test_what_was_called_off_takes_no_money_any_more(self, db: None) -> None:
        reference = self.ask()
        assert self.provider.call_off(provider_reference=reference, at=AT).state == ProviderState.FAILED
        self.pay("c1")
        assert self.provider.standing(provider_reference=reference, at=AT).state == ProviderState.FAILED

    def test_what_was_paid_is_not_called_off(self, db: None) -> None:
        reference = self.ask()
        self.pay("c1")
        assert self.provider.call_off(provider_reference=reference, at=AT).state == ProviderState.PAID


class TestSandbox(ProviderPromises):
    provider = Sandbox()

    def pay(self, reference: str) -> None:
        choose(reference=reference, behaviour=Behaviour.PAY, at=AT)

    def decline(self, reference: str) -> None:
        choose(reference=reference, behaviour=Behaviour.DECLINE, at=AT)

    def test_pressing_twice_takes_the_money_once(self, db: None) -> None:
        self.ask()
        self.pay("c1")
        self.pay("c1")
        self.decline("c1")
        payment = SandboxPayment.objects.get(reference="c1")
        assert (payment.times_taken, payment.state) == (1, "paid")

    def test_a_late_payment_is_pending_until_the_provider_says_so(self, db: None) -> None:
        reference = self.ask()
        choose(reference=reference, behaviour=Behaviour.LATE, at=AT)
        assert self.provider.standing(provider_reference=reference, at=AT).state == ProviderState.PENDING
        later = AT + LATE_BY + timedelta(seconds=1)
        assert self.provider.standing(provider_reference=reference, at=later).state == ProviderState.PAID

    def test_a_late_payment_is_not_called_off_either(self, db: None) -> None:
        reference = self.ask()
        choose(reference=reference, behaviour=Behaviour.LATE, at=AT)
        assert self.provider.call_off(provider_reference=reference, at=AT).state == ProviderState.PENDING

    def test_a_payment_that_was_never_asked_for_cannot_be_made(self, db: None) -> None:
        with pytest.raises(NoSuchCharge):
            self.pay("nobody")
