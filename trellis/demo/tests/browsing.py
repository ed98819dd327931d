"""Somebody with a browser, who fills in what the page before them asks, and goes where it leads."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from trellis.channels.web.addresses import address_of
from trellis.channels.web.tests.story import Visitor
from trellis.demo.papers import letter
from trellis.demo.tests.told import Told, in_words, once_each
from trellis.services.contract import Place, PlaceKind
from trellis.services.language import kinds
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Kind, Question

REFERENCE = re.compile(r"\b[2-9B-DF-HJKMNP-TV-XZ]{3}-[2-9B-DF-HJKMNP-TV-XZ]{3}-[2-9B-DF-HJKMNP-TV-XZ]{3}\b")
_ROW = re.compile(r'__key">(.*?)</dt>\s*<dd class="govuk-summary-list__value">(.*?)</dd>', re.DOTALL)
_BILL = re.compile(r'<t[dh][^>]*>([^<]*)</t[dh]><td class="govuk-table__cell trellis-money">([^<]*)</td>')
_RESULT = re.compile(r"<li><h\d>(.*?)</h\d>", re.DOTALL)
_TASK = re.compile(r'<li class="govuk-task-list__item.*?</li>', re.DOTALL)


class _Form(HTMLParser):
    """The boxes of the page's form: {name: what it offers}, where nothing is offered words are typed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.boxes: dict[str, set[str]] = {}
        self.files: set[str] = set()
        self._inside = False
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = self._inside or (tag == "form" and given.get("id") == "answers")
        name = given.get("name", "")
        if not self._inside or tag not in {"input", "select", "textarea", "option"} or name == "csrfmiddlewaretoken":
            return
        if tag == "option":
            self.boxes[self._select].add(given.get("value", ""))
        elif given.get("type") == "file":
            self.files.add(name)
        else:
            offered = self.boxes.setdefault(name, set())
            if given.get("type") in {"radio", "checkbox"}:
                offered.add(given.get("value", ""))
        if tag == "select":
            self._select = name

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"


