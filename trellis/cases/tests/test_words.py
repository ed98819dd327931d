from __future__ import annotations

import re
from datetime import date

import pytest
import yaml

from trellis.cases import events
from trellis.cases.errors import CannotNow
from trellis.cases.models import Case
from trellis.cases.rules.clocks import standing
from trellis.cases.words import FOLDER, counted, has, say
from trellis.people.models import Message

ENGLISH: dict[str, str] = yaml.safe_load((FOLDER / "en.yaml").read_text("utf-8"))
WELSH: dict[str, str] = yaml.safe_load((FOLDER / "cy.yaml").read_text("utf-8"))


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_each_sentence_about_a_case_is_written_in_welsh_with_the_same_facts(key: str) -> None:
    assert set(re.findall(r"{\w+}", WELSH[key])) == set(re.findall(r"{\w+}", ENGLISH[key]))


def test_every_state_of_a_case_and_a_message_has_words() -> None:
    for language in ("en", "cy"):
        assert all(say(f"state.{state}", language) for state in Case.State.values)
        assert all(say(f"message.{state}", language) for state in Message.State.values)


def test_everything_that_can_happen_to_a_case_has_a_sentence() -> None:
    worded_otherwise = {"case-assigned", "clock-stopped"}
    kinds = {each.kind for each in vars(events).values() if isinstance(each, type) and hasattr(each, "kind")}
    assert {kind for kind in kinds - worded_otherwise if not has(f"happened.{kind}")} == set()


def test_welsh_counts_one_two_and_more_in_its_own_way() -> None:
    assert [counted("due.left", count, "cy") for count in (1, 2, 3)] == [
        "1 diwrnod gwaith ar ôl",
        "2 ddiwrnod gwaith ar ôl",
        "3 diwrnod gwaith ar ôl",
    ]
    assert counted("due.left", 1, "en") == "1 working day left"


def test_a_deadline_says_how_it_stands_in_the_language_of_its_reader() -> None:
    assert standing(date(2026, 3, 4), on=date(2026, 3, 4), language="cy").words == "I’w wneud heddiw"


def test_why_something_cannot_be_done_is_said_with_the_words_of_its_service_in_each_language() -> None:
    refused = CannotNow("task-first", task={"en": "Check the photo", "cy": "Gwirio’r llun"})
    assert str(refused) == refused.said("en") == "Do this first: Check the photo."
    assert refused.said("cy") == "Gwnewch hyn yn gyntaf: Gwirio’r llun."
