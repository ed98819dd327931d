from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trellis.cases.rules.clocks import (
    Counting,
    Manner,
    Urgency,
    advance,
    days_that_count,
    later,
    manner_of,
    near_day,
    resumed,
    rule_for,
    standing,
)
from trellis.services.language.model import Clock, ClockRule

# The holidays of a year are worked out when they are first asked for.
unhurried = settings(deadline=None)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
counts = st.integers(min_value=0, max_value=90)
nations = st.sampled_from(["england", "wales", "scotland", "northern-ireland"])
manners = st.builds(
    lambda counting, nation: Manner(counting=counting, nations=(nation,)), st.sampled_from(Counting), nations
)


def rule(length: str, **more: object) -> ClockRule:
    return ClockRule.model_validate({"from": "2024-01-01", "length": length, **more})


@unhurried
@given(start=days, count=counts, manner=manners)
def test_as_many_days_lie_before_a_deadline_as_it_was_given(start: date, count: int, manner: Manner) -> None:
    assert days_that_count(start, advance(start, count, manner=manner), manner=manner) == count


@unhurried
@given(start=days, count=st.integers(min_value=1, max_value=90), manner=manners)
def test_a_deadline_ends_on_a_day_that_counts(start: date, count: int, manner: Manner) -> None:
    assert manner.counts(advance(start, count, manner=manner))


@unhurried
@given(start=days, length=counts, worked=counts, stood=counts, manner=manners)
def test_after_a_pause_as_many_days_are_left_as_before(
    start: date, length: int, worked: int, stood: int, manner: Manner
) -> None:
    due = advance(start, length, manner=manner)
    paused = start + timedelta(days=worked)
    resumed_on = paused + timedelta(days=stood)
    after = resumed(due_on=due, paused_on=paused, on=resumed_on, manner=manner)
    assert after >= due
    if due > paused and stood:
        left = days_that_count(paused, due, manner=manner)
        assert days_that_count(resumed_on, after, manner=manner) == left


@unhurried
@given(start=days, length=counts, worked=counts, manner=manners)
def test_a_pause_that_ends_the_same_day_changes_nothing(start: date, length: int, worked: int, manner: Manner) -> None:
    due = advance(start, length, manner=manner)
    paused = start + timedelta(days=worked)
    assert resumed(due_on=due, paused_on=paused, on=paused, manner=manner) == due


@unhurried
@given(due=days, stood=counts, manner=manners)
def test_a_pause_does_not_heal_a_deadline_that_was_missed(due: date, stood: int, manner: Manner) -> None:
    paused = due + timedelta(days=1)
    assert resumed(due_on=due, paused_on=paused, on=paused + timedelta(days=stood), manner=manner) == due


@unhurried
@given(due=days, nation=nations)
def test_a_deadline_is_soon_from_the_day_on_which_it_is_told(due: date, nation: str) -> None:
    near = near_day(due, nation=nation)
    assert standing(due, on=near, nation=nation).urgency in {Urgency.SOON, Urgency.TODAY}


def test_christmas_and_the_weekend_do_not_count_as_working_days() -> None:
    manner = manner_of(rule("3 working days"), nation="england")
    assert advance(date(2026, 12, 24), 3, manner=manner) == date(2026, 12, 31)


def test_a_holiday_anywhere_in_the_kingdom_counts_where_the_law_says_so() -> None:
    # 12 July is a bank holiday in Northern Ireland alone: Freedom of Information Act 2000, section 10(6).
    here = manner_of(rule("2 working days"), nation="england")
    anywhere = manner_of(rule("2 working days", holidays="any-uk"), nation="england")
    friday = date(2027, 7, 9)
    assert later(friday, rule("2 working days").length, manner=here) == date(2027, 7, 13)
    assert later(friday, rule("2 working days").length, manner=anywhere) == date(2027, 7, 14)


def test_a_pavement_licence_leaves_public_holidays_out_but_not_weekends() -> None:
    with_holidays = rule("28 days", skip_holidays="yes")
    manner = manner_of(with_holidays, nation="england")
    # Good Friday and Easter Monday lie between: Business and Planning Act 2020.
    assert later(date(2026, 3, 20), with_holidays.length, manner=manner) == date(2026, 4, 19)


@pytest.mark.parametrize(("on", "expected"), [(date(2025, 6, 1), 0), (date(2026, 6, 1), 1), (date(2023, 6, 1), None)])
def test_the_rule_that_holds_is_the_latest_that_has_begun(on: date, expected: int | None) -> None:
    clock = Clock.model_validate({
        "id": "answer",
        "title": "Answer",
        "rules": [
            {"from": "2024-01-01", "length": "20 days"},
            {"from": "2026-01-01", "length": "10 days"},
            {"from": "2026-02-01", "length": "5 days", "nations": ["wales"]},
        ],
    })  # fmt: skip
    assert rule_for(clock, nation="england", on=on) == expected


@pytest.mark.parametrize(
    ("due", "words", "urgency"),
    [
        (date(2026, 3, 4), "Due today", Urgency.TODAY),
        (date(2026, 3, 5), "1 working day left", Urgency.SOON),
        (date(2026, 3, 31), "19 working days left", Urgency.FINE),
        (date(2026, 3, 2), "2 working days late", Urgency.LATE),
        (None, "", Urgency.NONE),
    ],
)
def test_a_deadline_is_said_in_working_days(due: date | None, words: str, urgency: Urgency) -> None:
    stands = standing(due, on=date(2026, 3, 4))
    assert (stands.words, stands.urgency) == (words, urgency)


@pytest.mark.parametrize("on", [date(2026, 3, 7), date(2026, 3, 8)])
def test_a_deadline_missed_on_friday_is_late_on_saturday_and_sunday(on: date) -> None:
    assert standing(date(2026, 3, 6), on=on).words == "Less than 1 working day late"
    assert standing(date(2026, 3, 6), on=date(2026, 3, 9)).words == "1 working day late"
