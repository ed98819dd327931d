"""Rules: what they may name, what they come to, what they wait for, and how they say why."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.services.language.model import Page, ParameterTable
from trellis.services.language.rules import (
    CompiledRule,
    Fault,
    RuleRefused,
    Scope,
    Unknown,
    Vocabulary,
    compile_rule,
    decide_all,
)
from trellis.services.language.tables import figures

ITEMS = Page.model_validate(
    {
        "page": "items",
        "title": "Items",
        "repeat": {"as": "item"},
        "questions": [
            {"id": "kind", "ask": "Kind?", "type": "choice", "choices": [{"value": "sofa", "label": "Sofa"}]},
            {"id": "pieces", "ask": "How many?", "type": "number"},
            {"id": "bought", "ask": "When?", "type": "date"},
        ],
    }
)
ABOUT = Page.model_validate(
    {
        "page": "about",
        "title": "About",
        "questions": [
            {"id": "date-of-birth", "ask": "Born?", "type": "date"},
            {"id": "address", "ask": "Where?", "type": "address"},
            {"id": "reduction", "ask": "Reduction?", "type": "yes-no"},
            {"id": "weight", "ask": "Weight?", "type": "number", "most": "10.5"},
            {"id": "cost", "ask": "Cost?", "type": "money"},
            {"id": "ways", "ask": "How?", "type": "choices", "choices": [{"value": "web", "label": "Web"}]},
            {"id": "papers", "ask": "Papers?", "type": "file"},
            {"id": "note", "ask": "Note?", "type": "text"},
        ],
    }
)
FEES = ParameterTable.model_validate(
    {
        "table": "pavement-fees",
        "source": "the council",
        "rows": [
            {"from": "2025-04-01", "values": {"first": "£350.00", "most-tables": "4"}},
            {"from": "2026-04-01", "values": {"first": "£360.00", "most-tables": "4"}},
            {"from": "2026-04-01", "nations": ["wales"], "values": {"first": "£0.00", "most-tables": "2"}},
        ],
    }
)
WORDS = Vocabulary(pages=(ITEMS, ABOUT), tables={"pavement-fees": FEES})


def rule(source: str, *, money: bool = False, scope: Scope = Scope.JOURNEY, repeat: str = "") -> CompiledRule:
    return compile_rule(source, vocabulary=WORDS, money=money, scope=scope, repeat=repeat)


def fault(source: str, *, money: bool = False) -> Fault:
    with pytest.raises(RuleRefused) as refused:
        rule(source, money=money)
    return refused.value.faults[0]


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("source", "facts", "expected"),
    [
        ("reduction", {"reduction": True}, True),
        ('"web" in ways', {"ways": ["web"]}, True),
        ("cost > £30.00", {"cost": 3000}, False),
        ("weight >= 2.5", {"weight": 2.5}, True),
        ('items.exists(i, i.kind == "sofa" && i.pieces > 2)', {"items": [{"kind": "sofa", "pieces": 3}]}, True),
        ("items.all(i, i.bought < today)", {"items": [{"bought": 1}], "today": 2}, True),
        ('date_of_birth < date("2000-01-01")', {"date_of_birth": day("1999-12-31")}, True),
        ("age(date_of_birth) >= 18", {"date_of_birth": day("2008-11-24"), "today": day("2026-11-24")}, True),
        ("age(date_of_birth) >= 18", {"date_of_birth": day("2008-11-25"), "today": day("2026-11-24")}, False),
        ("days_between(date_of_birth, today) == 3", {"date_of_birth": 7, "today": 10}, True),
        (
            "months_between(date_of_birth, today) == 2",
            {"date_of_birth": day("2026-01-31"), "today": day("2026-03-31")},
            True,
        ),
        ('in_area(address, "anyborough")', {"address": {"areas": ["anyborough"]}}, True),
        ('address.postcode.startsWith("AA")', {"address": {"postcode": "AA3 1AB"}}, True),
        ("size(papers) > 1", {"papers": [{"id": "a"}]}, False),
        ("answered(cost)", {"cost__answered": True}, True),
        (
            "age (date_of_birth) >= 18 && answered ( cost )",
            {"date_of_birth": 1, "today": 9999, "cost__answered": True},
            True,
        ),
        ("items.exists(i, answered(i.pieces))", {"items": [{"pieces__answered": False}]}, False),
        ('note == "£5.00 and = or not"', {"note": "£5.00 and = or not"}, True),
        ('nation in ["england", "wales"]', {"nation": "wales"}, True),
        ("pavement_fees.most_tables > 3", {"pavement_fees": {"most_tables": 4}}, True),
    ],
)
def test_a_rule_comes_to_what_it_says(source: str, facts: Mapping[str, object], expected: bool) -> None:
    assert rule(source).holds(facts) is expected


@pytest.mark.parametrize(
    ("source", "facts", "pence"),
    [
        ("£30", {}, 3000),
        ("£1,200.50", {}, 120050),
        ("£8.00 * (items.size() - 3)", {"items": [{}, {}, {}, {}, {}]}, 1600),
        ("pavement_fees.first + cost", {"pavement_fees": {"first": 35000}, "cost": 1}, 35001),
        ("reduction ? £0.00 : £10.00", {"reduction": True}, 0),
    ],
)
def test_an_amount_is_a_whole_number_of_pence(source: str, facts: Mapping[str, object], pence: int) -> None:
    assert rule(source, money=True).decide(facts) == pence


@given(pounds=st.integers(0, 999_999), pence=st.integers(0, 99))
def test_any_amount_that_is_written_is_exactly_that_many_pence(pounds: int, pence: int) -> None:
    assert rule(f"£{pounds:,}.{pence:02d}", money=True).decide({}) == pounds * 100 + pence


@pytest.mark.parametrize(
    ("source", "facts", "expected"),
    [
        ("reduction || cost > £1", {"reduction": True}, True),
        ("cost > £1 || reduction", {"reduction": True}, True),
        ("reduction && cost > £1", {"reduction": False}, False),
        ("cost > £1 && reduction", {"reduction": False}, False),
        ("reduction && cost > £1", {"reduction": True}, None),
        ("!(cost > £1)", {}, None),
        ('in_area(address, "x")', {"address": {"uprn": "", "postcode": "AA3 1AB"}}, None),
        ("items.exists(i, i.pieces > 1)", {"items": [{}, {"pieces": 2}]}, True),
        ("items.exists(i, i.pieces > 1)", {"items": [{}]}, None),
        ("cost / 0 > 1", {"cost": 1}, None),
        ("cost * 9000000000000000000 > 1", {"cost": 9}, None),
    ],
)
def test_a_rule_is_certain_only_where_the_answers_make_it_so(
    source: str, facts: Mapping[str, object], expected: bool | None
) -> None:
    assert rule(source).holds(facts) is expected


def test_an_undecided_rule_names_the_questions_that_it_waits_for() -> None:
    assert rule("reduction && age(date_of_birth) > 3").decide({"today": 1, "reduction": True}) == Unknown(
        because=("date-of-birth",)
    )


def test_an_address_that_nobody_has_placed_is_what_a_rule_about_areas_waits_for() -> None:
    found = rule('in_area(address, "x")').decide({"address": {"uprn": ""}})
    assert isinstance(found, Unknown)
    assert found.because == ("address",)


@given(a=st.sampled_from([True, False, None]), b=st.sampled_from([True, False, None]))
def test_and_and_or_never_guess(a: bool | None, b: bool | None) -> None:
    """Kleene's three-valued logic, whichever side is known."""
    facts: dict[str, object] = {} if a is None else {"reduction": a}
    facts |= {} if b is None else {"cost": int(b)}
    either, both = rule("reduction || cost > 0").holds(facts), rule("reduction && cost > 0").holds(facts)
    assert either is (True if True in (a, b) else None if None in (a, b) else False)
    assert both is (False if False in (a, b) else None if None in (a, b) else True)


