"""Every page, public and staff, in both languages, as axe, the HTML checker and a slow connection see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import brotli
import pytest
from playwright.sync_api import Page, Response

from tests.journeys.newcomer import NewColleague
from tests.journeys.robot import Officer, Resident, press
from tests.journeys.served import Served
from tests.journeys.services import ADMISSION, BENEFITS, CASES, DISCOUNT, MISSED_BIN, REDUCTION, Walked

LIGHTEST = 35_000
"""Bytes of a first view with everything it needs, as it travels (brotli). The hard limit is 50,000."""
PUBLIC = ["", "accessibility", "cookies", "status", "missed-bin/", "missed-bin/privacy", "benefits-check/", "nowhere/"]
DESK = {
    "helen.pryce@anyborough.example": ["", "queue/", "search/?find=bell"],
    "joan.whitlock@anyborough.example": ["staff/", "staff/add/", "teams/", "reviews/", "colours/", "running/"],
    "peter.marlow@anyborough.example": ["", "queue/"],
}
TELLING = (
    (ADMISSION, "select[name='primary-1']", "/your-word"),
    (REDUCTION, "input[name='insurance-number']", "/benefits"),
)
"""Services with a kind of question that no other has, what it is known by, and a page that comes after it."""


@dataclass
class Reader:
    """Looks at each page with axe and on a narrow phone as it comes, and keeps its source for the HTML checker."""

    accessible: Callable[[Page], None]
    sources: dict[str, str] = field(default_factory=dict)

    def __call__(self, page: Page) -> None:
        name = re.sub(r"[^a-z0-9-]+", "_", page.url.split("/", 3)[3].lower())[:120] or "front"
        if name not in self.sources:
            self.accessible(page)
            fits(page, width=320)
            # As the server sent it, not as a script has changed it since.
            self.sources[name] = page.request.get(page.url).text()

    def at(self, kind: str) -> Callable[[Page], None]:
        """Looks only at pages that have this."""
        return lambda page: self(page) if page.locator(kind).count() else None


def fits(page: Page, *, width: int) -> None:
    """Nobody has to scroll sideways (WCAG 1.4.10), on a narrow phone or with the page at 400%."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide for {width} px"
    if before:
        page.set_viewport_size(before)


@pytest.fixture
def reader(accessible: Callable[[Page], None]) -> Reader:
    return Reader(accessible=accessible)


@pytest.mark.html_checker
@pytest.mark.parametrize("language", ["en", "cy"])
def test_pages_around_the_services(
    served: Served, page: Page, reader: Reader, checked_html: Callable[[dict[str, str]], None], language: str
) -> None:
    page.goto(f"/anyborough/?language={language}")
    for address in ["/", *(f"/anyborough/{each}" for each in PUBLIC)]:
        page.goto(address)
        reader(page)
    checked_html(reader.sources)


@pytest.mark.html_checker
@pytest.mark.parametrize("walked", [*CASES, BENEFITS], ids=lambda each: each.service)
def test_every_page_of_a_service(
    served: Served,
    somebody: Callable[..., Page],
    reader: Reader,
    checked_html: Callable[[dict[str, str]], None],
    walked: Walked,
) -> None:
    resident = Resident(somebody(width=320), answers=walked.answers, look=reader)
    resident.begin(walked.start)
    resident.answer_everything()
    checked_html(reader.sources)


@pytest.mark.html_checker
def test_the_start_of_every_other_service_and_its_pages_of_a_kind_of_their_own(
    served: Served, page: Page, reader: Reader, checked_html: Callable[[dict[str, str]], None]
) -> None:
    walked_whole = {each.start for each in (*CASES, BENEFITS)}
    for council in ("anyborough", "anyshire"):
        page.goto(f"/{council}/?language=en")
        reader(page)
        links = [str(each.get_attribute("href")) for each in page.locator(".trellis-results a").all()]
        assert len(links) > 2
        for start in [each for each in links if each not in walked_whole]:
            page.goto(start)
            reader(page)
    for walked, kind, after in TELLING:
        seen = len(reader.sources)
        resident = Resident(page, answers=walked.answers, look=reader.at(kind))
        resident.begin(walked.start)
        resident.answer_everything(until=after)
        assert len(reader.sources) == seen + 1, f"{kind} was not met in {walked.service}"
    checked_html(reader.sources)


