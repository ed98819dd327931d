"""What a summary of recordings says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from trellis.components.research.rules import Recording, Shown, lines, middle

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def recording(
    *shown: tuple[int, str, str], ended: int | None = None, refused: tuple[str, ...] = ("when",)
) -> Recording:
    """Pages by the second at which each was shown."""
    return Recording(
        shown=tuple(
            Shown(how=how, page=page, at=NINE + timedelta(seconds=second), refused=refused if how == "refused" else ())
            for second, how, page in shown
        ),
        ended_at=NINE + timedelta(seconds=ended) if ended is not None else None,
    )


SMOOTH = recording((0, "came", "day"), (10, "came", "bin"), (30, "end", "check-answers"), ended=40)
STUCK = recording(
    (0, "came", "day"), (20, "refused", "day"), (50, "came", "bin"), (60, "back", "day"), (90, "came", "bin"), ended=95
)


def test_the_time_on_a_page_is_the_middle_of_what_each_spent_on_it_in_all() -> None:
    day, bin_ = lines([SMOOTH, STUCK])
    assert (day.page, day.people, day.seconds) == ("day", 2, (10 + 80) / 2)
    assert (bin_.page, bin_.people, bin_.seconds) == ("bin", 2, round((20 + 15) / 2))


def test_turning_back_is_told_of_the_page_that_was_left() -> None:
    day, bin_ = lines([SMOOTH, STUCK])
    assert (day.turned_back, day.came_back) == (0, 1)
    assert (bin_.turned_back, bin_.came_back) == (1, 0)


def test_errors_are_counted_by_question_and_by_person() -> None:
    again = recording((0, "came", "day"), (5, "refused", "day"), (9, "refused", "day"), ended=12)
    day, _bin = lines([STUCK, again])
    assert day.refused == (("when", 2),)
    assert day.troubled


def test_who_stopped_is_told_of_the_page_they_saw_last() -> None:
    assert [(each.page, each.left) for each in lines([SMOOTH, STUCK])] == [("day", 0), ("bin", 1)]


def test_somebody_who_is_still_at_it_or_was_called_away_says_nothing_of_the_time() -> None:
    still = recording((0, "came", "day"))
    away = recording((0, "came", "day"), (3600, "came", "bin"), ended=3605)
    day, bin_ = lines([still, away])
    assert (day.people, day.seconds) == (2, None)
    assert bin_.seconds == 5


def test_the_middle_of_all_is_of_those_who_reached_the_end() -> None:
    assert middle([SMOOTH, STUCK]) == timedelta(seconds=40)
    assert middle([STUCK]) is None


def test_who_agreed_and_saw_nothing_yet_is_not_in_the_way() -> None:
    nobody = Recording(shown=(), ended_at=NINE)
    assert nobody.stays() == []
    assert [each.people for each in lines([nobody, SMOOTH])] == [1, 1]
