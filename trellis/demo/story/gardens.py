"""Garden waste: one joins at once and gets a bin, one has more bins than a garden needs."""

from __future__ import annotations

from collections.abc import Iterator

from trellis.demo.story.tale import Tale


def gardens() -> Iterator[Tale]:
    """Two who paid for a season."""
    tale = _joins(99, bins=1)
    yield tale.finishes("priya", 5, clock="10:05")
    yield _joins(100, bins=4)


def _joins(who: int, *, bins: int) -> Tale:
    tale = Tale(who=who, service="garden-waste")
    answers = {
        "address": tale.person.home.value,
        "bin-count": bins,
        "bins-there": 0,
        "gets-reduction": False,
        "declared": True,
    }
    return tale.applies(8 - bins, answers, clock="12:40")
