"""Paying, and not paying: two tabs, the way back from the payment page, a bank that is late."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.robot import REFERENCE, Resident, press
from tests.journeys.served import Served
from tests.journeys.services import PAVEMENT

NOT_PAID = "I did not pay: change my answers or try again"


@pytest.fixture
def paying(served: Served, somebody: Callable[..., Page], unscripted_first: bool) -> Page:
    """Somebody at the page that leads to the payment page."""
    page = somebody(script=unscripted_first, width=320)
    resident = Resident(page, answers=PAVEMENT.answers)
    resident.begin(PAVEMENT.start)
    resident.answer_everything()
    press(page.locator("#send"))
    assert page.url.endswith("/pay")
    return page


def says_that_it_was_not_paid(page: Page) -> None:
    assert "/check-answers" in page.url
    assert "No money was taken. Nothing has been sent." in page.locator("main").inner_text()


def test_whoever_did_not_pay_changes_an_answer_and_pays_once(paying: Page) -> None:
    at_the_bank = paying.context.new_page()
    at_the_bank.goto(str(paying.locator("main a[href*='/pay-sandbox/']").get_attribute("href")))

    press(paying.get_by_role("button", name=NOT_PAID))
    says_that_it_was_not_paid(paying)
    paying.goto(f"{PAVEMENT.start}your-name")
    paying.locator("input[name='name.first']").fill("Adaline")
    press(paying.get_by_role("button", name="Continue"))
    assert "Adaline" in paying.locator("main").inner_text()

    # The bank's page was still open in another tab. It takes nothing, and leads back to the answers.
    press(at_the_bank.get_by_role("button", name="Pay", exact=True))
    says_that_it_was_not_paid(at_the_bank)

    press(paying.locator("#send"))
    press(paying.locator("main a[href*='/pay-sandbox/']"))
    press(paying.get_by_role("button", name="Pay", exact=True))
    paying.wait_for_url("**/sent")
    assert "You have paid £295" in paying.locator("main").inner_text()


def test_the_way_back_from_the_payment_page_is_no_trap(paying: Page) -> None:
    press(paying.locator("main a[href*='/pay-sandbox/']"))
    paying.go_back()
    press(paying.get_by_role("button", name=NOT_PAID))
    says_that_it_was_not_paid(paying)


def test_a_payment_that_is_on_its_way_is_waited_for(paying: Page) -> None:
    press(paying.locator("main a[href*='/pay-sandbox/']"))
    press(paying.get_by_role("button", name="Pay, but tell the council late"))
    paying.wait_for_url("**/pay")
    press(paying.get_by_role("button", name=NOT_PAID))
    said = paying.locator("main").inner_text()
    assert "Do not pay again" in said
    assert not paying.locator("main a[href*='/pay-sandbox/']").count()
    for _ in range(120):
        paying.wait_for_timeout(1000)
        press(
            paying.get_by_role("button", name=re.compile("Check the payment"))
            .or_(paying.get_by_text("Check the payment now"))
            .first
        )
        if paying.url.endswith("/sent"):
            break
    assert REFERENCE.search(paying.locator("main").inner_text())


def test_whoever_paid_in_another_tab_is_told_that_it_was_sent(paying: Page) -> None:
    at_the_bank = paying.context.new_page()
    at_the_bank.goto(str(paying.locator("main a[href*='/pay-sandbox/']").get_attribute("href")))
    press(at_the_bank.get_by_role("button", name="Pay, and never go back"))
    press(paying.get_by_role("button", name=NOT_PAID))
    assert paying.url.endswith("/sent")
    assert "You have paid £295" in paying.locator("main").inner_text()