@pytest.mark.parametrize(
    ("source", "code", "offset", "mend"),
    [
        ("redution", "unknown-name", 0, "Did you mean `reduction`?"),
        ("reduction && !coste", "unknown-name", 14, "Did you mean `cost`?"),
        ("age(date-of-birth) > 3", "hyphens", 4, "Write `date_of_birth`."),
        ('items.exists(i, i.knd == "sofa")', "unknown-field", 18, "Did you mean `kind`?"),
        ('address.postcod == "x"', "unknown-field", 8, "Did you mean `postcode`?"),
        ("pavement_fees.frst > 1", "unknown-field", 14, "Did you mean `first`?"),
        ('items.exists(i, i.kind == "sofe")', "unknown-choice", 26, "Did you mean `sofa`?"),
        ('"wbe" in ways', "unknown-choice", 0, "Did you mean `web`?"),
        ('kind == "sofa"', "asked-for-each", 0, "Write for example `items.exists(i, i.kind == ...)`."),
        ("answered(coste)", "unknown-name", 9, "Did you mean `cost`?"),
        ("items.all(i, answered(i.pices))", "unknown-field", 24, "Did you mean `pieces`?"),
        ("exist(ways)", "unknown-function", 0, "Did you mean `exists`?"),
        ("reduction and cost > 1", "word", 10, "Write `&&`."),
        ("reduction = true", "one-equals", 10, "Write `==`."),
        ('date("2026-02-30") < today', "date", 0, 'Write year, month and day: date("2026-04-01").'),
        ("cost > £1.5", "money", 7, "Write pounds, or pounds and two figures for the pence: £30 or £30.50."),
        ("age(reduction) > 3", "rule-type", 3, "It takes a date: age(date_of_birth)."),
        ("reduction == “yes”", "curly-quote", 13, 'Write straight quotation marks: "yes".'),
    ],
)
def test_a_faulty_rule_is_refused_where_it_is_wrong_with_the_mend(
    source: str, code: str, offset: int, mend: str
) -> None:
    found = fault(source)
    assert (found.code, found.offset, found.mend) == (code, offset, mend)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("cost > 1 && reduction > 2", "rule-type"),
        ("weight > 3", "rule-type"),
        ('ways == "web"', "rule-type"),
        ("date_of_birth < 3", "rule-type"),
        ("cost", "rule-result"),
        ("today - date_of_birth > date_of_birth - today", "date-sum"),
        ("today.getFullYear() > 3", "unknown-function"),
        ("(reduction", "rule-syntax"),
        ('note == "a', "rule-syntax"),
        ("if reduction", "rule-syntax"),
        ('{"a": reduction}.a', "made-structure"),
        ('outcome == "granted"', "unknown-name"),
        ("__import__('os')", "unknown-function"),
        ('note.matches("(((")', "bad-pattern"),
        ("(" * 500 + "reduction" + ")" * 500, "rule-too-deep"),
        ("+".join(["1"] * 100) + " > cost", "rule-too-deep"),
    ],
)
def test_what_a_rule_may_not_do_is_refused_when_the_file_is_checked(source: str, code: str) -> None:
    found = fault(source)
    assert found.code == code
    assert "<input>" not in found.what


