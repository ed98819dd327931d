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
from trellis.services.contract import Charge, PlaceKind
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
