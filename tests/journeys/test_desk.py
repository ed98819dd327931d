"""The staff desk as its users press it: every way a case can turn, by keys alone, at once with others, and too late."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.robot import Officer, Resident, press
from tests.journeys.served import Served
from tests.journeys.services import INFORMATION, MISSED_BIN, Walked

Somebody = Callable[..., Page]


@pytest.fixture
def at_desk(served: Served, somebody: Somebody) -> Callable[..., Page]:
    """A colleague who has signed in: `at_desk("priya.nair")`."""

    def come(name: str, *, council: str = "anyborough", **browser: object) -> Page:
        officer = Officer(somebody(**browser))
        officer.sign_in(served.sign_in_address(f"{name}@{council}.example"))
        return officer.page

    return come


def applied(served: Served, somebody: Somebody, walked: Walked) -> str:
    """Somebody has applied, and their case is open. Gives its address."""
    reference = Resident(somebody(script=False), answers=walked.answers).apply(walked.start)
    served.until_settled()
    return f"/{walked.organisation}/desk/cases/{reference}/"


def does(page: Page, button: str) -> str:
    """Press a button or link of the page by its words; gives what the next page says."""
    press(page.locator("main").get_by_role("button", name=button).or_(page.get_by_role("link", name=button)).first)
    return page.locator("main").inner_text()


def writes(page: Page, words: str) -> None:
    page.locator("form.desk-form textarea").first.fill(words)


def test_a_deadline_is_paused_resumed_and_extended(
    served: Served, somebody: Somebody, at_desk: Callable[..., Page]
) -> None:
    page = at_desk("owen.davies")
    case = applied(served, somebody, INFORMATION)
    page.goto(case)
    does(page, "Pause")
    page.get_by_label("We wait for the fee").check(force=True)
    said = does(page, "Pause it")
    assert "The deadline is paused." in said
    assert "Paused since" in said
    assert "The deadline runs again." in does(page, "Let it run on")
    before = page.locator(".desk-head__facts").inner_text()
    does(page, "Extend by 20 working days")
    assert "Say why" in does(page, "Extend it")
    writes(page, "There are four thousand letters to read.")
    assert "The deadline is extended." in does(page, "Extend it")
    assert page.locator(".desk-head__facts").inner_text() != before
    assert page.get_by_role("link", name="Extend by").count() == 0


def test_a_decided_case_is_opened_again_for_a_review(
    served: Served, somebody: Somebody, at_desk: Callable[..., Page]
) -> None:
    page = at_desk("owen.davies")
    case = applied(served, somebody, INFORMATION)
    page.goto(case)
    Officer(page).work_until_decided(outcome="all-given")
    assert page.get_by_role("link", name="Open again").count() == 0
    manager = at_desk("ruth.adler")
    manager.goto(case)
    does(manager, "Open again")
    writes(manager, "They say that a year is missing.")
    said = does(manager, "Open it again")
    assert "The case is open again." in said
    assert "Why it is looked at again: They say that a year is missing." in said


def test_a_proposal_is_returned_with_the_reason_and_decided_anew(at_desk: Callable[..., Page]) -> None:
    manager = at_desk("yasmin.khan")
    press(manager.locator(".desk-panel", has_text="Decisions that wait for you").locator("tbody th a").first)
    case = manager.url
    does(manager, "Return it")
    writes(manager, "Measure the pavement first.")
    assert "The decision is returned to the colleague who proposed it." in does(manager, "Return it")
    caseworker = at_desk("marcus.bell")
    caseworker.goto(case)
    said = caseworker.locator("main").inner_text()
    assert "Measure the pavement first." in said
    assert caseworker.locator(".desk-next h2").inner_text() == "Decide"


def keys(page: Page, *pressed: str) -> None:
    """Press keys that lead to another page."""
    with page.expect_navigation(wait_until="load"):
        for key in pressed:
            page.keyboard.press(key)


def test_a_whole_case_is_worked_with_keys_alone(
    served: Served, somebody: Somebody, at_desk: Callable[..., Page]
) -> None:
    case = applied(served, somebody, MISSED_BIN)
    page = at_desk("priya.nair")
    keys(page, "g", "q")
    assert page.url.endswith("/queue/")
    page.keyboard.press("?")
    assert "Next in the list" in page.locator("dialog").inner_text()
    page.keyboard.press("Escape")
    for _ in range(60):
        page.keyboard.press("j")
        focused = str(page.evaluate("document.activeElement.getAttribute('href')"))
        if focused == case:
            break
    assert focused == case
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle + "
                            "getComputedStyle(document.activeElement).boxShadow")  # fmt: skip
    assert outline != "nonenone"
    keys(page, "Enter")
    keys(page, "t")
    assert "This case is yours now." in page.locator("main").inner_text()
    for _ in range(10):
        if page.locator(".desk-next [data-key=d]").count():
            break
        keys(page, "e")
    keys(page, "d")
    tab_to(page, "input[name=outcome]")
    page.keyboard.press("Space")
    tab_to(page, "textarea[name=reasons]")
    page.keyboard.type("The crew went back on Monday.")
    tab_to(page, "form.desk-form button")
    keys(page, "Enter")
    assert "The decision is made, and the applicant is told." in page.locator("main").inner_text()


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never came to {wanted}")


def ready_to_decide(page: Page, case: str) -> None:
    """Take the case and do its tasks, as far as the form of the decision."""
    page.goto(case)
    for _ in range(12):
        if page.locator(".desk-next [data-key=d]").count():
            break
        press(page.locator(".desk-next form button").first)
    press(page.locator(".desk-next a.govuk-button"))


def fills_in_the_decision(page: Page, outcome: str, reasons: str) -> None:
    page.locator(f"[name=outcome][value={outcome}]").check(force=True)
    page.locator("textarea[name=reasons]").fill(reasons)


def test_of_two_who_decide_at_once_the_second_is_shown_what_changed_and_loses_no_word(
    served: Served, somebody: Somebody, at_desk: Callable[..., Page], scripted: bool
) -> None:
    case = applied(served, somebody, MISSED_BIN)
    first, second = at_desk("priya.nair", script=scripted), at_desk("tom.ashworth", script=scripted)
    ready_to_decide(first, case)
    second.goto(f"{case}decide/")
    for page, reasons in ((first, "We went back."), (second, "I walked there and looked.")):
        fills_in_the_decision(page, MISSED_BIN.outcome, reasons)
    assert "The decision is made" in does(first, "Send the decision")
    said = does(second, "Send the decision")
    assert "The case changed while you were on it, so nothing was sent" in said
    assert "Priya Nair" in said
    assert "I walked there and looked." in said


def test_a_decision_that_is_sent_twice_or_from_the_page_before_is_made_once(
    served: Served, somebody: Somebody, at_desk: Callable[..., Page], scripted: bool
) -> None:
    case = applied(served, somebody, MISSED_BIN)
    page = at_desk("priya.nair", script=scripted)
    ready_to_decide(page, case)
    fills_in_the_decision(page, MISSED_BIN.outcome, "We went back.")
    page.get_by_role("button", name="Send the decision").dblclick()
    # Without a script the browser sends both, and shows what came of the second.
    page.get_by_text(re.compile("The decision is made|nothing was sent this time")).first.wait_for()
    page.goto(case)
    decided = re.compile("^Decided: ")
    assert page.locator(".desk-timeline__what", has_text=decided).count() == 1
    page.goto(f"{case}decide/")
    assert "As the case stands now, this cannot be done." in page.locator("main").inner_text()
    assert page.get_by_role("button", name="Send the decision").count() == 0


def test_after_a_decision_the_back_button_leads_to_no_second_one(
    served: Served, somebody: Somebody, at_desk: Callable[..., Page]
) -> None:
    case = applied(served, somebody, MISSED_BIN)
    page = at_desk("priya.nair")
    ready_to_decide(page, case)
    fills_in_the_decision(page, MISSED_BIN.outcome, "We went back.")
    does(page, "Send the decision")
    page.go_back()
    page.wait_for_load_state("load")
    button = page.get_by_role("button", name="Send the decision")
    if button.count():
        fills_in_the_decision(page, MISSED_BIN.outcome, "We went back.")
        press(button)
    said = page.locator("main").inner_text()
    assert "cannot be done" in said or "nothing was sent this time" in said
    page.goto(case)
    assert page.locator(".desk-timeline__what", has_text=re.compile("^Decided: ")).count() == 1


def test_a_long_note_survives_a_session_that_ended_while_it_was_written(
    served: Served, at_desk: Callable[..., Page], scripted: bool
) -> None:
    page = at_desk("priya.nair", script=scripted)
    page.goto("/anyborough/desk/queue/")
    press(page.locator("main tbody th a").first)
    case = page.url
    page.goto(f"{case}note/")
    sentence = f"She rang about the bin, {'with' if scripted else 'without'} a script – again. "
    note = sentence * 400
    writes(page, note)
    page.context.clear_cookies(name="session")
    assert "What you typed is kept" in does(page, "Add the note")
    page.goto(served.sign_in_address("priya.nair@anyborough.example"))
    assert sentence.strip() in page.locator("main").inner_text()
    does(page, "Send it now")
    assert page.url == case
    assert page.locator("main").inner_text().count(sentence.strip()) == 400


def test_the_case_of_another_council_is_nowhere_to_be_found(served: Served, at_desk: Callable[..., Page]) -> None:
    theirs = at_desk("aisha.rahman", council="anyshire")
    theirs.goto("/anyshire/desk/queue/?state=all")
    address = theirs.locator("main tbody th a").first.get_attribute("href") or ""
    page = at_desk("priya.nair")
    for asked in (address, address.replace("/anyshire/", "/anyborough/")):
        answer = page.goto(asked)
        assert answer
        assert answer.status == 404
    reference = address.rstrip("/").rsplit("/", maxsplit=1)[-1]
    page.goto(f"/anyborough/desk/search/?find={reference}")
    assert "Nothing found" in page.locator("main").inner_text()


def test_the_desk_changes_its_language_and_keeps_its_place(at_desk: Callable[..., Page]) -> None:
    page = at_desk("priya.nair")
    page.goto("/anyborough/desk/queue/?state=all&sort=newest&page=2")
    press(page.locator(".desk-languages").get_by_text("Cymraeg"))
    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.url.endswith("/queue/?state=all&sort=newest&page=2")
    assert "Drafft" in page.locator("main").inner_text()
    assert page.locator("h1").inner_text() == "Ciw’r tîm"
    page.goto("/account/second-step/yours/")
    assert page.locator("html").get_attribute("lang") == "cy"
    assert "Cyfrinair" in page.locator("main").inner_text()