@pytest.mark.html_checker
@pytest.mark.parametrize("walked", [MISSED_BIN, DISCOUNT], ids=lambda each: each.service)
def test_every_page_of_a_service_in_welsh(
    served: Served,
    somebody: Callable[..., Page],
    reader: Reader,
    checked_html: Callable[[dict[str, str]], None],
    walked: Walked,
) -> None:
    page = somebody()
    page.goto(f"{walked.start}?language=cy")
    resident = Resident(page, answers=walked.answers, look=reader)
    resident.begin(walked.start)
    resident.answer_everything()
    assert page.locator("html").get_attribute("lang") == "cy"
    checked_html(reader.sources)


@pytest.mark.html_checker
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("colleague", DESK)
def test_every_page_of_the_desk(
    served: Served,
    page: Page,
    reader: Reader,
    checked_html: Callable[[dict[str, str]], None],
    colleague: str,
    language: str,
) -> None:
    page.goto(f"/account/login/?language={language}")
    reader(page)
    Officer(page).sign_in(served.sign_in_address(colleague))
    for address in DESK[colleague]:
        page.goto(f"/anyborough/desk/{address}")
        assert "/account/" not in page.url
        assert page.locator("html").get_attribute("lang") == language
        reader(page)
    page.goto("/account/second-step/yours/")
    assert page.locator("html").get_attribute("lang") == language
    reader(page)
    page.goto("/anyborough/desk/queue/")
    case = page.locator("main a[href*='/desk/cases/']")
    if case.count():
        press(case.first)
        reader(page)
        base = page.url
        links = [each.get_attribute("href") for each in page.locator(f"main a[href*='{base.split('/', 3)[3]}']").all()]
        for link in sorted({each for each in links if each and "/documents/" not in each and "#" not in each}):
            page.goto(link)
            reader(page)
    checked_html(reader.sources)


@pytest.mark.html_checker
@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_page_of_signing_in(
    served: Served, page: Page, reader: Reader, checked_html: Callable[[dict[str, str]], None], language: str
) -> None:
    """As a new colleague meets them: from the link that an administrator hands over to a phone that is lost."""
    email = f"nia.{language}@anyborough.example"
    page.goto(f"/account/login/?language={language}")
    Officer(page).sign_in(served.sign_in_address("joan.whitlock@anyborough.example"))
    page.goto("/anyborough/desk/staff/add/")
    page.locator("input[name=name]").fill("Nia Newcomer")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=roles][value=caseworker]").check(force=True)
    press(page.locator("form.desk-form button"))
    reader.accessible(page)
    link = page.locator("main code").inner_text()
    for address in (
        "/account/second-step/yours/",
        "/account/logout/",
        "/account/closed/",
        "/account/one-time/1/spent/",
    ):
        page.goto(address)
        reader(page)
    page.context.clear_cookies(name="session")
    newcomer = NewColleague(page, look=reader, look_again=reader.accessible)
    newcomer.begins(link, email=email)
    newcomer.sets_up_the_second_step()
    newcomer.comes_back(email=email)
    newcomer.changes_how_they_sign_in()
    assert page.locator("html").get_attribute("lang") == language
    checked_html(reader.sources)


@pytest.mark.html_checker
@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_pages_on_which_one_signs_in_again_with_a_form_half_sent(
    served: Served, page: Page, reader: Reader, checked_html: Callable[[dict[str, str]], None], language: str
) -> None:
    page.goto(f"/account/login/?language={language}")
    Officer(page).sign_in(served.sign_in_address("joan.whitlock@anyborough.example"))
    page.goto("/anyborough/desk/teams/")
    page.locator("input[name=title]").fill("Parks")
    page.context.clear_cookies(name="session")
    press(page.locator("form.desk-form button"))
    reader.accessible(page)
    page.goto(served.sign_in_address("joan.whitlock@anyborough.example"))
    assert page.url.endswith("/account/kept/")
    reader(page)
    checked_html(reader.sources)


@pytest.mark.parametrize("address", ["/anyborough/", "/anyborough/missed-bin/", "/anyborough/status"])
def test_a_first_view_is_light_and_asks_nobody_else(served: Served, page: Page, address: str) -> None:
    came: list[Response] = []

    # Not the list's own method: it cannot be called from the browser's thread.
    def take(response: Response) -> None:
        came.append(response)

    page.on("response", take)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    weight = sum(len(brotli.compress(each.body(), quality=5)) for each in came if each.status == 200)
    assert 2_000 < weight <= LIGHTEST, f"{weight} bytes: {[each.url for each in came]}"
    fonts = [each.url for each in came if each.request.resource_type == "font"]
    assert not fonts


