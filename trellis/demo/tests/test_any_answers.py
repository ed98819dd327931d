"""Whatever somebody answers, every service that ships comes to an end, and keeps nothing that was not on the way."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trellis.services.language import kinds
from trellis.services.language.compiled import Compiled
from trellis.services.language.compiler import compile_file, from_json
from trellis.services.language.evaluate import Met, Walk, walk
from trellis.services.language.kinds import Unacceptable
from trellis.services.language.model import Kind, Question

CATALOGUE = Path(__file__).parents[1] / "catalogue"
SERVICES = {file.stem: compile_file(file) for file in sorted(CATALOGUE.glob("*.yaml"))}
DAY = date(2026, 11, 24)
HERE = {"uprn": "1", "lines": ["1 High Street"], "postcode": "AN1 2BA", "areas": ["anyborough", "anyshire"]}
AWAY = HERE | {"areas": ["otherton-district", "anyshire"]}
_WORDS = ["Something", "01234567", "12345678", "A1B2C3", "x", "2"]

every_service = pytest.mark.parametrize("compiled", SERVICES.values(), ids=SERVICES)
seeds = st.integers(0, 2**32)


def _candidates(question: Question, luck: random.Random) -> list[Any]:
    """Answers of the right kind, in any order; which of them are acceptable is for the definition to say."""
    values = [choice.value for choice in question.choices]
    some = luck.sample(values, luck.randint(1, len(values))) if values else []
    days = [(DAY + timedelta(days=luck.randint(-30_000, 800))).isoformat(), DAY.isoformat(), "2026-11-20", "2027-03-01"]
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
        Kind.DATE_RANGE: [{"from": "2026-12-01", "to": "2026-12-08"}],
        Kind.TIME: ["09:00", "21:30"],
        Kind.ADDRESS: luck.sample([HERE, HERE, AWAY], 3),
        Kind.PLACE: [{"description": "By the town hall"}],
        Kind.FILE: [[{"id": "f1", "name": "paper.pdf"}]],
        Kind.BANK_DETAILS: [{"name": "Ada Bell", "sort-code": "089999", "account-number": "66374958"}],
    }
    return by_kind.get(question.type, luck.sample(_WORDS, len(_WORDS)))


def _answer(question: Question, luck: random.Random) -> Any:
    if question.optional and luck.random() < 0.5:
        return None
    for candidate in _candidates(question, luck):
        try:
            return kinds.check(question, candidate, today=DAY)
        except Unacceptable:
            continue
    return None


def _filled(compiled: Compiled, answers: dict[str, Any], luck: random.Random, *, most: int = 400) -> Walk:
    """Answer whatever is asked next until nothing is; a page whose answers do not fit is answered again."""
    for _ in range(most):
        way = walk(compiled, answers, on=DAY)
        if not way.end.startswith("needs:"):
            return way
        _answer_page(compiled, way, answers, luck)
    raise AssertionError(f"no end after {most} pages: {way.end} {way.problems}")


def _answer_page(compiled: Compiled, way: Walk, answers: dict[str, Any], luck: random.Random) -> None:
    page = compiled.page(way.next_page or "")
    if not page.repeat:
        _answer_into(answers, way.asked(page.page), luck)
        return
    items = answers.setdefault(page.page, [])
    unfinished = [each.item for each in way.pages if each.page_id == page.page and each.item is not None]
    number = unfinished[-1] if unfinished else 0
    while len(items) <= number:
        items.append({})
    _answer_into(items[number], way.asked(page.page, number), luck)


def _answer_into(held: dict[str, Any], asked: tuple[Question, ...], luck: random.Random) -> None:
    for question in asked:
        value = _answer(question, luck)
        if value is not None:
            held[question.id] = value


def _reached(compiled: Compiled, way: Walk) -> set[str]:
    repeated = {page.page for page in compiled.pages if page.repeat}
    plain = {question.id for met in way.pages if met.item is None for question in way.asked(met.page_id)}
    return plain | {met.page_id for met in way.pages if met.page_id in repeated}


@every_service
@settings(max_examples=25, deadline=None)
@given(seed=seeds)
def test_random_answers_reach_an_end(compiled: Compiled, seed: int) -> None:
    way = _filled(compiled, {}, random.Random(seed))
    assert way.end == "results" or way.end == "check-answers" or way.end.startswith("exit:")
    assert not way.problems
    assert way.fee.total_pence >= 0


@every_service
@settings(max_examples=25, deadline=None)
@given(seed=seeds)
def test_changing_an_answer_leaves_nothing_that_is_not_on_the_way(compiled: Compiled, seed: int) -> None:
    luck = random.Random(seed)
    answers: dict[str, Any] = {}
    first = _filled(compiled, answers, luck)
    met: Met = luck.choice(first.pages)
    held = answers if met.item is None else answers[met.page_id][met.item]
    for question in first.asked(met.page_id, met.item):
        held.pop(question.id, None)
    _answer_into(held, first.asked(met.page_id, met.item), luck)
    way = _filled(compiled, answers, luck)
    assert set(way.answers) <= _reached(compiled, way)


@every_service
@settings(max_examples=8, deadline=None)
@given(seed=seeds)
def test_a_stored_version_leads_the_same_way_as_the_file(compiled: Compiled, seed: int) -> None:
    answers: dict[str, Any] = {}
    way = _filled(compiled, answers, random.Random(seed))
    again = walk(from_json(compiled.content), answers, on=DAY)
    assert (again.end, again.pages, again.answers) == (way.end, way.pages, way.answers)
    assert again.fee.total_pence == way.fee.total_pence
