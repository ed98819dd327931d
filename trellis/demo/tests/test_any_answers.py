"""Whatever somebody answers, every service that ships comes to an end, and keeps nothing that was not on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trellis.demo.tests.answering import SERVICES, Somebody
from trellis.services.language.compiled import Compiled
from trellis.services.language.compiler import from_json
from trellis.services.language.evaluate import Met, Walk, walk

DAY = date(2026, 11, 24)

every_service = pytest.mark.parametrize("compiled", SERVICES.values(), ids=SERVICES)
anybody = st.integers(0, 2**32).map(lambda seed: Somebody(seed=seed, day=DAY))


def _reached(compiled: Compiled, way: Walk) -> set[str]:
    repeated = {page.page for page in compiled.pages if page.repeat}
    plain = {question.id for met in way.pages if met.item is None for question in way.asked(met.page_id)}
    return plain | {met.page_id for met in way.pages if met.page_id in repeated}


@every_service
@settings(max_examples=25, deadline=None)
@given(somebody=anybody)
def test_random_answers_reach_an_end(compiled: Compiled, somebody: Somebody) -> None:
    way = somebody.answers_all(compiled, {})
    assert way.end == "results" or way.end == "check-answers" or way.end.startswith("exit:")
    assert not way.problems
    assert way.fee.total_pence >= 0


@every_service
@settings(max_examples=25, deadline=None)
@given(somebody=anybody)
def test_changing_an_answer_leaves_nothing_that_is_not_on_the_way(compiled: Compiled, somebody: Somebody) -> None:
    answers: dict[str, Any] = {}
    first = somebody.answers_all(compiled, answers)
    met: Met = somebody.luck.choice(first.pages)
    held = answers if met.item is None else answers[met.page_id][met.item]
    for question in first.asked(met.page_id, met.item):
        held.pop(question.id, None)
    somebody.answers_into(held, first.asked(met.page_id, met.item))
    way = somebody.answers_all(compiled, answers)
    assert set(way.answers) <= _reached(compiled, way)


@every_service
@settings(max_examples=8, deadline=None)
@given(somebody=anybody)
def test_a_stored_version_leads_the_same_way_as_the_file(compiled: Compiled, somebody: Somebody) -> None:
    answers: dict[str, Any] = {}
    way = somebody.answers_all(compiled, answers)
    again = walk(from_json(compiled.content), answers, on=DAY)
    assert (again.end, again.pages, again.answers) == (way.end, way.pages, way.answers)
    assert again.fee.total_pence == way.fee.total_pence
