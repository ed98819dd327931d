"""From a research finding to a published service, by somebody who knows no YAML, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.robot import Officer, Resident
from tests.journeys.served import Served

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
        """One of a list, by the first letters of its words, or with the arrows."""
        self.to(f"[name='{name}']")
        self.page.keyboard.type(label)

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


def test_a_finding_becomes_a_published_service(served: Served, somebody: Callable[..., Page], accessible: Look) -> None:
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
    reference = Resident(somebody(script=False)).apply("/anyborough/ask-for-a-new-bin/")
    served.until_settled()
    assert served.messages_to("ada@example.org")[-1].count(reference)
