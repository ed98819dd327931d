from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from trellis.channels.interview.conversation import Conversation
from trellis.channels.interview.journeys import KeptJourney
from trellis.channels.interview.sending import send
from trellis.channels.interview.terminal import Stopped, Terminal
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.services import queries
from trellis.services.contract import PlaceKind
from trellis.services.language.compiled import Compiled
from trellis.services.rehearsing import Rehearsal
from trellis.services.tests.story import MONDAY, ON, SMALL, Resident

SMALL_TREE = ["AN1 1AA", "1", "small", "no", "", "Ada", "Ash", "ada@example.com"]
"""A home chosen from its postcode, one small tree, no picture, a name and an email address."""


@dataclass
class Heard:
    """What was said so far, and what will be typed next."""

    typed: list[str]
    said: list[str] = field(default_factory=list)

    @property
    def terminal(self) -> Terminal:
        return Terminal(write=self.said.append, lines=self._lines())

    def _lines(self) -> Iterator[str]:
        yield from self.typed

    @property
    def all(self) -> str:
        return "\n".join(self.said)


def clock() -> datetime:
    return MONDAY


def rehearse(compiled: Compiled, *typed: str, language: str = "en") -> tuple[Heard, Rehearsal, PlaceKind]:
    heard = Heard(typed=list(typed))
    journey = Rehearsal(compiled, language=language, on=ON)
    end = Conversation(journey, compiled, terminal=heard.terminal, language=language).hold()
    return heard, journey, end.kind


@pytest.mark.django_db
def test_an_interview_sends_the_same_as_the_pages_do(tree: Organisation) -> None:
    heard = Heard(typed=[*SMALL_TREE, "send"])
    terminal = heard.terminal
    journey = KeptJourney(organisation=tree, service="street-tree", language="en", clock=clock)
    Conversation(journey, journey.compiled, terminal=terminal, language="en").hold()
    reference = send(journey, terminal=terminal, language="en")
    by = system(organisation=tree.pk, doing="test")
    spoken = queries.submission(reference, seen_by=by)
    assert spoken.channel == "interview"
    ada = Resident(tree)
    ada.answers_everything(size=SMALL)
    assert spoken.answers == queries.outcome_of(ada.journey, on=ON).answers
    assert f"Sent. Your reference is {reference}." in heard.all
    assert "We look at the street and write to you." in heard.all


@pytest.mark.django_db
def test_a_rehearsal_goes_the_same_way_and_keeps_nothing(compiled: Compiled, addresses: None) -> None:
    _, journey, end = rehearse(compiled, *SMALL_TREE, "send")
    assert end is PlaceKind.CHECK
    assert journey.walk.end == "check-answers"
    assert journey.walk.answers["trees"] == [{"size": "small"}]


@pytest.mark.django_db
def test_a_wrong_answer_is_asked_again_with_its_mend_and_the_others_are_kept(
    compiled: Compiled, addresses: None
) -> None:
    typed = [*SMALL_TREE[:-1], "nobody", "ada@example.com", "send"]
    heard, journey, _ = rehearse(compiled, *typed)
    assert "Enter an email address in the correct format, like name@example.com" in heard.all
    assert journey.walk.answers["your-name"] == {"first": "Ada", "last": "Ash"}
    assert heard.all.count("First name") == 1


@pytest.mark.django_db
def test_an_address_that_is_not_on_the_list_is_written_by_hand(compiled: Compiled, addresses: None) -> None:
    _, journey, _ = rehearse(compiled, "AN1 1AA", "0", "The Shed", "", "Oakham", *SMALL_TREE[2:], "send")
    assert journey.walk.answers["address"]["lines"] == ["The Shed", "Oakham"]


@pytest.mark.django_db
def test_an_address_elsewhere_ends_with_the_rules_own_words(compiled: Compiled, addresses: None) -> None:
    heard, _, end = rehearse(compiled, "AN9 9ZZ", "1")
    assert end is PlaceKind.EXIT
    assert "We plant trees in our town only. Ask your own council." in heard.all


@pytest.mark.django_db
def test_a_person_can_go_back_and_answer_again(compiled: Compiled, addresses: None) -> None:
    typed = ["AN1 1AA", "1", "<", "AN1 1AA", "2", "large", "no", "yes", "4", "", "Ada", "Ash", "a@example.com", "send"]
    _, journey, _ = rehearse(compiled, *typed)
    assert journey.walk.answers["address"]["uprn"] == "11"


@pytest.mark.django_db
def test_a_question_that_an_answer_reveals_is_asked_next(compiled: Compiled, addresses: None) -> None:
    typed = ["AN1 1AA", "1", "large", "no", "yes", "4", "", "Ada", "Ash", "ada@example.com", "send"]
    heard, journey, _ = rehearse(compiled, *typed)
    assert journey.walk.answers["how-wide"] == 4
    assert "Each large tree: £20" in heard.all


@pytest.mark.django_db
def test_the_language_can_be_changed_at_any_question(compiled: Compiled, addresses: None) -> None:
    heard, journey, _ = rehearse(compiled, "AN1 1AA", "1", "=cy", *SMALL_TREE[2:], "anfon")
    assert "Pa goed ydych chi eisiau?" in heard.all
    assert journey.walk.answers["address"]["uprn"] == "10"


@pytest.mark.django_db
def test_help_says_whom_to_ring(compiled: Compiled, addresses: None) -> None:
    heard, _, _ = rehearse(compiled, "AN1 1AA", "1", "?", *SMALL_TREE[2:], "send")
    assert "01632 960 000" in heard.all


@pytest.mark.django_db
def test_things_are_added_until_there_are_enough(compiled: Compiled, addresses: None) -> None:
    typed = ["AN1 1AA", "1", "small", "yes", "small", "yes", "small", "", "Ada", "Ash", "ada@example.com", "send"]
    _, journey, _ = rehearse(compiled, *typed)
    assert len(journey.walk.answers["trees"]) == 3


@pytest.mark.django_db
def test_a_picture_is_read_from_this_computer(compiled: Compiled, addresses: None, tmp_path: Path) -> None:
    picture = tmp_path / "street.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    typed = [*SMALL_TREE[:4], str(tmp_path / "nothing.png"), str(picture), *SMALL_TREE[4:], "send"]
    heard, journey, _ = rehearse(compiled, *typed)
    assert "There is no file there." in heard.all
    assert [each["name"] for each in journey.walk.answers["picture"]] == ["street.png"]


@pytest.mark.django_db
def test_an_answer_can_be_changed_at_the_end(compiled: Compiled, addresses: None) -> None:
    _, journey, _ = rehearse(compiled, *SMALL_TREE, "1", "AN1 1AA", "2", "send")
    assert journey.walk.answers["address"]["uprn"] == "11"


@pytest.mark.django_db
def test_nothing_is_sent_where_nobody_answers_any_more(tree: Organisation) -> None:
    journey = KeptJourney(organisation=tree, service="street-tree", language="en", clock=clock)
    with pytest.raises(Stopped):
        Conversation(journey, journey.compiled, terminal=Heard(typed=["AN1 1AA"]).terminal, language="en").hold()
    assert journey.walk.end == "needs:where"