def test_a_journey_can_be_made_by_keyboard_alone(served: Served, page: Page) -> None:
    page.goto("/anyborough/missed-bin/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('form') && document.activeElement.tagName") == "BUTTON":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/bin-address")
    page.keyboard.press("Tab")
    page.locator("input[name='address.postcode']").focus()
    page.keyboard.type("AN1 2BA")
    page.keyboard.press("Enter")
    page.locator("main select, main input[type=radio]").first.wait_for()


def test_an_error_is_summed_up_focused_and_in_the_title(served: Served, page: Page) -> None:
    page.goto("/anyborough/freedom-of-information/")
    press(page.locator("form[action$='begin'] button").first)
    press(page.locator("main form button").first)
    assert page.title().startswith("Error")
    summary = page.locator(".govuk-error-summary")
    assert summary.count() == 1
    summary.locator("a").first.click()
    assert page.evaluate("['INPUT', 'TEXTAREA', 'SELECT'].includes(document.activeElement.tagName)")


def test_the_language_changes_on_any_page_and_nothing_is_lost(served: Served, page: Page) -> None:
    resident = Resident(page, answers=MISSED_BIN.answers)
    resident.begin(MISSED_BIN.start)
    resident.answer_everything(until="/collection-day")
    press(page.locator(".trellis-language").get_by_text("Cymraeg"))
    assert page.locator("html").get_attribute("lang") == "cy"
    assert "/collection-day" in page.url
    resident.answer_everything()
    assert "AN1 2BA" in page.locator("main").inner_text()


def focused(page: Page) -> str:
    """What the keyboard is at: the name of a field or the words of a button or link."""
    said: str = page.evaluate("(e => e.name || e.innerText.trim())(document.activeElement)")
    return said


def goes_to(page: Page, wanted: str) -> None:
    """Tab until the keyboard is there, as somebody without a mouse would; the focus can be seen all the way."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page).startswith(wanted):
            shown = page.evaluate(
                "(e => { const s = getComputedStyle(e.nextElementSibling && e.type == 'radio' ? e.nextElementSibling : e,"
                " e.type == 'radio' ? '::before' : null); return s.outlineStyle + s.boxShadow })(document.activeElement)"
            )
            assert shown != "nonenone", f"no focus can be seen at {wanted} on {page.url}"
            return
    raise AssertionError(f"the keyboard never came to {wanted} on {page.url}")


def enters(page: Page, wanted: str, *, words: str = "") -> None:
    """Go to a field or button, type, and press Enter."""
    goes_to(page, wanted)
    if words:
        page.keyboard.type(words)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press("Enter")


def picks(page: Page, wanted: str) -> None:
    """Choose the first of the answers to a question that has some."""
    goes_to(page, wanted)
    page.keyboard.press("Space")


def test_a_whole_journey_is_made_by_keyboard_alone_from_the_front_page_to_sent(
    served: Served, somebody: Callable[..., Page], scripted: bool
) -> None:
    page = somebody(script=scripted, width=320)
    page.goto("/")
    enters(page, "Anyborough Borough Council")
    enters(page, "Report a missed bin")
    enters(page, "Start now")
    enters(page, "address.postcode", words="AN1 2BA")
    goes_to(page, "address.uprn")
    page.keyboard.press("ArrowDown")
    enters(page, "Continue")
    picks(page, "bins")
    enters(page, "Continue")
    for name, words in MISSED_BIN.answers.items():
        goes_to(page, name)
        page.keyboard.type(words)
    enters(page, "Continue")
    while questions := page.locator("main form input[type=radio]").all():
        for name in dict.fromkeys(str(each.get_attribute("name")) for each in questions):
            picks(page, name)
        enters(page, "Continue")
    enters(page, "Continue")
    goes_to(page, "name.first")
    page.keyboard.type("Ada")
    enters(page, "name.last", words="Bell")
    enters(page, "email", words="ada@example.org")
    enters(page, "Continue")
    assert page.url.endswith("/check-answers")
    enters(page, "Agree and send")
    assert page.url.endswith("/sent")
