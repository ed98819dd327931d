"""From a research finding to a published, connected service, by people who know no YAML, with the keyboard alone."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.robot import Officer, Resident, press
from tests.journeys.served import Served
from tests.journeys.test_apply_decide_tell import sign_in_code

Look = Callable[[Page], None]


class Designer:
    """Somebody at a keyboard: they move with Tab, press with Enter or Space, and look at each page they come to."""

    def __init__(self, page: Page, look: Look) -> None:
        self.page, self.look = page, look

    def to(self, wanted: str) -> None:
        """Tab until the thing that this selector means has the focus."""
        for _ in range(400):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                return
        raise AssertionError(f"Tab never came to {wanted} on {self.page.url}")

    def types(self, name: str, words: str) -> None:
        self.to(f"[name='{name}']")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def chooses(self, name: str, label: str) -> None:
        """One of a list: from its first, with the arrows, until it says so."""
        self.to(f"[name='{name}']")
        self.page.keyboard.press("Home")
        for _ in range(80):
            said = self.page.evaluate("document.activeElement.selectedOptions[0].label")
            if str(said).startswith(label):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {label} at {name}")

    def picks(self, name: str, value: str) -> None:
        """One of the round buttons: Tab comes to the chosen or the first, the arrows go on."""
        self.to(f"[type=radio][name='{name}']")
        self.page.keyboard.press("Space")
        for _ in range(12):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {value} at {name}")

    def presses(self, words: str, *, within: str = "main") -> str:
        """A link or button by its whole words; gives what the next page says."""
        found = self.page.locator(within).locator("a, button").filter(has_text=words).first
        found.evaluate("each => each.setAttribute('data-wanted', '')")
        self.to("[data-wanted]")
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        self.look(self.page)
        return self.page.locator("main").inner_text()

    def changes(self, part: str, **words: str) -> None:
        """Open the form of one part, fill it in and save it."""
        self.presses("Change", within=f"[id='{part}']")
        for name, typed in words.items():
            self.types(name.replace("_", "."), typed)
        said = self.presses("Save")
        assert "Changed the" in said, said


def with_a_rule_and_its_example(amara: Designer) -> None:
    """Who needs a person to look: built from a question, a comparison and a value, and tried on an example."""
    amara.presses("Add a rule")
    amara.types("title.en", "A blue bin is looked at first")
    amara.chooses("then", "A person must look")
    amara.types("say.en", "We have few blue bins, so we look at what is there.")
    amara.presses("Add it")
    amara.presses("Set a rule", within="[id='at-eligible-a-blue-bin-is-looked-at']")
    amara.presses("Add a condition")
    amara.chooses("about", "Bin that is gone")
    amara.presses("Go on")
    amara.picks("way", "is")
    amara.presses("Go on")
    amara.picks("value", "the-blue-one")
    said = amara.presses("Save the condition")
    assert "This holds when “Bin that is gone” is “The blue one”" in said, said
    amara.presses("Add an example")
    amara.types("says", "A black one needs nobody to look")
    amara.chooses("answer.bin-that-is-gone", "The black one")
    amara.picks("expect.holds", "no")
    said = amara.presses("Save the example")
    assert "Holds" in said, said
    assert "Nothing against it" in amara.presses("The draft")


def joined_to_the_waste_works(joan: Designer) -> None:
    """The work is done in another system: which answers go there, and what its words mean."""
    joan.page.goto("/anyborough/desk/connections/")
    joan.look(joan.page)
    joan.presses("Join a service to a system")
    joan.chooses("service", "Ask for a new bin")
    joan.chooses("system", "Waste works")
    joan.presses("Go on")
    joan.types("name.bin-that-is-gone", "containers")
    joan.chooses("example.bin-that-is-gone", "The black one")
    for number, means in enumerate(("They have it", "They have planned it", "It is done", "It could not be done")):
        joan.chooses(f"means.{number}", means)
    assert "the-black-one" in joan.presses("Run the example")
    said = joan.presses("Join the service to it")
    assert "is joined: from now on its cases are handed over" in said, said
    assert "It answers." in joan.presses("Ask whether it answers")


def asks_how_it_stands(page: Page, served: Served, reference: str) -> None:
    """The page on which residents see how their application stands, with a code that is sent to them."""
    page.goto("/anyborough/status")
    page.locator("main input[type=text], main input:not([type])").first.fill(reference)
    page.locator("main input[type=email]").fill("ada@example.org")
    press(page.locator("main form button").first)
    served.until_settled()
    page.locator("main form input:visible").first.fill(sign_in_code(served))
    press(page.locator("main form button").first)


def until(page: Page, address: str, so: Callable[[], bool], *, seconds: float = 120) -> None:
    """Look at a page again until it says so."""
    patience = time.monotonic() + seconds
    while True:
        page.goto(address)
        if so():
            return
        assert time.monotonic() < patience, page.locator("main").inner_text()
        page.wait_for_timeout(500)


def test_a_finding_becomes_a_published_and_connected_service(
    served: Served, somebody: Callable[..., Page], accessible: Look
) -> None:
    browser, look = somebody(), accessible
    Officer(browser).sign_in(served.sign_in_address("amara.osei@anyborough.example"))
    amara = Designer(browser, look)
    browser.goto("/anyborough/desk/studio/")
    look(browser)
    amara.presses("Begin a new service")
    for name, words in {
        "title": "Ask for a new bin",
        "who": "someone whose bin was stolen",
        "need": "get another bin",
        "so": "rubbish does not lie in the street",
        "source": "Interviews",
        "asked": "6 residents who live in flats",
        "says": "4 of 6 did not know whom to ask",
    }.items():
        amara.types(name, words)
    amara.picks("assumption", "no")
    amara.chooses("team", "Waste")
    said = amara.presses("Begin the draft")
    assert "Asked\n6 residents who live in flats" in said
    assert "to mend" in said
    amara.changes(
        "at-service",
        summary_en="Tell us that your bin is gone, and we will bring another.",
        next_en="We bring a bin within 5 working days.",
    )
    amara.changes("at-data", purpose_en="To bring you a bin", law_en="Environmental Protection Act 1990, section 46")
    amara.changes("at-measures", outcome="People have a bin again within 5 working days")
    amara.changes("at-help", phone="01632 960100", hours_en="Monday to Friday, 8am to 6pm")
    amara.presses("Add a page")
    amara.types("title.en", "Which bin is gone?")
    amara.presses("Add it")
    amara.presses("Add a question", within="[id='at-ask-which-bin-is-gone']")
    amara.types("ask.en", "Bin that is gone")
    amara.chooses("type", "One option, all")
    amara.picks("why", "get-another-bin")
    amara.presses("Add it")
    question = "at-ask-which-bin-is-gone-questions-bin-that-is-gone"
    amara.presses("Change: Bin that is gone", within=f"[id='{question}']")
    amara.presses("Change the options")
    amara.types("0.en", "The black one")
    amara.types("1.en", "The blue one")
    said = amara.presses("Save the options")
    assert "Nothing against it" in said, said
    with_a_rule_and_its_example(amara)
    assert "Nothing that you type is kept" in amara.presses("Try it as a resident")
    amara.presses("Go back to the draft")
    assert "this would be the first version" in amara.presses("Compare and publish")
    amara.presses("Ask for a review")
    owner = somebody()
    Officer(owner).sign_in(served.sign_in_address("chidi.eze@anyborough.example"))
    chidi = Designer(owner, look)
    owner.goto(browser.url)
    look(owner)
    assert "Version 1 is published" in chidi.presses("Publish it")
    joan = Designer(somebody(), look)
    Officer(joan.page).sign_in(served.sign_in_address("joan.whitlock@anyborough.example"))
    joined_to_the_waste_works(joan)
    resident = somebody(script=False)
    reference = Resident(resident).apply("/anyborough/ask-for-a-new-bin/")
    served.until_settled()
    assert served.messages_to("ada@example.org")[-1].count(reference)
    # The back office has it, says that it is done, and the resident reads so.
    works = joan.page
    until(works, "/anyborough/sandbox/waste/", lambda: reference in works.content())
    assert "containers: the-black-one" in works.locator("tr").filter(has_text=reference).inner_text()
    row = works.locator("tr").filter(has_text=reference)
    row.locator("select").select_option("DONE")
    press(row.locator("button"))
    asks_how_it_stands(resident, served, reference)
    status = resident.url
    until(resident, status, lambda: "The work is done" in resident.content())
