"""Somebody who fills in whatever page is before them, as a person would: by its fields, and then its button."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import Locator, Page

REFERENCE = re.compile(r"\b[2-9B-DF-HJKMNP-TV-XZ]{3}-[2-9B-DF-HJKMNP-TV-XZ]{3}-[2-9B-DF-HJKMNP-TV-XZ]{3}\b")
_OPTIONAL = re.compile(r"\((optional|dewisol)\)")
PAPER = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
_BY_ENDING = {
    ".first": "Ada",
    ".last": "Bell",
    ".postcode": "AN1 2BA",
    ".line1": "1 Long Street",
    ".town": "Anyborough",
    ".day": "6",
    ".month": "11",
    ".year": "2026",
    ".sort-code": "08-99-99",
    ".account-number": "66374958",
    ".name": "Ada Bell",
    ".description": "Outside the town hall",
}
_BY_TYPE = {"email": "ada@example.org", "tel": "07700 900123", "number": "2", "text": "Something worth saying"}
Answers = Mapping[str, str]
"""What to answer instead of the first thing that comes to mind: {name of the input: value}."""


def press(button: Locator) -> None:
    """Press what leads to another page, and wait for that page: a person reads it before doing anything else.

    A click alone returns once the answer begins to arrive: on a busy machine, its tasks and fields are not there yet.
    """
    with button.page.expect_navigation(wait_until="domcontentloaded"):
        button.click()


class Resident:
    """Walks a service from its start page to its end."""

    def __init__(
        self, page: Page, *, answers: Answers | None = None, look: Callable[[Page], None] | None = None
    ) -> None:
        self.page = page
        self.answers = {"email": "ada@example.org"} | dict(answers or {})
        self.look = look or (lambda page: None)
        self.seen: list[str] = []

    def apply(self, start: str) -> str:
        """Start, answer everything, check, send, pay where there is a fee. Gives the reference."""
        self.begin(start)
        self.answer_everything()
        press(self.page.locator("main form").filter(has=self.page.locator("button")).last.locator("button").last)
        if self.page.url.endswith("/pay"):
            self.look(self.page)
            press(self.page.locator("main a[href*='/pay-sandbox/']"))
            press(self.page.get_by_role("button", name="Pay", exact=True))
            self.page.wait_for_url("**/sent")
        self.look(self.page)
        return self.reference()

    def begin(self, start: str) -> None:
        self.page.goto(start)
        self.look(self.page)
        press(self.page.locator("form[action$='begin'] button").first)

    def answer_everything(self, *, until: str = "/check-answers", most: int = 60) -> None:
        for _ in range(most):
            if re.search(f"{until}|/results|/exit/", self.page.url):
                self.look(self.page)
                return
            self.look(self.page)
            self.seen.append(self.page.url)
            if self.page.url.endswith("/tasks"):
                self._next_task()
                continue
            self.answer_page()
            problems = self.page.locator(".govuk-error-summary")
            if problems.count() and self.seen.count(self.page.url) > 2:
                raise AssertionError(f"stuck at {self.page.url}: {problems.inner_text()}")
        raise AssertionError(f"no end after {most} pages: {self.seen[-5:]}")

    def _next_task(self) -> None:
        """Open the first part that is not finished, or go on where all are."""
        for row in self.page.locator(".govuk-task-list__item").all():
            if row.locator("a").count() and "Completed" not in row.inner_text():
                press(row.locator("a"))
                return
        press(self.page.locator("main a.govuk-button, main form button").first)

    def answer_page(self) -> None:
        form = self.page.locator("main form").first
        fields = form.locator("input:visible, textarea:visible, select:visible")
        if not fields.count():
            # Nothing to fill in: the list of what was added so far.
            press(self.page.locator("main").get_by_role("button", name=re.compile("^(Continue|Parhau)$")))
            return
        for field in fields.all():
            self._fill(field, form)
        self._press(form)

    def reference(self) -> str:
        found = REFERENCE.search(self.page.locator("main").inner_text())
        assert found, self.page.locator("main").inner_text()[:500]
        return found[0]

    def _fill(self, field: Locator, form: Locator) -> None:
        name, kind = field.get_attribute("name") or "", field.get_attribute("type") or "text"
        wanted = self.answers.get(name)
        if kind in {"radio", "checkbox"}:
            value = field.get_attribute("value")
            group = form.locator(f"[name='{name}']")
            chosen = value == wanted if wanted is not None else not group.locator(":scope:checked").count()
            if (wanted is not None and chosen) or (wanted is None and value == group.first.get_attribute("value")):
                field.check(force=True)
        elif kind == "file":
            field.set_input_files([{"name": "paper.pdf", "mimeType": "application/pdf", "buffer": PAPER}])
        elif kind in {"submit", "hidden", "button"}:
            return
        elif field.locator(":scope > option").count():
            field.select_option(wanted) if wanted else field.select_option(index=1)
        elif wanted is None and _OPTIONAL.search(self._label(field)):
            return
        elif wanted is not None or not field.input_value():
            counted = field.get_attribute("inputmode") in {"numeric", "decimal"} and "." not in name
            field.fill(wanted if wanted is not None else "2" if counted else self._words(name, kind))

    def _label(self, field: Locator) -> str:
        labels = self.page.locator(f"label[for='{field.get_attribute('id')}']")
        return labels.first.inner_text() if labels.count() else ""

    @staticmethod
    def _words(name: str, kind: str) -> str:
        for ending, words in _BY_ENDING.items():
            if name.endswith(ending):
                return words
        return _BY_TYPE.get(kind, "Something worth saying")

    def _press(self, form: Locator) -> None:
        named = form.get_by_role(
            "button", name=re.compile("^(Continue|Go on|Save|Parhau|Nesaf|Send|Yes)", re.IGNORECASE)
        )
        press(named.last if named.count() else form.locator("button").last)


class Officer:
    """Does whatever the case says is next, until it is decided or somebody else must act."""

    def __init__(self, page: Page, *, look: Callable[[Page], None] | None = None) -> None:
        self.page = page
        self.look = look or (lambda page: None)

    def sign_in(self, address: str) -> None:
        self.page.goto(address)
        if "/account/" in self.page.url:
            press(self.page.locator("main form button").first)

    def open(self, organisation: str, reference: str) -> None:
        self.page.goto(f"/{organisation}/desk/cases/{reference}/")
        self.look(self.page)

    def work_until_decided(self, *, outcome: str) -> str:
        """Take it, do its tasks, decide. Gives the words of the next action that is left."""
        for _ in range(20):
            following = self.page.locator(".desk-next").first
            if not following.count() or not following.locator("form button, a.govuk-button").count():
                return following.inner_text() if following.count() else ""
            words = following.inner_text()
            if "Decide" in words:
                press(following.locator("a.govuk-button"))
                self._decide(outcome)
            elif "proposal" in words:
                return words
            else:
                press(following.locator("form button, a.govuk-button").first)
            self.look(self.page)
        raise AssertionError(f"no end to the work: {self.page.locator('.desk-next').inner_text()}")

    def _decide(self, outcome: str) -> None:
        form = self.page.locator("form.desk-form")
        form.locator(f"[name='outcome'][value='{outcome}']").check(force=True)
        for field in form.locator("textarea").all():
            field.fill("You meet the rules that we have to follow.")
        press(form.locator("button").first)

    def approve(self) -> None:
        """The second person reads the proposal and approves it."""
        press(self.page.locator("form[action*='/approve/'] button").first)
        self.look(self.page)
