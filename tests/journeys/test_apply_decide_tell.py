"""The whole road in a real browser: somebody applies, the council decides, and they are told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.robot import Officer, Resident, press
from tests.journeys.served import Served
from tests.journeys.services import BADGE, BENEFITS, DISCOUNT, INFORMATION, MISSED_BIN, PAVEMENT, Walked

ADA = "ada@example.org"
by_name = pytest.mark.parametrize("walked", [MISSED_BIN, INFORMATION, BADGE], ids=lambda each: each.service)


def sign_in_code(served: Served) -> str:
    codes = [found for words in served.messages_to(ADA) for found in re.findall(r"\b(\d{6})\b", words)]
    return codes[-1]


def decided(served: Served, somebody: Callable[..., Page], walked: Walked, reference: str, *, script: bool) -> None:
    """The officer works on the case until it is decided, and a second person approves where one must."""
    officer = Officer(somebody(script=script))
    officer.sign_in(served.sign_in_address(walked.officer))
    officer.open(walked.organisation, reference)
    officer.work_until_decided(outcome=walked.outcome)
    if walked.approver:
        second = Officer(somebody(script=script))
        second.sign_in(served.sign_in_address(walked.approver))
        second.open(walked.organisation, reference)
        second.approve()


@by_name
def test_somebody_applies_and_is_told_the_decision(
    served: Served, somebody: Callable[..., Page], walked: Walked, scripted: bool
) -> None:
    page = somebody(script=scripted, width=320)
    reference = Resident(page, answers=walked.answers).apply(walked.start)
    served.until_settled()
    assert any(reference in words for words in served.messages_to(ADA))

    decided(served, somebody, walked, reference, script=scripted)
    served.until_settled()

    page.goto(f"/{walked.organisation}/status")
    page.locator("main input[type=text], main input:not([type])").first.fill(reference.lower().replace("-", " "))
    page.locator("main input[type=email]").fill(ADA)
    press(page.locator("main form button").first)
    served.until_settled()
    page.locator("main form input:visible").first.fill(sign_in_code(served))
    press(page.locator("main form button").first)
    told = page.locator("main").inner_text()
    assert reference in told
    assert len([words for words in served.messages_to(ADA) if reference in words]) >= 2


def test_a_decision_letter_is_an_accessible_pdf(served: Served, somebody: Callable[..., Page]) -> None:
    page = somebody()
    reference = Resident(page, answers=BADGE.answers).apply(BADGE.start)
    served.until_settled()
    decided(served, somebody, BADGE, reference, script=True)
    served.until_settled()
    officer = Officer(somebody())
    officer.sign_in(served.sign_in_address(BADGE.officer))
    officer.open(BADGE.organisation, reference)
    letters = officer.page.locator("a[href*='/documents/']").filter(
        has_text=re.compile("pdf|letter|decision", re.IGNORECASE)
    )
    address = letters.last.get_attribute("href")
    assert address
    answer = officer.page.request.get(address)
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")
    assert b"/Lang" in answer.body()


def test_a_discount_that_every_rule_grants_is_granted_at_once(served: Served, somebody: Callable[..., Page]) -> None:
    answers = DISCOUNT.answers | {"other-adults": "no"}
    reference = Resident(somebody(), answers=answers).apply(DISCOUNT.start)
    served.until_settled()
    assert len([words for words in served.messages_to(ADA) if reference in words]) >= 1


def test_a_licence_fee_is_paid_and_shows_on_the_case(
    served: Served, somebody: Callable[..., Page], scripted: bool
) -> None:
    reference = Resident(somebody(script=scripted), answers=PAVEMENT.answers).apply(PAVEMENT.start)
    served.until_settled()
    officer = Officer(somebody())
    officer.sign_in(served.sign_in_address(PAVEMENT.officer))
    officer.open(PAVEMENT.organisation, reference)
    words = officer.page.locator("main").inner_text()
    assert "£295 paid" in words


def test_a_benefits_check_ends_in_results_and_keeps_nothing(served: Served, somebody: Callable[..., Page]) -> None:
    resident = Resident(somebody(script=False), answers=BENEFITS.answers)
    resident.begin(BENEFITS.start)
    resident.answer_everything()
    assert resident.page.url.endswith("/results")
    assert resident.page.locator("main h2, main h3").count() > 1
