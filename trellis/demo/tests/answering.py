"""Somebody who gives any answers that fit: at random, and the same for the same luck."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from trellis.demo.addresses import addresses
from trellis.services.language import kinds
from trellis.services.language.compiled import Compiled
from trellis.services.language.compiler import compile_file
from trellis.services.language.evaluate import Walk, walk
from trellis.services.language.kinds import Unacceptable
from trellis.services.language.model import Kind, Page, Question

CATALOGUE = Path(__file__).parents[1] / "catalogue"
SERVICES = {file.stem: compile_file(file) for file in sorted(CATALOGUE.glob("*.yaml"))}
_HERE = [each.value for each in addresses() if "anyborough" in each.areas]
_AWAY = [each.value for each in addresses() if "anyborough" not in each.areas]
_NOWHERE = {"uprn": "", "lines": ["The Shed", "Anyborough"], "postcode": "AN1 9ZZ"}
"""Written by hand, under a postcode that the map does not know: nobody can tell where it lies."""
_WORDS = ["Something", "01234567", "12345678", "A1B2C3", "x", "2"]
MOST_THINGS = 3
"""Of what a repeated page asks for, so that a way stays short enough to be walked often."""


@dataclass(kw_only=True)
class Somebody:
    """Answers whatever is asked of them on one day."""

    seed: int
    """The luck of the draw, so that a failure can be told and repeated."""
    day: date
    luck: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.luck = random.Random(self.seed)

    def answers_all(self, compiled: Compiled, answers: dict[str, Any], *, most: int = 400) -> Walk:
        """Answer whatever is asked next until nothing is; a page whose answers do not fit is answered again."""
        for _ in range(most):
            way = walk(compiled, answers, on=self.day)
            if not way.end.startswith("needs:"):
                return way
            self._answers_page(compiled.page(way.next_page or ""), way, answers)
        raise AssertionError(f"no end after {most} pages: {way.end} {way.problems}")

    def gets_through(self, compiled: Compiled, answers: dict[str, Any], *, most: int = 60) -> Walk:
        """Answer everything; where that ends too soon, answer the last page again until it does not, or in vain."""
        way = self.answers_all(compiled, answers)
        for _ in range(most):
            if way.exit is None or not way.pages:
                return way
            last = way.pages[-1]
            held = answers if last.item is None else answers[last.page_id][last.item]
            self.answers_into(held, way.asked(last.page_id, last.item))
            way = self.answers_all(compiled, answers)
        return way

    def _answers_page(self, page: Page, way: Walk, answers: dict[str, Any]) -> None:
        if not page.repeat:
            self.answers_into(answers, way.asked(page.page))
            return
        if page.page not in answers:
            count = self.luck.randint(max(1, page.repeat.from_), min(MOST_THINGS, page.repeat.to))
            answers[page.page] = [{} for _ in range(count)]
            return
        things = answers[page.page]
        asked = {number: way.asked(page.page, number) for number in range(len(things))}
        unfinished = [number for number, questions in asked.items() if _lacks(things[number], questions)]
        for number in unfinished or asked:
            self.answers_into(things[number], asked[number])

    def answers_into(self, held: dict[str, Any], asked: tuple[Question, ...]) -> None:
        for question in asked:
            value = self._answer(question)
            if value is not None:
                held[question.id] = value

    def _answer(self, question: Question) -> Any:
        if question.optional and self.luck.random() < 0.5:
            return None
        for candidate in self._candidates(question):
            try:
                return kinds.check(question, candidate, today=self.day)
            except Unacceptable:
                continue
        return None

    def _candidates(self, question: Question) -> list[Any]:
        """Answers of the right kind, in any order; which of them are acceptable is for the definition to say."""
        luck = self.luck
        values = [choice.value for choice in question.choices]
        some = luck.sample(values, luck.randint(1, len(values))) if values else []
        days = [(self.day + timedelta(days=after)).isoformat() for after in (luck.randint(-30_000, 800), 0, -4, 97)]
        by_kind: dict[Kind, list[Any]] = {
            Kind.CHOICE: luck.sample(values, len(values)),
            Kind.SELECT: luck.sample(values, len(values)),
            Kind.CHOICES: [some, *[[each] for each in luck.sample(values, len(values))]],
            Kind.YES_NO: luck.sample([True, False], 2),
            Kind.DECLARATION: [True],
            Kind.NAME: [{"first": "Ada", "last": "Bell"}],
            Kind.EMAIL: ["ada@example.org"],
            Kind.PHONE: ["07700 900123"],
            Kind.NATIONAL_INSURANCE: ["QQ 12 34 56 C", "AB123456C"],
            Kind.NUMBER: [luck.randint(0, 60), 1, 2, 10],
            Kind.MONEY: [f"{luck.randint(0, 9_000_000)}.00", "5000000.00", "0.00"],
            Kind.DATE: luck.sample(days, len(days)),
            Kind.DATE_RANGE: [{"from": self.day.isoformat(), "to": (self.day + timedelta(days=7)).isoformat()}],
            Kind.TIME: ["09:00", "21:30"],
            Kind.ADDRESS: luck.sample([luck.choice(_HERE), luck.choice(_HERE), luck.choice(_AWAY), _NOWHERE], 4),
            Kind.PLACE: [{"description": "By the town hall"}],
            Kind.FILE: [[{"id": "f1", "name": "paper.pdf"}]],
            Kind.BANK_DETAILS: [{"name": "Ada Bell", "sort-code": "089999", "account-number": "66374958"}],
        }
        return by_kind.get(question.type, luck.sample(_WORDS, len(_WORDS)))


def _lacks(thing: dict[str, Any], asked: tuple[Question, ...]) -> bool:
    return any(not question.optional and question.id not in thing for question in asked)
