"""Each connection has its own time in the worker's turn: a slow system keeps nobody else waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from trellis.cases.tests.story import MONDAY
from trellis.components.connectors.models import Handover
from trellis.components.connectors.port import Away, Held, InDoubt, Parcel
from trellis.components.connectors.tests.story import Joined
from trellis.components.connectors.worker import ONE_TURN, Turn, hand_over_all


@dataclass
class Unhurried:
    """A system that takes so long for each piece of work, on a clock that goes by nothing else."""

    takes: timedelta
    answers: bool = True
    at: datetime = MONDAY

    def hand_over(self, parcel: Parcel) -> Held:
        self.at += self.takes
        if not self.answers:
            raise InDoubt("no answer")
        return Held(key=parcel.key, about=parcel.about, number=f"U-{parcel.about}")

    def find(self, key: str) -> tuple[Held, ...]:
        return ()


def has_a_turn(joined: Joined, theirs: Unhurried, done: Turn) -> None:
    until = theirs.at + ONE_TURN
    hand_over_all(joined.connection, theirs, done, now=lambda: theirs.at, by=joined.by, until=until)


def test_a_system_that_takes_two_seconds_for_each_piece_gets_on_with_it_turn_by_turn(joined: Joined) -> None:
    references = [joined.reports() for _ in range(5)]
    theirs, first, second = Unhurried(timedelta(seconds=2)), Turn(connection="first"), Turn(connection="second")
    has_a_turn(joined, theirs, first)
    assert (first.taken_in, first.more) == (3, True)
    waiting = [each for each in references if joined.handover(each).state == Handover.State.WAITING]
    assert len(waiting) == 2
    has_a_turn(joined, theirs, second)
    assert (second.taken_in, second.more) == (2, False)


def test_one_answer_that_does_not_come_is_enough_where_it_took_the_whole_turn(joined: Joined) -> None:
    for _ in range(3):
        joined.reports()
    theirs, done = Unhurried(timedelta(seconds=10), answers=False), Turn(connection="crews")
    with pytest.raises(Away):
        has_a_turn(joined, theirs, done)
    assert (done.doubted, theirs.at) == (1, MONDAY + timedelta(seconds=10))
