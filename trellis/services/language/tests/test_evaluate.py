"""Where answers lead: the pages met, the end, eligibility with its reasons, the fee, and what never gets through."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.project.cli import main
from trellis.services.language.catalogue import Catalogue
from trellis.services.language.compiler import compile_file, compile_text
from trellis.services.language.evaluate import Met, Walk, walk, work_facts
from trellis.services.language.fees import percent_of, prices

CATALOGUE = Path(__file__).parent / "catalogue"
SERVICE = CATALOGUE / "bulky-waste.yaml"
BULKY = compile_file(SERVICE)
DAY = date(2026, 11, 24)

HERE = {"uprn": "1", "lines": ["1 High Street"], "postcode": "AA3 1AB", "areas": ["anyborough"]}
SOFA = {"kind": "sofa", "condition": "worn"}
COMPLETE: dict[str, Any] = {
    "items": [SOFA],
    "address": HERE,
    "email": "mair@example.com",
    "date-of-birth": "1980-05-01",
}


def walked(**changes: Any) -> Walk:
    given_ = COMPLETE | {name.replace("_", "-"): value for name, value in changes.items()}
    return walk(BULKY, {name: value for name, value in given_.items() if value is not None}, on=DAY)


def pages(found: Walk) -> list[str]:
    return list(dict.fromkeys(met.page_id for met in found.pages))


def test_the_way_stops_at_the_first_page_that_needs_an_answer() -> None:
    found = walk(BULKY, {}, on=DAY)
    assert (found.pages, found.end, found.next_page) == ((Met(page_id="items", item=0),), "needs:items", "items")
    found = walked(address=None)
    assert (pages(found), found.end) == (["items", "address"], "needs:address")


def test_complete_answers_lead_to_check_answers() -> None:
    found = walked()
    assert (pages(found), found.end, found.problems) == (["items", "address", "contact", "born"], "check-answers", ())
    assert found.answers == COMPLETE


def test_a_page_is_asked_only_where_its_rule_holds() -> None:
    assert "help-paying" not in pages(walked(items=[SOFA] * 3))
    assert "help-paying" in pages(walked(items=[SOFA] * 4))


def test_a_question_is_asked_only_where_an_answer_on_the_same_page_says_so() -> None:
    found = walked(items=[SOFA] * 4, reduction=False)
    assert [each.id for each in found.asked("help-paying")] == ["reduction"]
    found = walked(items=[SOFA] * 4, reduction=True)
    assert [each.id for each in found.asked("help-paying")] == ["reduction", "reference"]
    assert found.end == "needs:help-paying"


def test_each_repeated_thing_is_asked_by_its_own_answers() -> None:
    found = walked(items=[SOFA, {"kind": "other", "condition": "worn"}])
    assert [each.id for each in found.asked("items", 0)] == ["kind", "condition"]
    assert [each.id for each in found.asked("items", 1)] == ["kind", "condition", "weight"]
    assert [each.id for each in found.asked("items", 2)] == ["kind", "condition"], "a new one"


def test_an_answer_that_the_way_does_not_reach_is_left_out() -> None:
    found = walked(reduction=True, reference="R1")
    assert "reduction" not in found.answers
    assert "reference" not in found.answers
    found = walked(items=[SOFA | {"weight": 200}])
    assert found.answers["items"] == [SOFA]
    assert found.eligibility.verdict == "yes", "a weight that is not asked makes nothing heavy"


def test_an_answer_that_does_not_fit_is_a_problem_and_is_asked_again() -> None:
    found = walked(email="mair")
    assert found.end == "needs:contact"
    assert [each.question for each in found.problems] == ["email"]
    assert "email" not in found.answers


def test_what_must_hold_of_an_answer_is_said_in_the_persons_language() -> None:
    young = COMPLETE | {"date-of-birth": "2012-01-01"}
    assert walk(BULKY, young, on=DAY).problems[0].words == "You must be 16 or over"
    welsh = walk(BULKY, young, on=DAY, language="cy")
    assert (welsh.problems[0].words, welsh.end) == ("Rhaid i chi fod yn 16 oed neu drosodd", "needs:born")


def test_too_few_and_too_many_things_are_not_let_through() -> None:
    assert walked(items=[]).end == "needs:items"
    found = walked(items=[SOFA] * 7)
    assert (found.end, found.problems[0].words) == ("needs:items", "Add 6 or fewer")
    assert walked(items="sofa").problems[0].question == "items"


def test_a_stop_ends_the_way_right_after_the_page_that_makes_it_certain() -> None:
    found = walked(address=HERE | {"areas": ["elsewhere"]})
    assert (pages(found), found.end, found.exit) == (["items", "address"], "exit:outside", "outside")
    because = found.eligibility.because[0]
    assert (found.eligibility.verdict, because.rule) == ("no", "outside")
    assert because.say == "We only collect in Anyborough."
    assert because.explain == "Environmental Protection Act 1990, section 45"
    assert [(each.question, each.answer) for each in because.reasons] == [("address", "1 High Street\nAA3 1AB")]
    assert found.fee.total_pence == 0


def test_an_address_that_nobody_has_placed_leaves_it_to_a_person() -> None:
    found = walked(address={name: value for name, value in HERE.items() if name != "areas"})
    assert (found.end, found.eligibility.verdict) == ("check-answers", "cannot-tell")
    because = found.eligibility.because[0]
    assert (because.rule, because.certain, because.reasons[0].question) == ("outside", False, "address")
    assert because.say.startswith("We cannot tell yet")


def test_a_rule_in_doubt_says_why_a_person_must_look() -> None:
    found = walked(items=[{"kind": "other", "condition": "worn", "weight": 200}])
    assert found.eligibility.verdict == "cannot-tell"
    assert [each.say for each in found.eligibility.because] == ["Something this heavy needs a look first."]
    assert [each.question for each in found.eligibility.because[0].reasons] == ["items"]


def test_the_fee_is_that_of_the_day() -> None:
    assert walk(BULKY, COMPLETE, on=date(2026, 3, 31)).fee.total_pence == 3000
    assert walk(BULKY, COMPLETE, on=date(2026, 4, 1)).fee.total_pence == 3200
    before_any = walk(BULKY, COMPLETE, on=date(2020, 1, 1)).fee
    assert (before_any.total_pence, before_any.certain) == (0, False)


def test_prices_are_said_before_anything_is_answered_where_they_hang_on_no_answer() -> None:
    said = {each.line: each.pence for each in prices(BULKY, on=date(2026, 4, 1), language="en")}
    assert said == {"Collection of up to 3 items": 3200, "Each further item": None}


def test_further_items_and_a_reduction_make_lines_of_their_own() -> None:
    fee = walked(items=[SOFA] * 5, reduction=True, reference="R1").fee
    assert [(each.line, each.pence) for each in fee.lines] == [
        ("Collection of up to 3 items", 3200),
        ("Each further item", 1600),
        ("Reduction", -2400),
    ]
    assert fee.total_pence == 2400
    assert fee.lines[0].income_code == "W1204"


@pytest.mark.parametrize(
    ("pence", "percent", "expected"),
    [(3201, -50, -1601), (3201, 50, 1600), (100, -25, -25), (1, -50, -1), (333, 33, 110), (0, -50, 0)],
)
def test_half_a_penny_goes_to_the_person_who_pays(pence: int, percent: int, expected: int) -> None:
    assert percent_of(pence, percent) == expected


def test_the_rules_of_the_work_know_the_answers_the_outcome_and_the_fee() -> None:
    found = walked()
    refund = BULKY.rule("stage:refund:when")
    assert refund is not None
    assert refund.holds(work_facts(found, outcome="refused")) is True
    assert refund.holds(work_facts(found, outcome="collected")) is False


def test_pages_of_another_participant_are_left_to_them_and_their_answers_count() -> None:
    text = SERVICE.read_text("utf-8").replace("  - page: address\n", "  - page: address\n    by: landlord\n")
    compiled = compile_text(text, file="a.yaml", catalogue=Catalogue(CATALOGUE))
    without = {name: value for name, value in COMPLETE.items() if name != "address"}
    assert walk(compiled, without, on=DAY).end == "needs:address"
    mine = walk(compiled, without, on=DAY, by="applicant")
    assert ("address" not in pages(mine), mine.end) == (True, "check-answers")
    elsewhere = walk(compiled, COMPLETE | {"address": HERE | {"areas": ["x"]}}, on=DAY, by="applicant")
    assert elsewhere.end == "exit:outside"


RESULTS = """
service: what-fits
title: What fits
summary: Find what fits.
for: [residents]
ask:
  - page: nation
    title: Where do you live?
    questions: [{id: where, ask: Where do you live?, type: choice, choices: [{value: wales, label: Wales}, {value: england, label: England}]}]
  - page: children
    title: Children
    show: where == "wales"
    questions: [{id: ages, ask: How old?, type: choices, choices: [{value: under-1, label: Under 1}, {value: "1", label: "1"}]}]
