"""A fee is paid once, and what was paid is sent, whoever comes back or does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from trellis.base.time import now
from trellis.components.payments import queries
from trellis.components.payments.actions import ABANDONED_AFTER, ask_about_pending
from trellis.components.payments.component import COMPONENT
from trellis.components.payments.models import ChargeRow, SandboxPayment
from trellis.components.payments.sandbox.actions import choose
from trellis.components.payments.sandbox.provider import LATE_BY, Behaviour
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.services import actions
from trellis.services.contract import Charge, ChargeState, NotPaid, PlaceKind
from trellis.services.models import Journey
from trellis.services.tests.story import LARGE, MONDAY, Resident

SOON = timedelta(minutes=1)


@pytest.fixture
def ada(tree: Organisation) -> Resident:
    """Somebody who was sent to the payment page."""
    resident = Resident(tree)
    resident.answers_everything(size=LARGE)
    assert isinstance(actions.submit(journey=resident.journey, return_to="http://localhost/back", at=MONDAY), Charge)
    return resident


def sandbox_chooses(behaviour: Behaviour) -> None:
    choose(reference=SandboxPayment.objects.get().reference, behaviour=behaviour, at=MONDAY)


def test_somebody_who_pays_and_never_comes_back_is_sent_all_the_same(ada: Resident) -> None:
    sandbox_chooses(Behaviour.WANDER_OFF)
    ask_about_pending(MONDAY + SOON)
    assert ada.journey.state == Journey.State.SUBMITTED
    reference = ada.journey.reference
    ask_about_pending(MONDAY + 2 * SOON)
    assert ada.journey.reference == reference
    assert SandboxPayment.objects.get().times_taken == 1


def test_a_declined_card_gives_every_answer_back_and_may_be_tried_again(ada: Resident) -> None:
    sandbox_chooses(Behaviour.DECLINE)
    ask_about_pending(MONDAY + SOON)
    assert ada.is_at().kind is PlaceKind.CHECK
    again = actions.submit(journey=ada.journey, return_to="http://localhost/back", at=MONDAY + SOON)
    assert isinstance(again, Charge)
    by = system(organisation=ada.council.pk, doing="test")
    with reading(by):
        assert sorted(ChargeRow.objects.values_list("state", flat=True)) == ["failed", "pending"]


def test_a_provider_that_is_late_is_asked_until_it_knows(ada: Resident) -> None:
    sandbox_chooses(Behaviour.LATE)
    ask_about_pending(MONDAY + timedelta(seconds=16))
    assert ada.journey.state == Journey.State.PAYING
    ask_about_pending(MONDAY + LATE_BY + timedelta(seconds=1))
    assert ada.journey.state == Journey.State.SUBMITTED


def test_a_payment_nobody_makes_ends_after_a_day(ada: Resident) -> None:
    ask_about_pending(MONDAY + ABANDONED_AFTER + SOON)
    assert ada.is_at().kind is PlaceKind.CHECK


def test_whoever_did_not_pay_gets_the_answers_back_and_tries_again_without_paying_twice(ada: Resident) -> None:
    given_up = actions.give_up_paying(journey=ada.journey, at=MONDAY)
    assert isinstance(given_up, Charge)
    assert given_up.why is NotPaid.GIVEN_UP
    assert ada.is_at().kind is PlaceKind.CHECK
    actions.submit(journey=ada.journey, return_to="http://localhost/back", at=MONDAY)
    first, second = SandboxPayment.objects.order_by("pk")
    # The provider's page of the first is still open in another tab: it takes nothing.
    choose(reference=first.reference, behaviour=Behaviour.PAY, at=MONDAY)
    choose(reference=second.reference, behaviour=Behaviour.PAY, at=MONDAY)
    ask_about_pending(MONDAY + SOON)
    assert ada.journey.state == Journey.State.SUBMITTED
    assert sum(SandboxPayment.objects.values_list("times_taken", flat=True)) == 1


def test_whoever_paid_and_says_that_they_did_not_is_sent_all_the_same(ada: Resident) -> None:
    sandbox_chooses(Behaviour.PAY)
    found = actions.give_up_paying(journey=ada.journey, at=MONDAY)
    assert found == actions.Submitted(reference=ada.journey.reference or "")
    assert ada.journey.state == Journey.State.SUBMITTED
    # The other tab asks the same.
    assert actions.give_up_paying(journey=ada.journey, at=MONDAY) == found


def test_while_the_provider_cannot_tell_the_answers_stay_with_the_payment(ada: Resident) -> None:
    sandbox_chooses(Behaviour.LATE)
    found = actions.give_up_paying(journey=ada.journey, at=MONDAY)
    assert isinstance(found, Charge)
    assert found.state is ChargeState.PENDING
    assert ada.is_at().kind is PlaceKind.PAY
    ask_about_pending(MONDAY + LATE_BY + timedelta(seconds=1))
    assert ada.journey.state == Journey.State.SUBMITTED


def test_giving_up_twice_gives_the_answers_back_once(ada: Resident) -> None:
    actions.give_up_paying(journey=ada.journey, at=MONDAY)
    assert actions.give_up_paying(journey=ada.journey, at=MONDAY) is None
    assert ada.is_at().kind is PlaceKind.CHECK


def test_a_payment_that_ended_by_itself_cannot_be_made_any_more(ada: Resident) -> None:
    ask_about_pending(MONDAY + ABANDONED_AFTER + SOON)
    sandbox_chooses(Behaviour.PAY)
    assert SandboxPayment.objects.get().times_taken == 0


def test_a_late_payment_is_waited_for_longer_than_a_day(ada: Resident) -> None:
    choose(reference=SandboxPayment.objects.get().reference, behaviour=Behaviour.LATE, at=MONDAY + ABANDONED_AFTER)
    ask_about_pending(MONDAY + ABANDONED_AFTER + timedelta(seconds=1))
    assert ada.journey.state == Journey.State.PAYING


def test_the_provider_may_tell_us_twice_or_falsely(tree: Organisation, client: Client) -> None:
    # Today's clock, which is what the provider's notice is read by.
    ada = Resident(tree, at=now())
    ada.answers_everything(size=LARGE)
    actions.submit(journey=ada.journey, return_to="http://localhost/back", at=now())
    reference = SandboxPayment.objects.get().reference
    assert client.post(f"/payments/notified/{reference}").status_code == 204
    assert ada.journey.state == Journey.State.PAYING
    sandbox_chooses(Behaviour.PAY)
    for _ in range(2):
        assert client.post(f"/payments/notified/{reference}").status_code == 204
    assert ada.journey.state == Journey.State.SUBMITTED
    assert client.post("/payments/notified/nobody").status_code == 204


def test_the_case_shows_what_was_paid_and_for_what(ada: Resident) -> None:
    sandbox_chooses(Behaviour.PAY)
    ask_about_pending(MONDAY + SOON)
    by = system(organisation=ada.council.pk, doing="test")
    panel = COMPONENT.panel(about=ada.journey.reference or "", seen_by=by)
    assert panel
    assert panel.lines[-1].value == "£20 paid"
    with reading(by):
        assert queries.charge_in_force(about=ada.journey.token, seen_by=by) is None


def test_the_payment_page_takes_only_what_it_offers(ada: Resident, client: Client) -> None:
    address = f"/pay-sandbox/{SandboxPayment.objects.get().reference}"
    assert client.get(address).status_code == 200
    assert client.post(f"{address}/choose", {"behaviour": "steal"}).status_code == 400
    assert client.get("/pay-sandbox/nobody").status_code == 404
    back = client.post(f"{address}/choose", {"behaviour": "pay"})
    assert (back.status_code, back["Location"]) == (302, "http://localhost/back")
