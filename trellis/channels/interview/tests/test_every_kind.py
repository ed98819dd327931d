"""The channel's side of the contract: each kind of question can be asked and answered in plain text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from trellis.channels.interview.questions import Interviewer
from trellis.channels.interview.terminal import Terminal
from trellis.services.asking import step_of_questions
from trellis.services.language import kinds
from trellis.services.language.model import Choice, Kind, Question
from trellis.services.language.values import Text

BINS = (
    Choice(value="brown", label=Text({"en": "Brown bin"})),
    Choice(value="blue", label=Text({"en": "Blue bin"})),
)
TYPED: dict[Kind, tuple[Sequence[str], object]] = {
    Kind.TEXT: (["an oak"], "an oak"),
    Kind.LONG_TEXT: (["an oak by the gate"], "an oak by the gate"),
    Kind.NAME: (["Ada", "Ash"], {"first": "Ada", "last": "Ash"}),
    Kind.EMAIL: (["ada@example.com"], "ada@example.com"),
    Kind.PHONE: (["01632 960 001"], "+441632960001"),
    Kind.NATIONAL_INSURANCE: (["qq 12 34 56 c"], "QQ123456C"),
    Kind.BANK_DETAILS: (
        ["Ada Ash", "30-94-30", "00733445", ""],
        {"name": "Ada Ash", "sort-code": "309430", "account-number": "00733445"},
    ),
    Kind.NUMBER: (["3"], 3),
    Kind.MONEY: (["£1,200.50"], "1200.50"),
    Kind.DATE: (["27", "March", "2026"], "2026-03-27"),
    Kind.DATE_RANGE: (["1", "3", "2026", "4", "3", "2026"], {"from": "2026-03-01", "to": "2026-03-04"}),
    Kind.TIME: (["2:30pm"], "14:30"),
    Kind.YES_NO: (["1"], True),
    Kind.CHOICE: (["2"], "blue"),
    Kind.SELECT: (["brown bin"], "brown"),
    Kind.CHOICES: (["2, 1"], ["brown", "blue"]),
    Kind.ADDRESS: (
        ["AN7 7AA", "1 Elm Street", "", "Oakham"],
        {"uprn": "", "lines": ["1 Elm Street", "Oakham"], "postcode": "AN7 7AA"},
    ),
    Kind.PLACE: (["", "", "by the bridge"], {"description": "by the bridge"}),
    Kind.DECLARATION: (["yes"], True),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [each for each in Kind if each is not Kind.FILE])
def test_every_kind_of_question_is_asked_in_plain_text(kind: Kind) -> None:
    typed, value = TYPED[kind]
    chosen = BINS if kind in {Kind.CHOICE, Kind.SELECT, Kind.CHOICES} else ()
    question = Question(id="asked", ask=Text({"en": "What is it?"}), type=kind, choices=chosen)
    said: list[str] = []
    asked = step_of_questions([question], values={}, title="", language="en").questions[0]
    interviewer = Interviewer(
        terminal=Terminal(write=said.append, lines=iter(typed)), language="en", phone="01632 960 000", hours="9 to 5"
    )
    answered = interviewer.ask(asked)
    assert kinds.read(question, answered.raw, language="en", today=date(2026, 3, 2)) == value
    assert "What is it?" in said


def test_a_file_is_asked_by_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    question = Question(id="letter", ask=Text({"en": "Your letter"}), type=Kind.FILE)
    asked = step_of_questions([question], values={}, title="", language="en").questions[0]
    lines = iter([str(tmp_path / "letter.pdf"), ""])
    terminal = Terminal(write=lambda _: None, lines=lines)
    answered = Interviewer(terminal=terminal, language="en", phone="", hours="").ask(asked)
    assert [(each.name, each.content) for each in answered.uploads] == [("letter.pdf", b"%PDF-1.7")]


def test_help_is_there_for_a_question_with_a_hint() -> None:
    question = Question(id="tree", ask=Text({"en": "Which tree?"}), type=Kind.TEXT, hint=Text({"en": "Such as an oak"}))
    said: list[str] = []
    asked = step_of_questions([question], values={}, title="", language="en").questions[0]
    terminal = Terminal(write=said.append, lines=iter(["?", "oak"]))
    Interviewer(terminal=terminal, language="en", phone="01632 960 000", hours="9 to 5").ask(asked)
    assert said.count("Such as an oak") == 2
    assert "You can also ring 01632 960 000 (9 to 5)." in said
