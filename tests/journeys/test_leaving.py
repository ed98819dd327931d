"""Leaving at once: for somebody whom the next person in the room must not see here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import PATIENCE
from tests.journeys.robot import Resident, press
from tests.journeys.served import Served
from tests.journeys.services import BENEFITS, DISCOUNT, MISSED_BIN

ELSEWHERE = "https://www.bbc.co.uk/weather"
Come = Callable[..., Page]


@pytest.fixture
def come(chromium: Browser, served: Served) -> Iterator[Come]:
    """Somebody at a browser that may be led elsewhere, though it never arrives: nothing leaves this machine."""
    contexts: list[BrowserContext] = []

    def opens(*, script: bool) -> Page:
        context = chromium.new_context(base_url=served.address, java_script_enabled=script)
        context.set_default_timeout(PATIENCE)
        context.route(
            "https://**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html")
        )
        contexts.append(context)
        return context.new_page()

    yield opens
    for context in contexts:
        context.close()


@pytest.fixture
def halfway(come: Come, scripted: bool) -> Page:
    """Somebody who has answered where they live."""
    page = come(script=scripted)
    resident = Resident(page, answers=DISCOUNT.answers)
    resident.begin(DISCOUNT.start)
    resident.answer_everything(until="/main-home")
    return page


@contextmanager
def led_elsewhere(page: Page) -> Iterator[None]:
    with page.expect_event("requestfailed", lambda request: request.url == ELSEWHERE):
        yield


def nothing_is_left(page: Page) -> None:
    """Whoever presses back, or opens the address again, finds no answer."""
    page.wait_for_url("chrome-error://**")
    assert not [each for each in page.context.cookies() if each["name"].endswith(("journey", "status"))]
    for look in (page.go_back, lambda: page.goto(f"{DISCOUNT.start}your-home")):
        look()
        said = page.locator("main").inner_text()
        assert "We cannot find your answers" in said
        assert "High Street" not in said


def test_one_press_leads_elsewhere_and_leaves_no_answers_behind(halfway: Page) -> None:
    with led_elsewhere(halfway):
        halfway.locator(".govuk-exit-this-page__button").click(no_wait_after=True)
    nothing_is_left(halfway)


def test_it_is_among_the_first_things_that_a_keyboard_reaches(halfway: Page) -> None:
    for _ in range(2):
        halfway.keyboard.press("Tab")
    assert halfway.evaluate("document.activeElement.innerText.trim()") == "Exit this page"
    assert halfway.evaluate("document.activeElement.getBoundingClientRect().height > 20")
    with led_elsewhere(halfway):
        halfway.keyboard.press("Enter")
    nothing_is_left(halfway)


def test_the_shift_key_pressed_three_times_leads_elsewhere(come: Come) -> None:
    page = come(script=True)
    page.goto(f"{DISCOUNT.start}?language=cy")
    press(page.locator("form[action$='begin'] button").first)
    assert page.locator(".govuk-exit-this-page__button").inner_text().strip() == "Gadael y dudalen hon"
    with led_elsewhere(page):
        for _ in range(3):
            page.keyboard.press("Shift")


@pytest.mark.parametrize(("walked", "dangerous"), [(DISCOUNT, True), (BENEFITS, True), (MISSED_BIN, False)])
def test_a_start_page_says_how_to_leave_where_somebody_may_have_to(
    come: Come, scripted: bool, walked: object, dangerous: bool
) -> None:
    page = come(script=scripted)
    page.goto(walked.start)  # type: ignore[attr-defined]
    assert page.locator(".govuk-exit-this-page__button").count() == dangerous
    assert page.get_by_text("If somebody must not see this").count() == dangerous
    # Only a script listens to the Shift key.
    assert page.get_by_text("Shift key").is_visible() == (dangerous and scripted)
