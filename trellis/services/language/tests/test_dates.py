"""Days as the law counts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.services.language.dates import (
    SUBDIVISIONS,
    add_months,
    add_period,
    add_working_days,
    age_on,
    any_uk_holidays,
    bank_holidays,
    day_said,
    is_bank_holiday,
    is_working_day,
    months_between,
    working_days_between,
)
from trellis.services.language.values import Period

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_the_nations_have_holidays_of_their_own() -> None:
    st_andrew, boyne = date(2026, 11, 30), date(2026, 7, 13)
    assert st_andrew in bank_holidays(2026, "scotland")
    assert st_andrew not in bank_holidays(2026, "england")
    assert boyne in bank_holidays(2026, "northern-ireland")
    assert {st_andrew, boyne} <= any_uk_holidays(2026)


def test_christmas_day_on_a_weekend_is_kept_on_the_next_working_days() -> None:
    assert {date(2027, 12, 27), date(2027, 12, 28)} <= bank_holidays(2027, "wales")


def test_twenty_working_days_pass_over_easter() -> None:
    assert add_working_days(date(2026, 3, 30), 20, ["england"]) == date(2026, 4, 29)
    assert add_working_days(date(2026, 3, 30), 20, ["scotland"]) == date(2026, 4, 28)


@given(start=DAYS, count=st.integers(1, 60))
def test_working_days_forward_and_counted_are_the_same(start: date, count: int) -> None:
    end = add_working_days(start, count, ["england"])
    assert is_working_day(end, ["england"])
    assert working_days_between(start, end, ["england"]) == count


@given(start=DAYS, count=st.integers(0, 60), nation=st.sampled_from(sorted(SUBDIVISIONS)))
def test_days_without_holidays_are_as_many_as_were_given_and_end_on_one(start: date, count: int, nation: str) -> None:
    period = Period(amount=count, unit="days")
    end = add_period(start, period, [nation], skip_holidays=True)
    passed = [start + timedelta(days=number) for number in range(1, (end - start).days + 1)]
    assert sum(not is_bank_holiday(day, [nation]) for day in passed) == count
    assert not passed or not is_bank_holiday(end, [nation])
    assert end >= add_period(start, period, [nation])


@given(start=DAYS, count=st.integers(0, 8))
def test_weeks_without_holidays_are_seven_such_days_each(start: date, count: int) -> None:
    weeks = add_period(start, Period(amount=count, unit="weeks"), skip_holidays=True)
    assert weeks == add_period(start, Period(amount=count * 7, unit="days"), skip_holidays=True)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2026-03-31", -1, "2026-02-28")],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@given(start=DAYS, months=st.integers(0, 120))
def test_whole_months_are_counted_as_they_are_added(start: date, months: int) -> None:
    assert months_between(start, add_months(start, months)) == months
    assert months_between(start, add_months(start, months + 1) - timedelta(days=1)) <= months


@given(born=DAYS, day=DAYS)
def test_nobody_is_a_year_older_before_their_birthday(born: date, day: date) -> None:
    years = age_on(born, day)
    assert (day.year - born.year) - years in {0, 1}
    assert ((day.year - born.year) == years) == ((day.month, day.day) >= (born.month, born.day))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-04-01", "2026-04-01"),
        ("today", "2026-11-24"),
        ("today + 6 weeks", "2027-01-05"),
        ("today - 18 years", "2008-11-24"),
        ("today + 1 day", "2026-11-25"),
    ],
)
def test_a_bound_of_a_date_is_read_as_it_is_said(words: str, expected: str) -> None:
    assert day_said(words, date(2026, 11, 24)) == date.fromisoformat(expected)


def test_a_period_reaches_forward_and_back() -> None:
    weeks = Period(amount=2, unit="weeks")
    assert add_period(date(2026, 11, 24), weeks) == date(2026, 12, 8)
    assert add_period(date(2026, 11, 24), weeks, back=True) == date(2026, 11, 10)
    assert add_period(date(2026, 12, 24), Period(amount=1, unit="working days")) == date(2026, 12, 29)
