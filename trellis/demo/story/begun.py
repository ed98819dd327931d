"""Journeys that people began and have not sent: called away, unsure, or waiting for a paper."""

from __future__ import annotations

from collections.abc import Iterator

from trellis.demo.story.applying import DaysBefore
from trellis.demo.story.tale import Tale


def begun() -> Iterator[Tale]:
    """Four unfinished journeys."""
    for who, pages, ago in ((78, 3, 4), (79, 2, 1)):
        tale = Tale(who=who, service="missed-bin")
        answers = {"address": tale.person.home.value, "bins": ["food"], "missed-on": DaysBefore(days=1)}
        yield tale.stops_after(pages, ago, answers)
    tale = Tale(who=78, service="freedom-of-information")
    yield tale.stops_after(1, 6, {"about": "council"})
    tale = Tale(who=79, service="single-person-discount")
    yield tale.stops_after(1, 3, {"bill-in-my-name": True})
