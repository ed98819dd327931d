"""The lived-in month: made once, by the real actions, with something in every state that a case can stand in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from trellis.base.models import Delivery
from trellis.base.time import now
from trellis.cases import queries
from trellis.cases.models import Case, Decision
from trellis.components.connectors.models import Handover
from trellis.demo.accounts import accounts
from trellis.demo.commands import demo_accounts
from trellis.demo.seeding import Seeded, seed
from trellis.demo.story.company import Company
from trellis.organisations.actors import system
from trellis.organisations.scope import reading
from trellis.people.models import Message, Person


@dataclass(frozen=True, kw_only=True)
class Month:
    seeded: Seeded
    company: Company


@pytest.fixture(scope="module")
def month(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Month]:
    """Seeded once for all tests of this file, and undone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Month(seeded=seed(now=now()), company=Company())
        transaction.set_rollback(True)


def _outcomes(month: Month, organisation: str) -> set[tuple[str, str, str]]:
    with reading(system(organisation=month.company.organisation(organisation).pk, doing="test")):
        return set(Case.objects.values_list("service", "state", "outcome"))


def test_seeding_a_second_time_changes_nothing(month: Month) -> None:
    assert month.seeded.happenings > 300
    assert seed(now=now()) == Seeded()


def test_two_organisations_hold_cases_and_the_charity_holds_none(month: Month) -> None:
    assert {service for service, _, _ in _outcomes(month, "anyshire")} == {"blue-badge", "pothole"}
    assert len({service for service, _, _ in _outcomes(month, "anyborough")}) == 6
    assert _outcomes(month, "anyborough-carers") == set()


def test_there_is_a_case_in_every_state(month: Month) -> None:
    states = {state for _, state, _ in _outcomes(month, "anyborough") | _outcomes(month, "anyshire")}
    assert states == {"open", "waiting-for-information", "decided", "closed", "withdrawn"}


def test_the_licence_that_nobody_decided_is_deemed_granted(month: Month) -> None:
    assert ("pavement-licence", "closed", "deemed-granted") in _outcomes(month, "anyborough")


def test_clear_discounts_were_granted_without_a_person(month: Month) -> None:
    with reading(system(organisation=month.company.organisation("anyborough").pk, doing="test")):
        decisions = Decision.objects.filter(case__service="single-person-discount", outcome="granted")
        assert decisions.filter(settled_by=None, proposed_by=None).count() == 9


def test_a_second_person_has_decisions_to_approve(month: Month) -> None:
    for manager in ("yasmin", "colin"):
        assert queries.my_work(seen_by=month.company.staff(manager), on=now().date()).to_approve


def test_something_is_late_on_the_desks_of_the_borough(month: Month) -> None:
    for caseworker in ("priya", "owen", "daniel"):
        mine = queries.my_work(seen_by=month.company.staff(caseworker), on=now().date()).mine
        assert any(row.urgency == "late" for row in mine), caseworker


def test_nothing_that_was_to_be_delivered_failed(month: Month) -> None:
    assert not Delivery.objects.exclude(error="").exists()
    with reading(system(organisation=month.company.organisation("anyborough").pk, doing="test")):
        in_trouble = Message.objects.filter(state__in=["failed", "doubt"])
        # Nothing here carries a text message or a letter: staff tell those who asked for one.
        assert not in_trouble.filter(channel=Message.Channel.EMAIL).exists()
        assert all(each.error.startswith("nothing here carries") for each in in_trouble)
        assert Person.objects.count() > 50


def test_no_message_has_a_hole_in_it(month: Month) -> None:
    for organisation in ("anyborough", "anyshire"):
        with reading(system(organisation=month.company.organisation(organisation).pk, doing="test")):
            for message in Message.objects.select_related("key"):
                words = message.words()
                assert "{{" not in words.subject + words.body
                assert " ." not in words.body


def test_bins_reported_since_the_waste_works_were_connected_have_a_job_there(month: Month) -> None:
    with reading(system(organisation=month.company.organisation("anyborough").pk, doing="test")):
        found = list(Handover.objects.values_list("state", "status"))
        numbers = set(Handover.objects.values_list("number", flat=True))
    assert set(found) == {("accepted", "PLANNED")}
    assert len(numbers) == len(found) >= 2
    assert "" not in numbers


def test_a_pothole_reported_since_the_county_was_connected_has_a_number_of_the_highways_system(month: Month) -> None:
    with reading(system(organisation=month.company.organisation("anyshire").pk, doing="test")):
        (found,) = Handover.objects.filter(service="pothole")
    assert (found.state, found.status, bool(found.number)) == ("accepted", "in_progress", True)


def test_everybody_who_works_here_has_an_address_of_their_own_to_sign_in(month: Month) -> None:
    found = accounts(base_url="http://127.0.0.1:8810")
    assert len({each.address for each in found}) == len(found) == 28
    assert all(each.address.startswith("http://127.0.0.1:8810/") for each in found)


def test_the_command_says_the_same(month: Month, capsys: pytest.CaptureFixture[str]) -> None:
    demo_accounts(port=8810, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert [each["email"] for each in told] == [each.email for each in accounts(base_url="")]
