"""Complaints: one answered and put right, one that needs more time, one at stage two, one not read yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trellis.cases import actions
from trellis.demo.story.applying import DaysBefore
from trellis.demo.story.tale import Tale


def complaints() -> Iterator[Tale]:
    """Four complaints."""
    tale, answers = _complaint(
        95, "The bin was missed three times in a row. Each time I was told that it would not happen again."
    )
    tale.applies(21, answers, clock="20:45").takes("ingrid", 20).finishes("ingrid", 18).finishes("ingrid", 12)
    reasons = (
        "You are right that nobody came on 3 Tuesdays. The lorry was too wide for the parked cars. From now on a small "
        "lorry comes. There is nothing to pay back, since the bill is not for the bins alone."
    )
    yield tale.decides("ingrid", 11, "partly-right", reasons).finishes("ingrid", 5)
    more = {"about": "noise", "put-right": "Answer my letters, and come and listen."}
    tale, answers = _complaint(96, "I have written four times since the summer and nobody has answered.", **more)
    tale.applies(16, answers).takes("ingrid", 15).finishes("ingrid", 13)
    because = "The officer who read your letters is ill. We are finding out from the records what was done."
    yield tale.does("ingrid", 4, actions.extend_clock, clock="stage-one", because=because)
    again = {"which-stage": "again", "about": "council-tax", "right-to-appeal": False}
    tale, answers = _complaint(97, "The answer says that I was called. I was not.", **again)
    yield tale.applies(9, answers, clock="13:10").takes("stella", 8).finishes("stella", 6)
    tale, answers = _complaint(
        98, "The man at the counter laughed at my form.", about="other", **{"right-to-appeal": False}
    )
    yield tale.applies(2, answers, clock="16:55", channel="counter")


def _complaint(who: int, words: str, **more: Any) -> tuple[Tale, dict[str, Any]]:
    tale = Tale(who=who, service="complaint")
    return tale, {
        "which-stage": "new",
        "about": "bins",
        "what-happened": words,
        "found-out": DaysBefore(days=20),
        "put-right": "Say sorry, and see that it does not happen again.",
        "for-someone": False,
        **more,
    }
