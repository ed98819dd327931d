from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from trellis.channels.staff import words

TODAY = date(2026, 11, 24)


def test_a_day_of_this_year_is_short_and_one_of_another_says_its_year() -> None:
    assert words.day(date(2026, 11, 4), today=TODAY) == "Wed 4 Nov"
    assert words.day(date(2027, 1, 1), today=TODAY) == "Fri 1 Jan 2027"
    assert words.day(None, today=TODAY) == ""


def test_a_time_is_what_the_clock_on_the_wall_shows() -> None:
    assert words.instant(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), today=TODAY) == "Thu 2 Jul, 00:30"


def test_money_and_sizes_are_written_as_people_write_them() -> None:
    assert words.pounds(1050) == "£10.50"
    assert words.pounds(-123456) == "-£1,234.56"
    assert words.size(230_000) == "230 kB"
    assert words.size(2_340_000) == "2.3 MB"


def test_how_often_is_said_in_words() -> None:
    assert words.often(timedelta(hours=1)) == "Every hour"
    assert words.often(timedelta(seconds=90)) == "Every 90 seconds"
    assert words.often(timedelta(minutes=5)) == "Every 5 minutes"