@dataclass
class Browsing:
    """One way through a service on the web."""

    compiled: Compiled
    base: str
    answers: Mapping[str, Any]
    visitor: Visitor = field(init=False)

    def __post_init__(self) -> None:
        self.visitor = Visitor(self.base)
        places = [Place(kind=kind) for kind in (PlaceKind.CHECK, PlaceKind.RESULTS, PlaceKind.TASKS)]
        places += [Place(kind=PlaceKind.EXIT, page=rule.id) for rule in self.compiled.definition.eligible]
        for page in self.compiled.pages:
            places.append(Place(kind=PlaceKind.PAGE, page=page.page))
            places.append(Place(kind=PlaceKind.ITEMS, page=page.page))
            places += [Place(kind=PlaceKind.PAGE, page=page.page, item=number) for number in range(12)]
        self._places = {address_of(self.base, place): place for place in places}

    def goes(self, *, most: int = 200) -> tuple[tuple[Place, ...], Place]:
        """To the end: the pages met, and the end."""
        self.visitor.begins()
        met: list[Place] = []
        for _ in range(most):
            assert self.visitor.status == 200, f"{self.visitor.at}: {self.visitor.status}"
            assert "govuk-error-summary" not in self.visitor.page, f"{self.visitor.at}: {self.visitor.words[:500]}"
            place = self._places[self.visitor.at]
            match place.kind:
                case PlaceKind.PAGE:
                    met.append(place)
                    self._fills_in(place)
                case PlaceKind.ITEMS:
                    self._adds_or_goes_on(place)
                case PlaceKind.TASKS:
                    self._opens_next_task()
                case _:
                    return once_each(met), place
        raise AssertionError(f"no end after {most} pages: {met[-5:]}")

    def tells(self, pages: tuple[Place, ...], end: Place, kept: Mapping[str, Any]) -> Told:
        """What stands on the page at the end."""
        page = self.visitor.page
        checked = end.kind is PlaceKind.CHECK
        rows = _ROW.findall(page) if checked else []
        bill = [[_plain(each) for each in row] for row in _BILL.findall(page)] if checked else []
        return Told(
            pages=pages,
            end=end,
            shown=tuple(in_words(_plain(label), _plain(answer)) for label, answer in rows),
            fee=(*(" ".join(row) for row in bill[:-1]), bill[-1][1]) if bill else (),
            results=_results(page) if end.kind is PlaceKind.RESULTS else (),
            kept=kept,
        )

    def sends(self) -> str:
        """Send it, paying first where there is a fee; gives the reference."""
        self.visitor.sends("send")
        if self.visitor.at == f"{self.base}pay":
            found = re.search(r"/pay-sandbox/[^\"?]+", self.visitor.page)
            assert found, self.visitor.words
            self.visitor.sends(f"{found[0]}/choose", behaviour="pay")
        found = REFERENCE.search(self.visitor.words)
        assert found, f"{self.visitor.at}: {self.visitor.words[:500]}"
        return found[0]

    def _fills_in(self, place: Place) -> None:
        here, form = self.visitor.at, _Form(self.visitor.page)
        held = self.answers if place.item is None else self.answers[place.page][place.item]
        questions = {each.id: each for each in self.compiled.page(place.page).questions}
        asked = {name.partition(".")[0] for name in form.boxes} | form.files
        assert asked <= set(questions), f"{here} asks {asked}"
        fields: dict[str, Any] = {}
        by_hand = ""
        for name in asked:
            fields |= _filled(questions[name], held.get(name), form)
            by_hand = by_hand or (name if _to_write(questions[name], held.get(name), form) else "")
        if by_hand:
            self.visitor.sends(f"{here}/address-by-hand?question={by_hand}", **fields)
            self.visitor.at = here
        else:
            self.visitor.sends(here, **fields)

    def _adds_or_goes_on(self, place: Place) -> None:
        here = self.visitor.at
        added = self.visitor.page.count('aria-labelledby="item-')
        self.visitor.sends(f"{here}/add" if added < len(self.answers[place.page]) else here)

    def _opens_next_task(self) -> None:
        for row in _TASK.findall(self.visitor.page):
            link = re.search(r'href="([^"]+)"', row)
            if link and "Completed" not in row:
                self.visitor.opens(link[1])
                return
        found = re.search(r'<a class="govuk-button"[^>]*href="([^"]+)"', self.visitor.page)
        assert found, self.visitor.words
        self.visitor.opens(found[1])


def _filled(question: Question, value: Any, form: _Form) -> dict[str, Any]:
    """What is put into the boxes of one question, as far as they are there."""
    if question.type is Kind.FILE:
        return {} if value is None else {question.id: [_paper(each["name"]) for each in value]}
    typed: Mapping[str, Any] = {} if value is None else kinds.typed(question, value)
    fields: dict[str, Any] = {}
    for name in (each for each in form.boxes if each.partition(".")[0] == question.id):
        put = typed.get(name.partition(".")[2] or "value", "")
        offered = form.boxes[name]
        for each in (put if isinstance(put, list) else [put]) if offered else ():
            assert not each or each in offered, f"{name} does not offer {each!r}"
        if put or not offered:
            fields[name] = put
    return fields


def _to_write(question: Question, value: Any, form: _Form) -> bool:
    """Whether an address has to be written by hand, and the boxes for it are not there yet."""
    written = question.type is Kind.ADDRESS and value is not None and not value["uprn"]
    return written and f"{question.id}.line1" not in form.boxes


def _results(page: str) -> tuple[str, ...]:
    """What fits, before what else may help."""
    return tuple(sorted(map(_plain, _RESULT.findall(page.partition("This may help you too")[0]))))


def _paper(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, letter("paper", "Something to show").content, content_type="application/pdf")


def _plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
