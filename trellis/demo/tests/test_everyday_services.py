"""Potholes, noise, moving house, garden waste, questions and complaints: the rules come out as the law has them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trellis.demo.tests.walking import CONTACT, ELSEWHERE, HERE, NEXT_TOWN, WRITTEN_BY_HAND, walked

POTHOLE: dict[str, Any] = {
    "surface": "road",
    "place": {"description": "By the bus stop", "areas": ["anyshire"]},
    "depth": "golf-ball",
    "width": True,
    "harm": "none",
    **CONTACT,
}


@pytest.mark.parametrize(
    ("changed", "end", "verdict"),
    [
        ({}, "check-answers", "yes"),
        ({"depth": "shallow"}, "check-answers", "cannot-tell"),
        ({"depth": "shallow", "harm": "hurt"}, "check-answers", "yes"),
        ({"place": {"description": "By the bus stop"}}, "check-answers", "cannot-tell"),
        ({"place": {"description": "By the bus stop", "areas": ["far-away"]}}, "exit:other-county", "no"),
        ({"surface": "big-road"}, "exit:big-road", "no"),
        ({"surface": "private"}, "exit:private", "no"),
    ],
)
def test_the_county_mends_deep_holes_in_its_own_roads(changed: dict[str, Any], end: str, verdict: str) -> None:
    way = walked("pothole", **{**POTHOLE, **changed})
    assert (way.end, way.eligibility.verdict) == (end, verdict)


NOISE: dict[str, Any] = {
    "kind": "music",
    "address": HERE,
    "source": {"description": "The flat above mine"},
    "times": ["night"],
    "how_often": "weekly",
    "effect": "I cannot sleep.",
    "spoken": "yes",
    **CONTACT,
}


@pytest.mark.parametrize(
    ("changed", "end", "verdict"),
    [
        ({}, "check-answers", "yes"),
        ({"how_often": "once"}, "check-answers", "cannot-tell"),
        ({"kind": "everyday"}, "check-answers", "cannot-tell"),
        ({"kind": "traffic"}, "exit:traffic", "no"),
        ({"address": NEXT_TOWN}, "exit:other-council", "no"),
    ],
)
def test_a_noise_that_comes_back_is_looked_into(changed: dict[str, Any], end: str, verdict: str) -> None:
    way = walked("noise", **{**NOISE, **changed})
    assert (way.end, way.eligibility.verdict) == (end, verdict)


GARDEN: dict[str, Any] = {
    "address": HERE,
    "bin_count": 1,
    "bins_there": 0,
    "gets_reduction": False,
    "declared": True,
    **CONTACT,
}


@pytest.mark.parametrize(
    ("changed", "on", "pence"),
    [
        ({}, date(2026, 4, 1), 5_000),
        ({}, date(2026, 9, 30), 5_000),
        ({}, date(2026, 10, 1), 2_500),
        ({}, date(2027, 4, 1), 5_200),
        ({"bin_count": 3}, date(2026, 4, 1), 11_400),
        ({"gets_reduction": True}, date(2026, 4, 1), 3_750),
        ({"bin_count": 3, "gets_reduction": True}, date(2026, 10, 1), 4_275),
    ],
)
def test_a_season_of_garden_waste_costs_what_the_table_of_the_day_says(
    changed: dict[str, Any], on: date, pence: int
) -> None:
    way = walked("garden-waste", on, **{**GARDEN, **changed})
    assert way.end == "check-answers"
    assert way.fee.total_pence == pence


def test_more_bins_than_a_garden_needs_are_looked_at_by_a_person() -> None:
    assert walked("garden-waste", **GARDEN).eligibility.verdict == "yes"
    assert walked("garden-waste", **{**GARDEN, "bin_count": 4}).eligibility.verdict == "cannot-tell"
    assert walked("garden-waste", **{**GARDEN, "address": NEXT_TOWN}).end == "exit:other-council"


MOVE: dict[str, Any] = {"moves_on": "2026-11-20", **CONTACT}
LEFT: dict[str, Any] = {"old_address": HERE, "old_home": "rent-ended"}
CAME: dict[str, Any] = {"new_address": HERE, "new_as": "own", "new_with": "alone"}


@pytest.mark.parametrize(
    ("homes", "end", "verdict"),
    [
        (LEFT | CAME, "check-answers", "yes"),
        ({**LEFT, "new_address": ELSEWHERE}, "check-answers", "yes"),
        (LEFT, "check-answers", "yes"),
        ({**CAME, "old_address": ELSEWHERE}, "check-answers", "yes"),
        (CAME, "check-answers", "yes"),
        ({"old_address": ELSEWHERE, "new_address": NEXT_TOWN}, "exit:neither-here", "no"),
        ({}, "exit:neither-here", "no"),
        ({"old_address": ELSEWHERE, "new_address": WRITTEN_BY_HAND}, "check-answers", "cannot-tell"),
        ({**LEFT, "old_home": "still-mine"}, "check-answers", "cannot-tell"),
        ({**CAME, "new_as": "room", "landlord": "A Bell"}, "check-answers", "cannot-tell"),
        ({**LEFT, "moves_on": "2025-01-01"}, "check-answers", "cannot-tell"),
    ],
)
def test_the_bill_follows_the_move_where_one_of_the_homes_is_here(
    homes: dict[str, Any], end: str, verdict: str
) -> None:
    way = walked("move-house", **{**MOVE, **homes})
    assert (way.end, way.eligibility.verdict) == (end, verdict)


@pytest.mark.parametrize(
    ("about", "end", "verdict"),
    [
        ("bins", "check-answers", "yes"),
        ("other", "check-answers", "cannot-tell"),
        ("county", "exit:for-the-county", "no"),
    ],
)
def test_a_question_goes_to_whoever_can_answer_it(about: str, end: str, verdict: str) -> None:
    asked: dict[str, Any] = {"about": about, "question": "When is the tip open?"}
    way = walked("contact-us", **asked, **CONTACT)
    assert (way.end, way.eligibility.verdict) == (end, verdict)


COMPLAINT: dict[str, Any] = {
    "which_stage": "new",
    "about": "bins",
    "what_happened": "Nobody came.",
    "found_out": "2026-11-01",
    "put_right": "Say sorry.",
    "for_someone": False,
    **CONTACT,
}


@pytest.mark.parametrize(
    ("changed", "end", "verdict"),
    [
        ({}, "check-answers", "yes"),
        ({"found_out": "2025-11-24"}, "check-answers", "yes"),
        ({"found_out": "2025-11-23"}, "check-answers", "cannot-tell"),
        ({"about": "planning", "right_to_appeal": True}, "check-answers", "cannot-tell"),
        ({"about": "planning", "right_to_appeal": True, "which_stage": "again"}, "check-answers", "yes"),
        ({"about": "councillor"}, "exit:about-a-councillor", "no"),
        ({"about": "county"}, "exit:about-the-county", "no"),
    ],
)
def test_a_complaint_is_looked_at_within_a_year(changed: dict[str, Any], end: str, verdict: str) -> None:
    way = walked("complaint", **{**COMPLAINT, **changed})
    assert (way.end, way.eligibility.verdict) == (end, verdict)


ENQUIRY: dict[str, Any] = {
    "about_whom": "resident",
    "topic": "housing",
    "resident": {"first": "Bo", "last": "Carr"},
    "resident_address": HERE,
    "agrees": "yes",
    "question": "When will the lift be mended?",
    "answer_soon": False,
    "ward": "market",
    **CONTACT,
}


@pytest.mark.parametrize(
    ("changed", "end", "verdict"),
    [
        ({}, "check-answers", "yes"),
        ({"about_whom": "ward"}, "check-answers", "yes"),
        ({"agrees": "asked-me"}, "check-answers", "cannot-tell"),
        ({"agrees": "no"}, "check-answers", "cannot-tell"),
        ({"about_whom": "myself"}, "exit:own-matter", "no"),
    ],
)
def test_a_councillor_is_answered_in_full_where_the_resident_agrees(
    changed: dict[str, Any], end: str, verdict: str
) -> None:
    way = walked("councillor-enquiry", **{**ENQUIRY, **changed})
    assert (way.end, way.eligibility.verdict) == (end, verdict)
