"""When somewhere is open, in figures and in words: read as people type it, on ordinary days and on those that differ."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from trellis.components.directory.cards import now_words
from trellis.components.directory.opening import (
    ALL_DAY,
    Exceptional,
    Hours,
    Span,
    coming_differences,
    hours_on,
    now_at,
    runs,
)
from trellis.components.directory.typed import NotHours, read_exceptions, read_spans, write_exceptions, write_spans

OFFICE = (Span(opens=9 * 60, closes=17 * 60),)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = Hours(week=(OFFICE,) * 5 + ((), ()))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """That many days after a Monday in March, when the clocks here show the time of the sun."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        ("9am to 5pm", "9am to 5pm"),
        ("9-5pm", None),
        ("09:00-17:30", "9am to 5:30pm"),
        ("9.30am – 12pm and 1pm to 4:30pm", "9:30am to midday and 1pm to 4:30pm"),
        ("midday to midnight", "midday to midnight"),
        ("midnight to 6am", "midnight to 6am"),
        ("All day", "all day"),
        ("closed", ""),
        ("  ", ""),
    ],
)
def test_hours_are_read_as_people_type_them_and_written_so_that_they_read_the_same(
    typed: str, again: str | None
) -> None:
    spans = read_spans(typed)
    if again is not None:
        assert write_spans(spans) == again
    assert read_spans(write_spans(spans)) == spans


@pytest.mark.parametrize(
    "typed", ["whenever", "5pm to 9am", "9am", "9am to 1pm and 12pm to 3pm", "25:00-26:00", "13pm to 14pm"]
)
def test_what_is_no_opening_hour_is_refused(typed: str) -> None:
    with pytest.raises(NotHours):
        read_spans(typed)


def test_days_that_differ_are_a_line_each_and_come_back_in_order() -> None:
    typed = "1 Jan 2027: closed\n24/12/2026: 9am to 1pm (Christmas Eve)\n"
    read = read_exceptions(typed)
    assert [each.day for each in read] == [date(2026, 12, 24), date(2027, 1, 1)]
    assert read_exceptions(write_exceptions(read)) == read
    for bad in ("31 2 2026: closed", "24 Dec 2026", "24 Dec 2026: closed\n24 12 2026: closed"):
        with pytest.raises(NotHours):
            read_exceptions(bad)


def test_it_is_said_until_when_it_is_open_and_when_it_opens_next() -> None:
    said = {moment: now_words(now_at(WEEK, moment, nation="england")) for moment in (
        at(0, 8), at(0, 9), at(0, 16, 59), at(0, 17), at(4, 18), at(6, 12),
    )}  # fmt: skip
    assert list(said.values()) == [
        "Closed now. We open at 9am today.",
        "Open now, until 5pm",
        "Open now, until 5pm",
        "Closed now. We open at 9am tomorrow.",
        "Closed now. We open at 9am on Monday.",
        "Closed now. We open at 9am tomorrow.",
    ]


def test_summer_time_is_the_time_on_the_wall() -> None:
    assert now_at(WEEK, datetime(2026, 6, 1, 8, 30, tzinfo=UTC), nation="england").open


def test_a_bank_holiday_is_closed_by_its_nation_unless_somebody_says_otherwise() -> None:
    easter_monday, noon = date(2026, 4, 6), datetime(2026, 4, 6, 11, tzinfo=UTC)
    assert hours_on(WEEK, easter_monday, nation="england").bank_holiday
    # In Scotland it is none.
    assert hours_on(WEEK, easter_monday, nation="scotland").spans == OFFICE
    words = now_words(now_at(WEEK, noon, nation="england"))
    assert words == "Closed today (bank holiday). We open at 9am tomorrow."
    said = Exceptional(day=easter_monday, spans=(Span(opens=600, closes=840),))
    assert now_at(Hours(week=WEEK.week, exceptions=(said,)), noon, nation="england").until == 840
    always = Hours(week=WEEK.week, closed_on_bank_holidays=False)
    assert now_at(always, noon, nation="england").open


def test_days_that_differ_are_told_some_weeks_ahead_and_no_ordinary_ones() -> None:
    hours = Hours(week=WEEK.week, exceptions=(Exceptional(day=date(2026, 3, 5), spans=(), because="training"),))
    found = list(coming_differences(hours, MONDAY.date(), nation="england"))
    assert [(each.day, each.because) for each in found] == [(date(2026, 3, 5), "training")]


def test_a_place_that_is_closed_for_good_promises_nothing() -> None:
    assert now_words(now_at(Hours(), at(0, 12), nation="england")) == "Closed now"
    assert now_words(now_at(Hours(week=(ALL_DAY,) * 7), at(0, 12), nation="england")) == "Open all day"


def test_the_week_is_told_in_as_few_lines_as_people_use() -> None:
    saturday = (Span(opens=600, closes=720),)
    week = (OFFICE, OFFICE, (), OFFICE, OFFICE, saturday, ())
    assert [(each.first, each.last) for each in runs(Hours(week=week))] == [(0, 1), (2, 2), (3, 4), (5, 5), (6, 6)]
