from __future__ import annotations

import re
from datetime import timedelta

import pytest

from trellis.cases import actions, queries
from trellis.cases.errors import CodeRefused
from trellis.cases.tests.story import MONDAY, Council, applies, day, does_every_task, holder
from trellis.organisations.actors import Actor
from trellis.people.models import Message

pytestmark = pytest.mark.django_db


def codes(council: Council, reference: str) -> list[Message]:
    return [each for each in council.messages(reference) if each.template == "status-code"]


def sent_code(council: Council, reference: str, *, at_minute: int = 0) -> str:
    at = MONDAY + timedelta(minutes=at_minute)
    actions.send_status_code(organisation=council.organisation, reference=reference, email="Ada@Example.com", at=at)
    found = re.search(r"\d{6}", codes(council, reference)[-1].words().subject)
    assert found
    return found[0]


def test_the_code_that_was_sent_opens_the_application_once(council: Council, stall: str) -> None:
    code = sent_code(council, stall)
    later = MONDAY + timedelta(minutes=9)
    held = actions.check_status_code(organisation=council.organisation, reference=stall.lower(), code=code, at=later)
    assert queries.status(stall, holder=held, on=MONDAY.date()).reference == stall
    with pytest.raises(CodeRefused):
        actions.check_status_code(organisation=council.organisation, reference=stall, code=code, at=later)


def test_a_code_is_too_old_after_ten_minutes(council: Council, stall: str) -> None:
    code = sent_code(council, stall)
    with pytest.raises(CodeRefused) as refused:
        actions.check_status_code(
            organisation=council.organisation, reference=stall, code=code, at=MONDAY + timedelta(minutes=10)
        )
    assert refused.value.reason == CodeRefused.EXPIRED


def test_after_five_wrong_codes_the_right_one_is_refused_too(council: Council, stall: str) -> None:
    code = sent_code(council, stall)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    reasons = []
    for tried in (wrong, wrong, wrong, wrong, wrong, code):
        with pytest.raises(CodeRefused) as refused:
            actions.check_status_code(organisation=council.organisation, reference=stall, code=tried, at=MONDAY)
        reasons.append(refused.value.reason)
    assert reasons == [CodeRefused.WRONG] * 4 + [CodeRefused.TOO_MANY] * 2


def test_no_code_goes_to_an_address_that_the_applicant_did_not_give(council: Council, stall: str) -> None:
    for email in ("eve@example.com", ""):
        actions.send_status_code(organisation=council.organisation, reference=stall, email=email, at=MONDAY)
    actions.send_status_code(
        organisation=council.organisation, reference="222-222-222", email="ada@example.com", at=MONDAY
    )
    assert codes(council, stall) == []


def test_somebody_without_email_cannot_be_impersonated_with_an_empty_one(council: Council) -> None:
    reference = applies(council, email="")
    actions.send_status_code(organisation=council.organisation, reference=reference, email="", at=MONDAY)
    assert codes(council, reference) == []


def test_five_codes_an_hour_are_enough(council: Council, stall: str) -> None:
    for minute in range(8):
        sent_code(council, stall, at_minute=minute)
    assert len(codes(council, stall)) == 5


def test_a_code_is_never_shown_to_staff(council: Council, stall: str, mary: Actor) -> None:
    code = sent_code(council, stall)
    shown = queries.case(stall, seen_by=mary, on=MONDAY.date())
    assert not any(code in each.subject or code in each.body for each in shown.messages)


def test_the_applicant_sees_what_happens_and_by_when(council: Council, stall: str) -> None:
    found = queries.status(stall, holder=holder(council, stall), on=MONDAY.date())
    assert found.expected_words == "You will hear from us by 30 March 2026."
    assert found.what_next == "We look at it and write to you."
    assert [(step.title, step.state) for step in found.steps] == [
        ("You sent it", "done"),
        ("Check it", "now"),
        ("Wait for what people say", "now"),
        ("Decide", "next"),
        ("We tell you what we decided", "next"),
    ]
    assert found.may_withdraw


def test_the_applicant_sees_it_in_welsh_where_they_ask_for_it(council: Council, stall: str) -> None:
    found = queries.status(stall, holder=holder(council, stall), on=MONDAY.date(), language="cy")
    assert found.service_title == "Gwneud cais am stondin farchnad"
    assert found.expected_words == "Byddwch yn clywed gennym erbyn 30 Mawrth 2026."


def test_a_proposal_is_not_shown_before_it_is_made(council: Council, stall: str, mary: Actor, mona: Actor) -> None:
    does_every_task(council, stall, by=mary)
    council.days_pass(day(8))
    decided = actions.decide(reference=stall, outcome="refused", reasons="No space", at=day(9), by=mary)
    before = queries.status(stall, holder=holder(council, stall), on=day(9).date())
    assert (before.outcome, before.reasons) == ("", "")
    actions.approve(reference=stall, decision=decided.decision, at=day(10), by=mona)
    after = queries.status(stall, holder=holder(council, stall), on=day(10).date())
    assert (after.outcome_words, after.reasons) == ("You do not get a place", "No space")
    assert after.appeal == "Write to us within 28 days."
    assert not after.may_withdraw
