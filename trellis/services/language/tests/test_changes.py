"""What changed between two versions is said in plain words, and whom it would strand."""

from __future__ import annotations

from pathlib import Path

import pytest

from trellis.services.language.catalogue import Catalogue
from trellis.services.language.changes import changes, strands
from trellis.services.language.compiled import Compiled
from trellis.services.language.compiler import compile_text

DEFINITION = Path(__file__).parent / "definitions" / "garden-waste.yaml"
TEXT = DEFINITION.read_text("utf-8")


def compiled(old: str = "", new: str = "") -> Compiled:
    assert not old or TEXT.count(old) == 1
    text = TEXT.replace(old, new) if old else TEXT
    return compile_text(text, file="garden-waste.yaml", catalogue=Catalogue.near(DEFINITION))


def test_the_same_definition_has_no_changes_and_strands_nobody() -> None:
    assert changes(compiled(), compiled()) == []
    assert strands(compiled(), compiled()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "ask: What is your name?",
            "ask: What is your full name?",
            "Question `your-name`: the question changed from “What is your name?” to “What is your full name?”.",
        ),
        (
            'show: home == "flat"',
            'show: home != "house"',
            ("Page `garden`: when it is shown changed from “Where do you live?” is “A flat” to "
            "“Where do you live?” is not “A house”."),
        ),
        ("{value: flat, label: A flat}", "{value: flat, label: Flat}", "Question `home`: the choice “A flat” now reads “Flat”."),
        (
            "amount: £40.00",
            "amount: £45.00",
            "Fee line `First bin`: the amount changed from “£40.00” to “£45.00”.",
        ),
        ("due: 5 working days", "due: 4 working days", "Stage `decide`: the time allowed changed from 5 working days to 4 working days."),
        ("joined: 2 years", "joined: 3 years", "Cases that end in `joined` are kept 3 years; it was 2 years."),
        ("  - {on: submitted, to: applicant, template: received}\n", "", "The applicant is no longer sent `received` on submitted."),
        (
            "    say: We need to ask who looks after the garden.",
            "    say: We will ask who looks after it.",
            ("Eligibility rule `shared-garden`: the words changed from “We need to ask who looks after the garden.” to "
            "“We will ask who looks after it.”."),
        ),
        ("      - {id: email, ask: What is your email address?, type: email}\n", "", "The question `email`: “What is your email address?” is gone."),
        ("hours: Monday to Friday 9am to 5pm", "hours: Every day", "The way for people who cannot go online changed."),
    ],
)  # fmt: skip
def test_a_change_is_said_in_plain_words(old: str, new: str, said: str) -> None:
    assert changes(compiled(), compiled(old, new)) == [said]


def test_a_new_page_is_told_with_its_question() -> None:
    page = "  - page: when\n    title: When?\n    questions:\n      - {id: when, ask: When do you want it?, type: date, why: The crew plans by it}\n  - page: you\n"
    assert changes(compiled(), compiled("  - page: you\n", page)) == [
        "New page `when`: “When?”.",
        "New question `when`: “When do you want it?”.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "      - {id: email, ask: What is your email address?, type: email}\n",
            "",
            "Journeys in progress: the answer to `email` could not be carried over, because the question is gone.",
        ),
        (
            "{id: email, ask: What is your email address?, type: email}",
            "{id: email, ask: What is your email address?, type: text}",
            "Journeys in progress: the answer to `email` could not be carried over, because it was email and is now text.",
        ),
        (
            "{value: house, label: A house}, ",
            "",
            "Journeys in progress: the answer to `home` could not be carried over, because `house` can no longer be chosen.",
        ),
        ("- id: check\n", "- id: look\n", "Cases in the stage `check`: the new version has no such stage."),
    ],
)  # fmt: skip
def test_whom_a_change_would_strand_is_said(old: str, new: str, said: str) -> None:
    assert strands(compiled(), compiled(old, new)) == [said]


def test_an_outcome_that_is_gone_is_said() -> None:
    text = TEXT.replace("outcomes: [joined, refused]", "outcomes: [joined]").replace(
        "    - {id: refused, title: Refused, means: refused}\n", ""
    )
    fewer = compile_text(text, file="garden-waste.yaml", catalogue=Catalogue.near(DEFINITION))
    assert strands(compiled(), fewer) == ["Cases that would end in `refused`: the new version cannot end so."]
