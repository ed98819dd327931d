"""The services that ship: they pass our own checker, and their law comes out right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trellis.demo.cast import employers
from trellis.demo.tests.walking import CONTACT, ELSEWHERE, HERE, NEXT_TOWN, SERVICES, service, walked
from trellis.services.language.checker import check_file


def test_every_service_that_ships_is_offered_by_the_council_that_is_responsible_for_it() -> None:
    offered = {service: employer.key for employer in employers() for service in employer.services}
    assert offered == {path.stem: service(path.stem).definition.data.controller for path in SERVICES}


def test_fifteen_services_ship() -> None:
    assert len(SERVICES) == 15


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_the_checker_has_nothing_to_say_about_a_service_that_ships(path: Path) -> None:
    assert [str(finding) for finding in check_file(path)] == []


BIN: dict[str, Any] = {
    "address": HERE,
    "bins": ["rubbish"],
    "missed_on": "2026-11-20",
    "out_in_time": "yes",
    "door_collection": False,
    "tag": "none",
    **CONTACT,
}


@pytest.mark.parametrize(
    ("changed", "end"),
    [
        ({}, "check-answers"),
        ({"address": ELSEWHERE}, "exit:not-ours"),
        ({"missed_on": "2026-11-23"}, "exit:too-soon"),
        ({"missed_on": "2026-11-16"}, "check-answers"),
        ({"missed_on": "2026-11-15"}, "exit:too-late"),
        ({"out_in_time": "no"}, "exit:not-out"),
        ({"out_in_time": "no", "door_collection": True}, "check-answers"),
        ({"tag": "wrong-things"}, "exit:wrong-things"),
    ],
)
def test_we_come_back_for_a_bin_that_was_out_in_time(changed: dict[str, Any], end: str) -> None:
    assert walked("missed-bin", **{**BIN, **changed}).end == end


@pytest.mark.parametrize(
    ("reached", "end"),
    [
        ({"email": "amina@mail.example"}, "check-answers"),
        ({"phone": "+447700900100"}, "check-answers"),
        ({}, "needs:your-phone"),
    ],
)
def test_everybody_can_be_reached_in_one_way_at_least(reached: dict[str, Any], end: str) -> None:
    answers = {name: value for name, value in BIN.items() if name != "email"}
    assert walked("missed-bin", **answers, **reached).end == end


DISCOUNT: dict[str, Any] = {
    "bill_in_my_name": True,
    "address": HERE,
    "main_home": True,
    "other_adults": False,
    "since": "2026-09-01",
    "behind_with_bill": False,
    "declared": True,
    **CONTACT,
}


def _adult(reason: str) -> dict[str, Any]:
    return {"adult-name": {"first": "Sam", "last": "Young"}, "not-counted-because": reason}


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "yes"),
        ({"other_adults": True, "adults": [_adult("student")]}, "cannot-tell"),
        ({"other_adults": True, "adults": [_adult("student"), _adult("none-of-these")]}, "no"),
        ({"since": "2025-01-01"}, "cannot-tell"),
        ({"main_home": False}, "no"),
        ({"bill_in_my_name": False}, "no"),
    ],
)
def test_the_discount_is_for_the_only_adult_who_counts(changed: dict[str, Any], verdict: str) -> None:
    assert walked("single-person-discount", **{**DISCOUNT, **changed}).eligibility.verdict == verdict


BADGE: dict[str, Any] = {
    "applying_for": "myself",
    "born": "1960-01-01",
    "address": HERE,
    "has_badge": False,
    "blind": False,
    "declared": True,
    **CONTACT,
}
ASSESSED: dict[str, Any] = {"awards": ["none"], "main_need": "walking", "lasts": "3-years-or-more"}


@pytest.mark.parametrize(
    ("need", "verdict"),
    [
        ({"awards": ["pip"], "pip_moving": "8"}, "yes"),
        ({"awards": ["pip"], "pip_moving": "4", "pip_journeys": "descriptor-e"}, "yes"),
        ({"awards": ["dla"], "dla_higher": True}, "yes"),
        ({"awards": ["wpms"]}, "yes"),
        ({"awards": ["afcs"], "afcs_certified": True}, "yes"),
        ({"awards": ["none"], "blind": True}, "yes"),
        ({"awards": ["pip"], "pip_moving": "4", "pip_journeys": "other", "main_need": "walking"}, "cannot-tell"),
        (ASSESSED, "cannot-tell"),
        ({"awards": ["none"], "main_need": "none"}, "no"),
        ({"awards": ["none"], "main_need": "child-equipment"}, "no"),
        ({"awards": ["none"], "main_need": "child-equipment", "born": "2025-01-01"}, "cannot-tell"),
        ({"awards": ["wpms"], "address": ELSEWHERE}, "no"),
        ({"awards": ["wpms"], "address": NEXT_TOWN}, "yes"),
    ],
)
def test_a_badge_goes_to_whom_regulation_four_names(need: dict[str, Any], verdict: str) -> None:
    assert walked("blue-badge", **{**BADGE, **need}).eligibility.verdict == verdict


def test_nobody_with_a_benefit_that_shows_the_need_is_asked_about_their_health() -> None:
    met = {page.page_id for page in walked("blue-badge", **BADGE, awards=["pip"], pip_moving="12").pages}
    assert met.isdisjoint({"main-need", "condition", "walking", "journeys", "professionals", "health-letters"})


def test_a_badge_costs_ten_pounds() -> None:
    assert walked("blue-badge", **BADGE, awards=["wpms"]).fee.total_pence == 1000


@pytest.mark.parametrize(
    ("holds", "on", "pence"),
    [
        (False, date(2026, 3, 31), 40_000),
        (False, date(2026, 4, 1), 42_500),
        (True, date(2026, 4, 1), 29_500),
    ],
)
def test_the_fee_for_the_pavement_is_the_one_of_the_day_and_within_the_law(holds: bool, on: date, pence: int) -> None:
    fee = walked("pavement-licence", on, holds_licence=holds).fee
    assert fee.total_pence == pence <= (35_000 if holds else 50_000)


@pytest.mark.parametrize(
    ("changed", "end"),
    [
        ({"premises_use": "other"}, "exit:no-food"),
        ({"public_pavement": False}, "exit:private-land"),
        ({"address": NEXT_TOWN}, "exit:other-council"),
    ],
)
def test_a_pavement_licence_is_for_food_and_drink_on_our_pavements(changed: dict[str, Any], end: str) -> None:
    answers = {"holds_licence": False, "business_name": "Cafe", "address": HERE, "premises_use": "cafe"}
    answers["spot"] = {"description": "Left of the door"}
    assert walked("pavement-licence", **{**answers, "public_pavement": True, **changed}).end == end


def test_a_request_for_ones_own_data_is_sent_the_better_way() -> None:
    assert walked("freedom-of-information", about="myself").end == "exit:own-data"


HOUSEHOLD: dict[str, Any] = {
    "pension_age": False,
    "lives_alone": False,
    "working": "no",
    "disabled": False,
    "carer": False,
    "children": False,
    "gets": "no",
    "savings": "none",
}


@pytest.mark.parametrize(
    ("changed", "there", "absent"),
    [
        ({}, {"universal-credit", "new-style-jsa", "council-tax-reduction"}, {"pension-credit", "child-benefit"}),
        ({"pension_age": True, "working": "retired"}, {"pension-credit", "older-bus-pass"}, {"universal-credit"}),
        ({"savings": "over-16000"}, {"new-style-jsa"}, {"universal-credit"}),
        ({"lives_alone": True}, {"single-person-discount"}, set()),
        (
            {"children": True, "children_ages": ["2"], "child_disabled": True, "gets": "not-sure"},
            {"childcare-2", "healthy-start", "dla-child", "blue-badge"},
            {"childcare-3-4", "bursary-16-19"},
        ),
    ],
)
def test_a_household_is_shown_what_fits_it(changed: dict[str, Any], there: set[str], absent: set[str]) -> None:
    done = walked("benefits-check", **{**HOUSEHOLD, **changed})
    found = {each.id for each in done.results}
    assert done.end == "results"
    assert there <= found
    assert found.isdisjoint(absent)
