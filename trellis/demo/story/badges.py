"""Blue Badges: granted on a benefit, assessed, sent back by the second person, refused with care."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trellis.cases import actions
from trellis.demo.papers import letter, portrait
from trellis.demo.story.applying import DaysBefore
from trellis.demo.story.tale import Tale

CONSULTED = "Anyborough Carers"
PIP = {"awards": ["pip"], "pip-moving": "10"}
WALKING = {
    "awards": ["none"],
    "main-need": "walking",
    "condition": "Severe arthritis in both knees and the left hip",
    "lasts": "3-years-or-more",
    "walking-like": ["pain", "slow"],
    "walking-minutes": "1-to-5",
    "walking-help": ["stick", "person"],
}
JOURNEYS = {
    "awards": ["none"],
    "main-need": "journeys",
    "condition": "Dementia, with panic in busy places",
    "lasts": "3-years-or-more",
    "journey-happens": "She does not know where she is, lets go of my hand and walks into the road. Every week.",
}
SURGERY = [{"professional-name": "Dr P. Lindqvist", "professional-place": "Millbrook Surgery"}]
HOSPITAL = [*SURGERY, {"professional-name": "Ms R. Adeyemi", "professional-place": "Anyshire Hospital, falls clinic"}]


def badges() -> Iterator[Tale]:
    """Sixteen applications."""
    yield from _on_a_benefit()
    yield from _assessed()
    yield from _in_hand()


def _application(who: int, need: dict[str, Any], **more: Any) -> tuple[Tale, dict[str, Any]]:
    tale = Tale(who=who, service="blue-badge", organisation="anyshire")
    return tale, {
        "applying-for": "myself",
        "born": tale.person.born.isoformat(),
        "address": tale.person.home.value,
        "has-badge": False,
        "blind": False,
        "professionals": SURGERY,
        "declared": True,
        **need,
        **more,
    }


def _papers(who: int, *, award: bool) -> dict[str, Any]:
    sent = {
        "photo": [portrait(f"photo-{who}")],
        "identity-proof": [letter("birth-certificate", "Certified copy of an entry of birth", "Made up for the demo")],
    }
    proof = letter("award-letter", "Personal Independence Payment", "Moving around: 10 points", "Made up for the demo")
    return {**sent, "award-proof": [proof]} if award else sent


def _on_a_benefit() -> Iterator[Tale]:
    """A benefit shows the need: checked, decided, made."""
    for place, who in enumerate(range(39, 44)):
        tale, answers = _application(who, PIP, **{"has-badge": place == 1})
        ago = 22 - place * 3
        tale.applies(ago, answers, uploads=_papers(who, award=True), clock=f"1{place}:05")
        tale.takes("aisha", ago - 2).finishes("aisha", ago - 4).decides("aisha", ago - 4, "issued")
        yield tale.finishes("aisha", ago - 6)


def _assessed() -> Iterator[Tale]:
    """Somebody looks at the need, and a second person at the decision."""
    tale, answers = _application(44, WALKING)
    tale.applies(23, answers, uploads=_papers(44, award=False)).takes("aisha", 22).finishes("aisha", 21)
    tale.takes("nia", 17).finishes("nia", 16).decides("nia", 15, "issued").approves("colin", 14)
    yield tale.finishes("aisha", 12)
    tale, answers = _application(45, {**WALKING, "walking-minutes": "over-10", "walking-like": ["slow"]})
    tale.applies(22, answers, channel="counter").takes("aisha", 20).finishes("aisha", 19)
    tale.takes("dev", 15).finishes("dev", 13)
    reasons = (
        "You told us that you can walk for more than 10 minutes without stopping, and Dev met you and saw the same. "
        "The rules ask that walking is very hard indeed. We know that your days differ: keep a note of the bad ones."
    )
    yield tale.decides("dev", 12, "refused", reasons).approves("colin", 10).finishes("aisha", 8)
    holder = {"applying-for": "someone-else", "holder": {"first": "Doreen", "last": "Young"},
              "your-relation": "I am her daughter", "professionals": HOSPITAL}  # fmt: skip
    tale, answers = _application(46, JOURNEYS, **holder)
    tale.applies(20, answers, uploads=_papers(46, award=False)).takes("aisha", 19).finishes("aisha", 18)
    words = "Her daughter says that you know them. How do journeys go, from what you see?"
    tale.takes("nia", 17).consults("nia", 17, CONSULTED, words, days=14)
    tale.finishes("nia", 9).decides("nia", 8, "refused", "There is no letter from the hospital about the falls.")
    because = "The carers’ group was asked and has not answered yet. Call them before we say no to her."
    yield tale.returns("colin", 7, because)
    tale, answers = _application(47, WALKING, professionals=HOSPITAL)
    tale.applies(15, answers).takes("aisha", 14).finishes("aisha", 13)
    yield tale.takes("dev", 6).finishes("dev", 4).decides("dev", 3, "issued")


def _in_hand() -> Iterator[Tale]:
    """In each of the states that a case can stand in."""
    tale, answers = _application(48, WALKING)
    tale.applies(11, answers, uploads=_papers(48, award=False)).takes("aisha", 10).finishes("aisha", 9)
    yield tale.does("aisha", 9, actions.assign, at_time="11:30", staff=None)
    tale, answers = _application(49, JOURNEYS)
    yield tale.applies(9, answers).takes("aisha", 8).finishes("aisha", 6).takes("nia", 5).finishes("nia", 3, only=1)
    tale, answers = _application(50, PIP)
    tale.applies(14, answers).takes("aisha", 13)
    words = "Your photo is too dark to print. Please add another, or come to County Hall and we take one."
    yield tale.asks("aisha", 13, ["photo"], words)
    tale, answers = _application(51, PIP, **{"has-badge": True, "badge-number": "4K7Q2B"})
    tale.applies(10, answers, uploads=_papers(51, award=False)).takes("aisha", 9)
    tale.asks("aisha", 9, ["badge-number"], "We cannot find this badge. Please look at the number again.")
    yield tale.explains(7, {"badge-number": "4K7Q28"}, "Sorry, the last one is an 8.")
    tale, answers = _application(52, {"awards": ["none"], "blind": True})
    yield tale.applies(4, answers, channel="phone")
    child = {"applying-for": "someone-else", "holder": {"first": "Leo", "last": "Young"},
             "your-relation": "I am his mother", "born": DaysBefore(days=2400)}  # fmt: skip
    tale, answers = _application(53, {"awards": ["dla"], "dla-higher": True}, **child)
    yield tale.applies(2, answers)
    tale, answers = _application(54, WALKING)
    yield tale.applies(12, answers).withdraws(8, "My father has died. Thank you for your kindness on the phone.")
