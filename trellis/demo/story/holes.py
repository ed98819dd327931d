"""Potholes: one made safe on the day, one known already, one too small, one that waits for the inspector."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trellis.demo.story.tale import Tale


def holes() -> Iterator[Tale]:
    """Four reports to the county."""
    tale, answers = _report(89, depth="deep", harm="damage", place={"description": "AN1 2BA, outside the book shop"})
    tale.applies(19, answers, clock="07:50").takes("ken", 18).finishes("ken", 18, clock="09:30")
    tale.finishes("ken", 18, clock="13:40").finishes("ken", 15)
    yield tale.decides("ken", 9, "mended", clock="16:30")
    tale, answers = _report(90, place={"description": "AN1 2BA, in front of the book shop"})
    tale.applies(12, answers).takes("ken", 11).finishes("ken", 11).finishes("ken", 11, clock="11:25")
    reasons = "You told us about the same hole as somebody a week before you. The crew comes within 3 days."
    yield tale.decides("ken", 11, "known-already", reasons)
    tale, answers = _report(92, surface="cycle", depth="shallow", harm="swerve")
    yield tale.applies(4, answers, clock="08:35").takes("ken", 3).finishes("ken", 3)
    tale, answers = _report(91, depth="not-sure")
    yield tale.applies(1, answers, clock="15:20", channel="phone")


def _report(who: int, **more: Any) -> tuple[Tale, dict[str, Any]]:
    tale = Tale(who=who, service="pothole", organisation="anyshire")
    home = tale.person.home
    where = {"description": f"{home.postcode}, near {home.lines[0]}"}
    return tale, {"surface": "road", "place": where, "depth": "golf-ball", "width": True, "harm": "none", **more}
