"""Pavement licences: fourteen days to hear people, fourteen to decide; one where nobody decided in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trellis.cases import actions
from trellis.demo.addresses import AddressOfDemo, addresses
from trellis.demo.papers import letter, plan
from trellis.demo.story.applying import DaysBefore
from trellis.demo.story.tale import Tale

CONDITIONS = (
    "Keep 2 metres free for people to pass at all times.\n"
    "Take everything inside by 10pm.\n"
    "Keep tables at least 1 metre from the crossing."
)


def pavements() -> Iterator[Tale]:
    """Nine applications."""
    yield from _decided()
    yield from _in_hand()


def _premises(name: str) -> AddressOfDemo:
    return next(address for address in addresses() if address.lines[0] == name)


def _application(who: int, name: str, **more: Any) -> tuple[Tale, dict[str, Any], dict[str, Any]]:
    tale = Tale(who=who, service="pavement-licence")
    answers = {
        "holds-licence": False,
        "business-name": name,
        "company-number": f"{9_000_000 + who * 7919:08d}",
        "address": _premises(name).value,
        "premises-use": "cafe",
        "public-pavement": True,
        "spot": {"description": f"Left of the door of {name}"},
        "space-length": 6.0,
        "space-depth": 1.5,
        "clear-width": 2.4,
        "getting-past": "Barriers at both ends that a cane can find, and nothing beyond them.",
        "furniture": [
            {"item-kind": "tables", "item-count": 4, "item-moved": True},
            {"item-kind": "chairs", "item-count": 8, "item-moved": True},
        ],
        "days": ["thursday", "friday", "saturday", "sunday"],
        "from-time": "10:00",
        "until-time": "21:30",
        "smoke-free-seats": True,
        "start-on": DaysBefore(days=-45),
        "years": "2",
        "insured-for": "5000000.00",
        "declared": True,
        **more,
    }
    certificate = letter("insurance", "Public liability insurance", "Cover: £5,000,000", "Made up for the demo")
    return tale, answers, {"plan": [plan()], "insurance-proof": [certificate]}


def _decided() -> Iterator[Tale]:
    """Granted, refused, and granted by law because nobody decided."""
    tale, answers, papers = _application(55, "Bello’s Kitchen")
    tale.applies(24, answers, uploads=papers, clock="15:10").takes("marcus", 23)
    yield tale.does("marcus", 22, actions.add_note, words="Waiting for the county. Call again next week.")
    tale, answers, papers = _application(56, "The Corner Cafe", **{"holds-licence": True, "licence-number": "PL1042"})
    tale.applies(23, answers, uploads=papers, clock="09:40").takes("marcus", 22).finishes("marcus", 18)
    yield tale.decides("marcus", 9, "granted", conditions=CONDITIONS).approves("yasmin", 8)
    tale, answers, papers = _application(57, "Salt Fish and Chips", **{"clear-width": 1.2, "premises-use": "takeaway"})
    tale.applies(22, answers, uploads=papers).takes("marcus", 21).finishes("marcus", 17)
    reasons = (
        "We measured 1.2 metres between your tables and the lamp post. A wheelchair cannot pass another there, and a "
        "person with a guide dog would have to step into the road. Tables on one side only would leave 2.1 metres."
    )
    yield tale.decides("marcus", 8, "refused", reasons).approves("yasmin", 7)


def _in_hand() -> Iterator[Tale]:
    """Open to comment, waiting for a second person, sent back, close to the last day, and taken back."""
    tale, answers, papers = _application(58, "The Clock Inn", **{"premises-use": "pub"})
    tale.applies(18, answers, uploads=papers).takes("marcus", 17).finishes("marcus", 15)
    yield tale.decides("marcus", 3, "granted", conditions=CONDITIONS)
    tale, answers, papers = _application(59, "Harbour Bakery", **{"clear-width": 1.7})
    tale.applies(17, answers, uploads=papers).takes("marcus", 16).finishes("marcus", 15)
    tale.decides("marcus", 4, "granted", conditions="Keep 1.5 metres free.")
    because = "Say where the 1.5 metres are measured from. The bin on the corner narrows it."
    yield tale.returns("yasmin", 3, because)
    tale, answers, papers = _application(60, "Noodle House")
    yield tale.applies(19, answers, uploads=papers).takes("marcus", 18).finishes("marcus", 16, only=2)
    tale, answers, papers = _application(61, "The Net and Anchor", **{"premises-use": "pub"})
    yield tale.applies(5, answers, uploads=papers).takes("marcus", 4).finishes("marcus", 4, only=2)
    tale, answers, papers = _application(62, "The Old Mill Tea Room")
    yield tale.applies(1, answers, uploads=papers, clock="16:20")
    tale, answers, papers = _application(63, "Anyborough Books and Coffee")
    yield tale.applies(12, answers, uploads=papers).withdraws(10, "We sold the shop.")