PIECES = st.sampled_from(
    """reduction cost note ways items address today age( date( in_area( answered( ) ( [ ] . , " ' && || ! == != < + - *
    / ? : 1 2.5 £3.00 £ "a" 'b' true exists(i, i.kind .size() in has( { } \\ é”""".split()
)


@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_text_is_a_rule_or_is_refused_in_words(source: str) -> None:
    known = {"reduction": True, "cost": 1, "note": "a", "ways": ["web"], "items": [{"kind": "sofa"}], "today": 1}
    try:
        made = rule(source)
    except RuleRefused as refused:
        faults = refused.faults
    else:
        faults = []
        assert made.decide(known) in (True, False) or isinstance(made.decide(known), Unknown)
        assert set(made.deciding(known)) <= set(made.names)
    assert all(0 <= each.offset <= len(source) and each.what and each.mend for each in faults)


def test_a_rule_that_should_give_money_and_does_not_is_refused() -> None:
    assert fault("reduction", money=True).code == "rule-result"


def test_a_rule_of_the_work_knows_outcome_eligibility_and_fee() -> None:
    found = rule('outcome == "refused" && eligibility != "no" && fee > £5', scope=Scope.WORK)
    assert found.holds({"outcome": "refused", "eligibility": "yes", "fee": 501}) is True


def test_in_a_repeated_page_a_rule_names_the_questions_of_the_same_thing() -> None:
    found = rule('kind == "sofa" && answered(pieces)', repeat="items")
    assert found.holds({"kind": "sofa", "pieces__answered": True}) is True
    assert found.uses == ("kind", "pieces")


def test_a_rule_that_goes_round_too_often_is_stopped_quickly() -> None:
    greedy = rule("ways.exists(a, ways.exists(b, ways.exists(c, ways.exists(d, a + b + c + d == note))))")
    began = time.process_time()
    found = greedy.decide({"ways": ["x"] * 200, "note": "y"})
    assert isinstance(found, Unknown)
    assert time.process_time() - began < 1


def test_a_rule_longer_than_a_person_can_check_is_refused() -> None:
    assert fault(" || ".join(["reduction"] * 200)).code == "rule-too-long"


def test_a_rule_says_which_answers_made_it_true() -> None:
    either = rule("reduction || cost > £30.00")
    assert either.deciding({"reduction": True, "cost": 1}) == ("reduction",)
    assert either.deciding({"reduction": False, "cost": 4000}) == ("cost",)
    assert set(either.deciding({"reduction": False, "cost": 1})) == {"reduction", "cost"}
    nested = rule('!(reduction && cost > £1) || note == "x"')
    assert nested.deciding({"reduction": False, "cost": 1, "note": ""}) == ("reduction",)
    chosen = rule('reduction ? cost > £1 : note == "x"')
    assert chosen.deciding({"reduction": True, "cost": 500, "note": "x"}) == ("reduction", "cost")


@given(reduction=st.booleans(), cost=st.integers(0, 10_000), note=st.sampled_from(["", "x"]))
def test_the_answers_that_decide_are_enough_to_decide(reduction: bool, cost: int, note: str) -> None:
    source = rule('(reduction && cost > £30) || (note == "x" && !reduction) || cost == 7')
    facts = {"reduction": reduction, "cost": cost, "note": note}
    deciding = source.deciding(facts)
    assert source.holds({name: facts[name] for name in deciding}) is source.holds(facts)


def test_many_rules_at_once_come_to_the_same_as_one_by_one() -> None:
    several = [rule("reduction"), rule("cost > £1"), rule('note == "x"')]
    facts = {"reduction": True, "note": "y"}
    assert decide_all(several, facts) == [each.holds(facts) for each in several] == [True, None, False]


def test_the_figures_of_a_table_are_those_of_the_nation_and_the_day() -> None:
    assert figures(FEES, nation="england", on=date(2026, 3, 31)) == {"first": 35000, "most_tables": 4}
    assert figures(FEES, nation="england", on=date(2026, 4, 1)) == {"first": 36000, "most_tables": 4}
    assert figures(FEES, nation="wales", on=date(2026, 4, 1)) == {"first": 0, "most_tables": 2}
    assert figures(FEES, nation="england", on=date(2025, 3, 31)) is None
