from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from trellis.base.models import LogEntry
from trellis.base.references import read_reference
from trellis.organisations.actions import found
from trellis.organisations.actors import Actor, system
from trellis.organisations.brand import Brand
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.people.actions import erase
from trellis.people.errors import KeyErased
from trellis.services import actions, queries
from trellis.services.contract import Charge, ChargeState, Place, PlaceKind
from trellis.services.errors import AnswersRefused, JourneySent, NoSuchPage, NoSuchSubmission, NotFinished
from trellis.services.tests.story import HOME, LARGE, MONDAY, ON, SMALL, YOU, Resident

pytestmark = pytest.mark.django_db


def sent_by(ada: Resident) -> str:
    sent = actions.submit(journey=ada.journey, at=MONDAY)
    assert isinstance(sent, actions.Submitted)
    return sent.reference


def news(council: Organisation, kind: str) -> list[LogEntry]:
    with reading(staff(council)):
        return list(LogEntry.objects.filter(kind=kind))


def staff(council: Organisation) -> Actor:
    return system(organisation=council.pk, doing="test")


def test_sending_twice_gives_the_same_reference_and_one_submission(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    before_the_click = ada.journey
    first = actions.submit(journey=before_the_click, at=MONDAY)
    second = actions.submit(journey=before_the_click, at=MONDAY + timedelta(seconds=1))
    assert first == second
    assert len(news(tree, "journey-submitted")) == 1


def test_the_reference_can_be_read_over_the_phone(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    reference = sent_by(ada)
    assert read_reference(reference.lower().replace("-", " ")) == reference


def test_nothing_is_sent_before_everything_is_answered(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    with pytest.raises(NotFinished) as unfinished:
        actions.submit(journey=ada.journey, at=MONDAY)
    assert unfinished.value.place == Place(kind=PlaceKind.PAGE, page="trees", item=0)


def test_a_submission_holds_the_answers_in_words_and_how_to_reach_the_person(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    submission = queries.submission(sent_by(ada), seen_by=staff(tree))
    assert submission.contact.name == "Ada Ash"
    assert submission.contact.email == "ada@example.com"
    lines = {line.question: line.answer for group in submission.groups for line in group.lines}
    assert lines["address"] == "1 Elm Street\nOakham\nAN1 1AA"
    assert lines["size"] == "Small"
    assert submission.channel == "web"
    assert submission.facts["day"] == "2026-03-02"


def test_the_words_of_a_submission_follow_the_language_of_who_reads_it(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    submission = queries.submission(sent_by(ada), seen_by=staff(tree), language="cy")
    assert "Bach" in [line.answer for group in submission.groups for line in group.lines]


def test_another_organisation_does_not_find_a_submission(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    other = found(
        key="elsewhere", name={"en": "Elsewhere"}, kind="council", nation="england", languages=["en"], at=MONDAY,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )  # fmt: skip
    with pytest.raises(NoSuchSubmission):
        queries.submission(sent_by(ada), seen_by=staff(other))


def test_a_submission_whose_key_was_erased_cannot_be_read_any_more(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    reference = sent_by(ada)
    erase(key=queries.submission(reference, seen_by=staff(tree)).key, about=reference, at=MONDAY, by=staff(tree))
    with pytest.raises(KeyErased):
        queries.submission(reference, seen_by=staff(tree))


def paying(ada: Resident) -> Charge:
    ada.answers_everything(size=LARGE)
    charge = actions.submit(journey=ada.journey, return_to="http://localhost/back", at=MONDAY)
    assert isinstance(charge, Charge)
    return charge


def test_a_fee_is_asked_for_before_anything_is_sent(tree: Organisation) -> None:
    ada = Resident(tree)
    charge = paying(ada)
    assert (charge.pence, charge.state) == (2000, ChargeState.PENDING)
    assert charge.pay_at
    assert ada.is_at() == Place(kind=PlaceKind.PAY)
    assert not news(tree, "journey-submitted")


def test_asking_to_pay_twice_makes_one_charge(tree: Organisation) -> None:
    ada = Resident(tree)
    first = paying(ada)
    again = actions.submit(journey=ada.journey, at=MONDAY)
    assert isinstance(again, Charge)
    assert again.reference == first.reference


def test_answers_stay_as_they_are_while_they_are_paid_for(tree: Organisation) -> None:
    ada = Resident(tree)
    paying(ada)
    with pytest.raises(JourneySent):
        ada.answers("where", HOME)


def test_a_payment_that_the_provider_repeats_sends_the_answers_once(tree: Organisation) -> None:
    ada = Resident(tree)
    paying(ada)
    token = ada.journey.token
    first = actions.complete_paid(journey_token=token, at=MONDAY, by=staff(tree))
    again = actions.complete_paid(journey_token=token, at=MONDAY, by=staff(tree))
    assert first == again
    assert [entry.data["fee_pence"] for entry in news(tree, "journey-submitted")] == [2000]


def test_a_payment_that_fails_gives_the_answers_back(tree: Organisation) -> None:
    ada = Resident(tree)
    paying(ada)
    actions.payment_failed(journey_token=ada.journey.token, at=MONDAY, by=staff(tree))
    assert ada.is_at() == Place(kind=PlaceKind.CHECK)
    ada.answers("trees", SMALL, item=0)
    ada.goes_on("trees")
    assert isinstance(actions.submit(journey=ada.journey, at=MONDAY), actions.Submitted)


def test_a_payment_that_fails_after_it_was_sent_takes_nothing_back(tree: Organisation) -> None:
    ada = Resident(tree)
    paying(ada)
    token = ada.journey.token
    actions.complete_paid(journey_token=token, at=MONDAY, by=staff(tree))
    actions.payment_failed(journey_token=token, at=MONDAY, by=staff(tree))
    assert ada.is_at() == Place(kind=PlaceKind.SENT)


def test_answers_that_are_being_paid_for_are_not_erased(tree: Organisation) -> None:
    ada = Resident(tree)
    paying(ada)
    actions.expire_journeys(MONDAY + timedelta(days=60))
    assert ada.is_at() == Place(kind=PlaceKind.PAY)


def test_questions_asked_again_are_kept_beside_what_was_sent_first(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    reference = sent_by(ada)
    step = queries.questions_again(reference, ["your-name", "email"], seen_by=staff(tree))
    assert [each.raw for each in step.questions][1] == {"value": "ada@example.com"}
    changed = actions.answer_again(
        reference=reference,
        questions=["your-name", "email"],
        raw={**YOU, "email": {"value": "new@example.com"}},
        at=MONDAY,
        by=queries.holder_of(ada.journey),
    )
    assert changed == ("email",)
    submission = queries.submission(reference, seen_by=staff(tree))
    assert submission.contact.email == "new@example.com"
    assert submission.amended
    assert queries.outcome_of(ada.journey, on=ON).answers["email"] == "ada@example.com"


def test_an_answer_given_again_is_refused_as_the_first_one_would_be(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    reference = sent_by(ada)
    with pytest.raises(AnswersRefused) as refused:
        actions.answer_again(
            reference=reference, questions=["email"], raw={"email": {"value": "nobody"}}, at=MONDAY,
            by=queries.holder_of(ada.journey),
        )  # fmt: skip
    assert refused.value.step.problems[0].question == "email"
    with pytest.raises(NoSuchPage):
        queries.questions_again(reference, ["size"], seen_by=staff(tree))


def test_showing_a_step_asks_the_database_once(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    _ = queries.step(ada.journey, ada.is_at(), on=ON)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.step(ada.journey, Place(kind=PlaceKind.PAGE, page="trees", item=0), on=ON)
    assert len([each for each in asked if each["sql"].startswith('SELECT "')]) == 1


def test_answering_a_page_only_writes_it(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    journey = ada.journey
    with CaptureQueriesContext(connection) as asked:
        actions.answer(journey=journey, place=Place(kind=PlaceKind.PAGE, page="you"), raw=YOU, at=MONDAY)
    about_tables = [each["sql"].split(" ")[0] for each in asked if "services_journey" in each["sql"]]
    assert about_tables == ["UPDATE"]
