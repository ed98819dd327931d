"""Bins that were missed: most are emptied a day later; a few go wrong in the ways that they do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trellis.cases import actions
from trellis.demo.story.applying import DaysBefore
from trellis.demo.story.tale import Tale

BINS = ("rubbish", "recycling", "food", "garden")
NOTES = (
    "The bin is behind the gate.",
    "There was a delivery van in the way all morning.",
    "The whole street was missed, I think.",
    "Please be careful, the lid is broken.",
)


def bins() -> Iterator[Tale]:
    """Twenty-nine reports."""
    yield from _emptied()
    yield from _in_hand()
    yield from _gone_wrong()


def _report(who: int, **more: Any) -> tuple[Tale, dict[str, Any], str]:
    tale = Tale(who=who, service="missed-bin")
    answers = {
        "address": tale.person.home.value,
        "bins": [BINS[who % 4]],
        "missed-on": DaysBefore(days=1),
        "out-in-time": "yes",
        "door-collection": False,
        "tag": "none",
        **({"crew-note": NOTES[who % 4]} if who % 3 == 0 else {}),
        **more,
    }
    return tale, answers, tale.person.language


def _emptied() -> Iterator[Tale]:
    """Reported in the evening, emptied the next day or the day after."""
    for place, who in enumerate([*range(1, 17), *range(85, 89)]):
        ago = 3 + (place * 7) % 20
        tale, answers, language = _report(who)
        channel = ("web", "web", "web", "phone", "counter")[place % 5]
        tale.applies(ago, answers, language=language, channel=channel, clock=f"{8 + place % 12:02d}:{place % 6}5")
        crew = ("priya", "tom")[place % 2]
        tale.takes(crew, ago - 1).finishes(crew, ago - 1)
        yield tale.decides(crew, ago - 1 - place % 2, "collected", clock="16:10")


def _in_hand() -> Iterator[Tale]:
    """Today's work: nobody's yet, just taken, and with the record read."""
    tale, answers, language = _report(17)
    yield tale.applies(1, answers, language=language, clock="18:40")
    tale, answers, language = _report(18, **{"door-collection": True, "crew-note": "I use a wheelchair."})
    yield tale.applies(1, answers, language=language, clock="19:55")
    tale, answers, language = _report(19)
    yield tale.applies(2, answers, language=language).takes("priya", 1)
    tale, answers, language = _report(20)
    yield tale.applies(2, answers, language=language).takes("priya", 1).finishes("priya", 1)


def _gone_wrong() -> Iterator[Tale]:
    """One late, one refused, one where the bin was gone, one taken back, one that needs an answer."""
    tale, answers, language = _report(21, bins=["rubbish", "food"])
    tale.applies(6, answers, language=language).takes("priya", 5).finishes("priya", 5)
    yield tale.writes(2, "It is still full and it smells. When do you come?")
    tale, answers, language = _report(22, **{"out-in-time": "not-sure"})
    tale.applies(8, answers, language=language).takes("tom", 7).finishes("tom", 7)
    reasons = "The crew’s camera shows that no bin stood outside at 7:10am. The next bin day is Thursday."
    yield tale.decides("tom", 7, "not-missed", reasons)
    tale, answers, language = _report(81)
    tale.applies(10, answers, language=language).takes("priya", 9).finishes("priya", 9)
    reasons = "Cars stood on both sides, so the lorry could not get through. We will try again on your next bin day."
    yield tale.decides("priya", 8, "could-not-collect", reasons)
    tale, answers, language = _report(82)
    yield tale.applies(9, answers, language=language, clock="08:15").withdraws(9, "They came after all.", clock="12:05")
    tale, answers, language = _report(80, **{"crew-note": "It is the second time this month."})
    tale.applies(3, answers, language=language).takes("tom", 2)
    tale.asks("tom", 2, ["crew-note"], "Which side of the house does the bin stand on? The crew could not find it.")
    yield tale.does(
        "tom", 2, actions.add_note, at_time="11:50", words="Crew 4 say the gate was locked. Check the key list."
    )
