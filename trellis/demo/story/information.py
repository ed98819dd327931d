"""Requests for information: answered, in part, held back, extended, started again, and one that is late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trellis.cases import actions
from trellis.demo.story.tale import Tale

ASKED = {
    64: ("council", "How much did you spend on agency staff in each of the last three years, by department?"),
    65: ("environment", "Please send the air quality readings for Station Road since 2023, with the dates."),
    66: ("council", "How many parking fines were taken back after an appeal in 2025, and why?"),
    67: ("council", "All emails of the chief executive about the leisure centre from March to June 2025."),
    68: ("council", "Which firms mend your roads, and what do you pay each of them?"),
    69: ("environment", "How many trees did you plant and fell in each ward since 2020?"),
    70: ("council", "How many homes have stood empty for over two years? I do not need the addresses."),
    71: ("council", "The report about the roof of the Town Hall, and what it will cost."),
    72: ("council", "What did each councillor claim for travel last year?"),
    73: ("council", "The scores of everyone who bid to run the market."),
    74: ("council", "Complaints about dogs in parks."),
    75: ("council", "What have you paid to consultants since April?"),
    76: ("environment", "Test results of the beach at Pier Road for last summer."),
    77: ("council", "How many people asked for help with food last winter, by month?"),
}


def requests() -> Iterator[Tale]:
    """Fourteen requests."""
    yield from _answered()
    yield from _in_hand()


def _request(who: int) -> tuple[Tale, dict[str, Any]]:
    about, words = ASKED[who]
    tale = Tale(who=who, service="freedom-of-information")
    return tale, {"about": about, "request": words, "answer-as": "email"}


def _worked(who: int, ago: int, *, officer: str = "owen") -> Tale:
    """Read and searched for, ready to be answered."""
    tale, answers = _request(who)
    tale.applies(ago, answers, clock="22:15").takes(officer, ago - 1).finishes(officer, ago - 1)
    return tale.finishes(officer, ago - 6, clock="10:40").finishes(officer, ago - 7, clock="13:10")


def _answered() -> Iterator[Tale]:
    yield _worked(64, 23).decides("owen", 14, "all-given", "The figures are in the table with this letter.")
    yield _worked(65, 22).decides("ruth", 13, "all-given", "The readings are in the file with this letter.")
    reasons = (
        "We hold back four emails in which colleagues give free and frank views before a decision (section 36). We "
        "asked what serves the public better. The decision is still to come, so for now it is better to hold them back."
    )
    yield _worked(67, 21).decides("owen", 10, "part-given", reasons)
    yield _worked(69, 19).decides(
        "owen", 11, "all-given", "The numbers for each ward are in the table with this letter."
    )
    reasons = "We do not write down why a fine was taken back. The number for 2025 is on our page about parking."
    yield _worked(66, 20).decides("owen", 12, "not-held", reasons)
    reasons = (
        "It would help the firms to know each other’s scores before the next round, and harm the market’s tenants "
        "(section 43). We publish the scores in June, when the contract is signed."
    )
    yield (
        _worked(73, 18)
        .decides("ruth", 9, "refused", reasons)
        .writes(2, "I ask you to look at this again. June is too late.")
    )


def _in_hand() -> Iterator[Tale]:
    yield _worked(68, 17, officer="ruth")
    tale, answers = _request(71)
    tale.applies(23, answers).takes("owen", 21).finishes("owen", 20)
    yield tale.does("owen", 15, actions.add_note, words="Property still looks for the second part of the report.")
    tale, answers = _request(74)
    tale.applies(13, answers).takes("owen", 12)
    yield tale.asks("owen", 12, ["request", "period"], "Which parks and years do you mean? We have had 900 since 2010.")
    tale, answers = _request(75)
    tale.applies(15, answers).takes("owen", 14)
    tale.asks("owen", 14, ["period"], "Do you mean since April this year or last year?")
    yield tale.explains(11, {"period": "Since 1 April this year"}).finishes("owen", 10)
    tale, answers = _request(70)
    tale.applies(18, answers).takes("owen", 17).finishes("owen", 16)
    because = (
        "Naming the wards may show where empty homes are. We weigh if that helps people who break in (section 31)."
    )
    yield tale.does("owen", 3, actions.extend_clock, at_time="16:30", clock="answer-by", because=because)
    tale, answers = _request(72)
    yield tale.applies(6, answers).takes("owen", 5).finishes("owen", 4)
    tale, answers = _request(76)
    yield tale.applies(2, answers)
    tale, answers = _request(77)
    yield tale.applies(1, answers, clock="23:05")
