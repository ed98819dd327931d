"""Council Tax Reduction and school places: what the tables of the year make of the same answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trellis.demo.tests.walking import CONTACT, ELSEWHERE, HERE, NEXT_TOWN, TODAY, service, walked
from trellis.services.language.tables import figures

REDUCTION: dict[str, Any] = {
    "pays_bill": True,
    "address": HERE,
    "partner": False,
    "other_adults": 0,
    "children": 0,
    "pension_age": True,
    "born": "1955-02-01",
    "insurance_number": "AB123456C",
    "benefits": ["none"],
    "weekly_income": "238.00",
    "savings": "10000.00",
    "declared": True,
    **CONTACT,
}


@pytest.mark.parametrize(
    ("changed", "end", "verdict"),
    [
        ({}, "check-answers", "yes"),
        ({"weekly_income": "238.01"}, "check-answers", "cannot-tell"),
        ({"partner": True, "weekly_income": "363.25"}, "check-answers", "yes"),
        ({"partner": True, "weekly_income": "363.26"}, "check-answers", "cannot-tell"),
        # £1 a week for each £500 of savings above £10,000, and for what is left over.
        ({"weekly_income": "237.00", "savings": "10500.00"}, "check-answers", "yes"),
        ({"weekly_income": "237.00", "savings": "10500.01"}, "check-answers", "cannot-tell"),
        ({"weekly_income": "0.00", "savings": "16000.00"}, "check-answers", "yes"),
        ({"weekly_income": "0.00", "savings": "16000.01"}, "exit:savings-over-national-limit", "no"),
        ({"other_adults": 1}, "check-answers", "cannot-tell"),
        ({"benefits": ["universal-credit"]}, "check-answers", "cannot-tell"),
        ({"pension_age": False, "savings": "8000.00"}, "check-answers", "cannot-tell"),
        ({"pension_age": False, "savings": "8000.01"}, "exit:savings-over-our-limit", "no"),
        ({"pays_bill": False}, "exit:not-the-payer", "no"),
        ({"address": NEXT_TOWN}, "exit:not-our-bill", "no"),
    ],
)
def test_at_pension_age_the_national_figures_decide_who_can_have_the_whole_bill_paid(
    changed: dict[str, Any], end: str, verdict: str
) -> None:
    way = walked("council-tax-reduction", **{**REDUCTION, **changed})
    assert (way.end, way.eligibility.verdict) == (end, verdict)


def test_nobody_with_the_guarantee_part_of_pension_credit_is_asked_about_their_money() -> None:
    way = walked("council-tax-reduction", **{**REDUCTION, "benefits": ["guarantee"]})
    assert {page.page_id for page in way.pages}.isdisjoint({"money", "proof"})
    assert (way.end, way.eligibility.verdict) == ("check-answers", "yes")


@pytest.mark.parametrize(
    ("nation", "on", "single"),
    [
        ("england", date(2025, 3, 31), 21_815),
        ("england", date(2025, 4, 1), 22_710),
        ("england", date(2026, 4, 1), 23_800),
        ("wales", date(2024, 4, 1), 23_520),
        ("wales", date(2026, 3, 31), 24_440),
        ("wales", date(2026, 4, 1), None),
        ("scotland", date(2026, 4, 1), None),
    ],
)
def test_each_nation_has_its_own_figures_for_each_year_and_none_where_nobody_has_checked_them(
    nation: str, on: date, single: int | None
) -> None:
    table = service("council-tax-reduction").tables["council-tax-reduction"]
    assert (figures(table, nation=nation, on=on) or {}).get("single") == single


def _child(born: str, **more: Any) -> dict[str, Any]:
    return {"child-name": {"first": "Kit", "last": "Young"}, "born": born, "in-care": False, "sibling": False, **more}


REN = _child("2023-08-31", **{"primary-1": "millbrook", "primary-2": "quayside"})
"""Starts primary school in September 2027."""
ISA = _child("2015-09-01", **{"secondary-1": "harbour"})
"""Starts secondary school in September 2027."""
ADMISSION: dict[str, Any] = {
    "address": HERE,
    "moving": False,
    "relation": "parent",
    "children": [REN],
    "declared": True,
    **CONTACT,
}


@pytest.mark.parametrize(
    ("changed", "on", "end", "verdict"),
    [
        ({}, TODAY, "check-answers", "yes"),
        ({}, date(2027, 1, 15), "check-answers", "yes"),
        ({}, date(2027, 1, 16), "check-answers", "cannot-tell"),
        ({"children": [REN, ISA]}, date(2026, 10, 31), "check-answers", "yes"),
        ({"children": [REN, ISA]}, date(2026, 11, 1), "check-answers", "cannot-tell"),
        ({"children": [REN, _child("2023-09-01")]}, TODAY, "exit:not-this-round", "no"),
        ({"moving": True}, TODAY, "check-answers", "cannot-tell"),
        ({"address": ELSEWHERE}, TODAY, "exit:other-county", "no"),
    ],
)
def test_families_apply_in_time_for_children_who_start_school_that_september(
    changed: dict[str, Any], on: date, end: str, verdict: str
) -> None:
    way = walked("school-admission", on, **{**ADMISSION, **changed})
    assert (way.end, way.eligibility.verdict) == (end, verdict)


def test_the_day_a_child_was_born_says_which_schools_are_asked_about() -> None:
    way = walked("school-admission", **{**ADMISSION, "children": [REN, ISA]})
    asked = [{question.id for question in way.asked("children", item)} for item in (0, 1)]
    assert {"primary-1", "primary-2", "primary-3"} <= asked[0]
    assert {"secondary-1", "secondary-2", "secondary-3"} <= asked[1]
    assert not {name for name in asked[0] if name.startswith("secondary")}
    assert not {name for name in asked[1] if name.startswith("primary")}


def test_the_same_school_cannot_be_named_twice_for_one_child() -> None:
    twice = {**REN, "primary-2": "millbrook"}
    way = walked("school-admission", **{**ADMISSION, "children": [twice]})
    assert way.end == "needs:children"
