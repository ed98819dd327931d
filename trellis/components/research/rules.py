"""What can be worked out from recordings: how long people stayed on a page, where they turned back, what was refused.

Pure: no database, no clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

AWAY = timedelta(minutes=20)
"""Longer on one page than this, and somebody was called away: it says nothing about the page."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A page that was shown, how somebody came to it, and when."""

    how: str
    page: str
    at: datetime
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One sitting, in the order in which it happened."""

    shown: tuple[Shown, ...]
    ended_at: datetime | None = None

    @property
    def reached_the_end(self) -> bool:
        return any(each.how == "end" for each in self.shown)

    @property
    def lasted(self) -> timedelta | None:
        """From the first page to the end; None while somebody is still at it."""
        return self.ended_at - self.shown[0].at if self.shown and self.ended_at else None

    def stays(self) -> list[tuple[Shown, timedelta | None]]:
        """Each page that was shown, and how long it was: None where nobody can say."""
        if not self.shown:
            return []
        times = [*(each.at for each in self.shown[1:]), self.ended_at]
        return [(each, _stay(each.at, until)) for each, until in zip(self.shown, times, strict=True)]


@dataclass(frozen=True, kw_only=True)
class PageLine:
    """How people got on with one page."""

    page: str
    people: int
    """How many came to it."""
    seconds: int | None
    """The median of the time that each of them spent on it in all; None where nobody can say."""
    turned_back: int
    """How many went back from it to the page before."""
    came_back: int
    """How many came to it again by going back."""
    refused: tuple[tuple[str, int], ...]
    """Of each question whose answer could not be used, for how many people that was so."""
    left: int
    """How many saw it last, and did not reach the end."""

    @property
    def troubled(self) -> bool:
        return bool(self.turned_back or self.refused or self.left)


def hash_of(secret: str) -> str:
    """What a sitting is known by to everybody but whoever holds its secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def lines(recordings: Sequence[Recording]) -> tuple[PageLine, ...]:
    """How people got on with each page, in the order in which pages were first met."""
    pages = dict.fromkeys(each.page for one in recordings for each in one.shown if each.how != "end")
    return tuple(_line(page, recordings) for page in pages)


def middle(recordings: Sequence[Recording]) -> timedelta | None:
    """The median of how long those took who reached the end."""
    took = [each.lasted.total_seconds() for each in recordings if each.reached_the_end and each.lasted]
    return timedelta(seconds=median(took)) if took else None


def _line(page: str, recordings: Sequence[Recording]) -> PageLine:
    came = [each for each in recordings if any(one.page == page and one.how != "end" for one in each.shown)]
    spent = [seconds for each in came if (seconds := _seconds_on(page, each)) is not None]
    asked = dict.fromkeys(name for each in came for one in each.shown if one.page == page for name in one.refused)
    return PageLine(
        page=page,
        people=len(came),
        seconds=round(median(spent)) if spent else None,
        turned_back=sum(_turned_back(page, each) for each in came),
        came_back=sum(any(one.page == page and one.how == "back" for one in each.shown) for each in came),
        refused=tuple((name, sum(_was_refused(page, name, each) for each in came)) for name in asked),
        left=sum(not each.reached_the_end and each.shown[-1].page == page for each in came if each.ended_at),
    )


def _seconds_on(page: str, recording: Recording) -> float | None:
    stays = [stay for shown, stay in recording.stays() if shown.page == page and shown.how != "end"]
    known = [each.total_seconds() for each in stays if each is not None]
    return sum(known) if known else None


def _turned_back(page: str, recording: Recording) -> bool:
    following = zip(recording.shown, recording.shown[1:], strict=False)
    return any(one.page == page and then.how == "back" for one, then in following)


def _was_refused(page: str, question: str, recording: Recording) -> bool:
    return any(one.page == page and question in one.refused for one in recording.shown)


def _stay(came: datetime, went: datetime | None) -> timedelta | None:
    if went is None or not timedelta() <= went - came <= AWAY:
        return None
    return went - came
