"""Council Tax discounts: the clear ones are granted at once by rule; a person looks at the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trellis.cases import actions
from trellis.demo.story.applying import DaysBefore
from trellis.demo.story.tale import Tale

OTHERS = {
    "student": {"adult-name": {"first": "Sam", "last": "Young"}, "not-counted-because": "student"},
    "carer": {"adult-name": {"first": "Ellen", "last": "Ward"}, "not-counted-because": "carer"},
    "impairment": {
        "adult-name": {"first": "Arthur", "last": "Young"},
        "not-counted-because": "severe-mental-impairment",
    },
}


def discounts() -> Iterator[Tale]:
    """Sixteen requests."""
    for place, who in enumerate(range(23, 32)):
        tale, answers = _request(who, **{"behind-with-bill": place % 4 == 0})
        ago = 2 + (place * 5) % 21
        tale.applies(ago, answers, language=tale.person.language, clock=f"{9 + place}:25")
        yield tale.takes("grace", max(ago - 2, 1)).finishes("grace", max(ago - 2, 1)) if ago > 4 else tale
    yield from _looked_at()
    yield from _waiting()


def _request(who: int, **more: Any) -> tuple[Tale, dict[str, Any]]:
    tale = Tale(who=who, service="single-person-discount")
    return tale, {
        "bill-in-my-name": True,
        "account-number": f"{70_000_000 + who * 1317}",
        "address": tale.person.home.value,
        "main-home": True,
        "other-adults": False,
        "since": DaysBefore(days=20 + who),
        "behind-with-bill": False,
        "declared": True,
        **more,
    }


def _looked_at() -> Iterator[Tale]:
    """Decided by a person, both ways."""
    tale, answers = _request(32, **{"other-adults": True, "adults": [OTHERS["student"]]})
    tale.applies(16, answers).takes("grace", 15).finishes("grace", 13).decides("grace", 13, "granted")
    yield tale.finishes("grace", 11)
    tale, answers = _request(33, **{"other-adults": True, "adults": [OTHERS["carer"]]})
    tale.applies(15, answers).takes("daniel", 14).finishes("daniel", 9)
    reasons = (
        "Ellen Ward cares for you for about 20 hours a week. The law only leaves a carer out of the count from 35 "
        "hours a week. So two adults count in your home."
    )
    yield tale.decides("daniel", 9, "refused", reasons).writes(
        4, "She cares for me every night too. Please look again."
    )
    tale, answers = _request(34, since=DaysBefore(days=800))
    tale.applies(12, answers).takes("daniel", 11).finishes("daniel", 8)
    yield tale.decides("daniel", 8, "granted").finishes("daniel", 6)


def _waiting() -> Iterator[Tale]:
    """New, waiting for an answer, late, and taken back."""
    tale, answers = _request(35, **{"other-adults": True, "adults": [OTHERS["impairment"]]})
    tale.applies(7, answers).takes("grace", 6)
    words = "Please send the doctor’s certificate, or tell us which benefit Arthur gets. Either is enough."
    yield tale.asks("grace", 6, ["account-number"], words)
    tale, answers = _request(36, **{"other-adults": True, "adults": [OTHERS["student"], OTHERS["carer"]]})
    yield tale.applies(13, answers, channel="phone").takes("daniel", 12)
    tale, answers = _request(37, since=DaysBefore(days=500))
    tale.applies(2, answers)
    yield tale.does("helen", 1, actions.add_note, words="Old bills are on the archive system. Ask Daniel for access.")
    tale, answers = _request(38, **{"other-adults": True, "adults": [OTHERS["student"]]})
    yield tale.applies(6, answers).withdraws(4, "We are moving out next month.")