results:
  title: What fits your answers
  none: Nothing fits.
  list:
    - {id: always, title: For everybody}
    - {id: baby, title: For a baby, when: '"under-1" in ages', known-as: "Baby | /baby"}
    - {id: nobody, title: Not with a baby, when: '!("under-1" in ages)'}
data: {controller: a, basis: public task, law: an act, keep: {unfinished: 1 day}, purpose: To say what fits.}
measures: {outcome: more people get what is theirs}
help: {phone: 01632 960 100, hours: always}
"""


def test_results_are_what_fits_in_the_order_of_the_definition() -> None:
    compiled = compile_text(RESULTS, file="a.yaml", catalogue=Catalogue(CATALOGUE))
    found = walk(compiled, {"where": "wales", "ages": "1,under-1"}, on=DAY)
    assert (found.end, [each.id for each in found.results]) == ("results", ["always", "baby"])
    passed_over = walk(compiled, {"where": "england", "ages": "under-1"}, on=DAY)
    assert [each.id for each in passed_over.results] == ["always", "nobody"], "a question not asked has no value"
    assert walk(compiled, {}, on=DAY).results == ()


ANY_ITEM = st.fixed_dictionaries(
    {"kind": st.sampled_from(["sofa", "bed", "other"]), "condition": st.sampled_from(["usable", "worn"])},
    optional={"weight": st.integers(0, 300)},
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "items": st.lists(ANY_ITEM, max_size=7),
        "address": st.sampled_from([HERE, HERE | {"areas": ["x"]}, {"uprn": "1"}]),
        "reduction": st.booleans(),
        "reference": st.just("R1"),
        "email": st.sampled_from(["a@example.com", "nonsense"]),
        "news": st.sampled_from([["delays"], ["none"], ["delays", "none"]]),
        "date-of-birth": st.sampled_from(["1980-01-01", "2020-01-01", "2030-01-01"]),
    },
)


@given(answers=ANSWERS)
def test_what_is_sent_leads_the_same_way_again_and_holds_nothing_else(answers: dict[str, Any]) -> None:
    found = walk(BULKY, answers, on=DAY)
    assert set(found.answers) <= set(answers)
    asked = {question.id for met in found.pages for question in found.asked(met.page_id, met.item)}
    sent = {name for name in found.answers if name != "items"} | {
        name for item in found.answers.get("items", []) for name in item
    }
    assert sent <= asked
    assert found.fee.total_pence >= 0
    if found.end == "check-answers":
        again = walk(BULKY, found.answers, on=DAY)
        assert (again.end, again.pages, again.answers, again.fee) == (found.end, found.pages, found.answers, found.fee)
        assert again.eligibility == found.eligibility


@given(answers=ANSWERS, value=st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=4))
def test_nonsense_in_place_of_an_answer_never_gets_through(answers: dict[str, Any], value: object) -> None:
    for name in ("items", "address", "email"):
        found = walk(BULKY, {**answers, name: value}, on=DAY)
        assert name not in found.answers
        met = name in {"items", "address"} or "contact" in pages(found)
        assert not (met and found.end == "check-answers")


def test_evaluate_prints_what_machines_were_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(COMPLETE | {"colour": "blue"}))
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", str(SERVICE), "--answers", str(answers), "--on", "2026-11-24"])
    assert not ended.value.code
    printed = json.loads(capsys.readouterr().out)
    assert printed == {
        "pages": ["items", "address", "contact", "born"],
        "end": "check-answers",
        "results": [],
        "eligibility": {"verdict": "yes", "because": []},
        "fee": {
            "lines": [{"line": "Collection of up to 3 items", "pence": 3200, "income_code": "W1204"}],
            "total_pence": 3200,
        },
        "problems": [{"question": "colour", "words": "This service has no question of this name."}],
    }


def test_evaluate_says_what_is_wrong_with_a_file_or_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text("[1]")
    for words, says in (
        (["evaluate", str(SERVICE), "--answers", str(answers)], "one JSON object"),
        (["evaluate", str(SERVICE), "--answers", str(answers), "--on", "tomorrow"], "not a day"),
    ):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 1
        assert says in capsys.readouterr().err
