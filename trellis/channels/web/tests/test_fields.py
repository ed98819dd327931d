"""Our fields are written out for speed: here they are held to what the Design System's own macros make."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import engines

from trellis.channels.web.fields import AddressSearch, Field, anchor, field_of
from trellis.services.asking import step_of_questions
from trellis.services.contract import Asked, Problem
from trellis.services.language import kinds
from trellis.services.language.model import Choice, Kind, Question
from trellis.services.language.values import Text

BINS = (
    Choice(value="brown", label=Text({"en": "Brown bin"}), hint=Text({"en": "For gardens"})),
    Choice(value="blue", label=Text({"en": "Blue bin"})),
)
CHOSEN = {Kind.CHOICE, Kind.SELECT, Kind.CHOICES}
ENVIRONMENT = engines["jinja"].env  # type: ignore[attr-defined]


class _Read(HTMLParser):
    """A page as what it says and means: elements, what they carry, words; not how it is spaced."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: " ".join((value or "").split()) for name, value in attrs}
        self.read.append((tag, tuple(sorted(known.items()))))

    def handle_endtag(self, tag: str) -> None:
        self.read.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.read.append(words)


def read(html: str) -> list[Any]:
    reader = _Read()
    reader.feed(html)
    return reader.read


def asked(kind: Kind, *, problem: str = "", part: str = "value", **more: Any) -> Asked:
    question = Question(
        id="q", ask=Text({"en": "Which one?"}), hint=Text({"en": "Look outside"}), type=kind,
        choices=BINS if kind in CHOSEN else (), **more,
    )  # fmt: skip
    problems = [Problem(question="q", part=part, words=problem)] if problem else []
    return step_of_questions([question], values={}, title="", language="en", problems=problems).questions[0]


def ours(field: Field) -> list[Any]:
    source = '{% from "web/parts/fields.html" import question %}{{ question(f, "/here", "/kept") }}'
    return read(ENVIRONMENT.from_string(source).render(f=field))


def theirs(component: str, macro: str, params: dict[str, Any]) -> list[Any]:
    source = f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {macro} %}}{{{{ {macro}(p) }}}}'
    return read(ENVIRONMENT.from_string(source).render(p=params))


LEGEND = {"legend": {"text": "Which one?", "classes": "govuk-fieldset__legend--m"}}
LABEL = {"text": "Which one?", "classes": "govuk-label--m"}
HINT = {"text": "Look outside"}
ITEMS = [
    {"value": "brown", "text": "Brown bin", "hint": {"text": "For gardens"}},
    {"value": "blue", "text": "Blue bin"},
]


@pytest.mark.parametrize("problem", ["", "Select an option"])
def test_radios_are_those_of_the_design_system(problem: str) -> None:
    params: dict[str, Any] = {"name": "q", "fieldset": LEGEND, "hint": HINT, "items": ITEMS}
    if problem:
        params["errorMessage"] = {"text": problem}
    assert _plain(ours(field_of(asked(Kind.CHOICE, problem=problem)))) == _plain(
        theirs("radios", "govukRadios", params)
    )


@pytest.mark.parametrize("problem", ["", "Select an option"])
def test_checkboxes_are_those_of_the_design_system(problem: str) -> None:
    params: dict[str, Any] = {"name": "q", "fieldset": LEGEND, "hint": HINT, "items": ITEMS}
    if problem:
        params["errorMessage"] = {"text": problem}
    assert _plain(ours(field_of(asked(Kind.CHOICES, problem=problem)))) == _plain(
        theirs("checkboxes", "govukCheckboxes", params)
    )


@pytest.mark.parametrize("problem", ["", "Enter an answer"])
def test_a_line_of_text_is_that_of_the_design_system(problem: str) -> None:
    params: dict[str, Any] = {"id": "q", "name": "q", "label": LABEL, "hint": HINT}
    if problem:
        params["errorMessage"] = {"text": problem}
    assert ours(field_of(asked(Kind.TEXT, problem=problem))) == theirs("input", "govukInput", params)


def test_a_date_is_that_of_the_design_system() -> None:
    items = [
        {"id": "q", "name": "q.day", "label": "Day", "classes": "govuk-input--width-2"},
        {"id": "q.month", "name": "q.month", "label": "Month", "classes": "govuk-input--width-2"},
        {"id": "q.year", "name": "q.year", "label": "Year", "classes": "govuk-input--width-4"},
    ]
    params = {"id": "q", "fieldset": LEGEND, "hint": HINT, "items": items}
    found = theirs("date-input", "govukDateInput", params)
    # Theirs has an id of its own around the three boxes; ours gives that id to the first box.
    assert _without_ids(ours(field_of(asked(Kind.DATE)))) == _without_ids(found)


def _plain(found: list[Any]) -> list[Any]:
    """Without the ids of hints of single options, which only have to fit together."""
    kept = []
    for each in found:
        if isinstance(each, tuple):
            tag, attrs = each
            kept.append((tag, tuple((n, v) for n, v in attrs if "item-hint" not in v and not v.startswith("q-1-hint"))))
        else:
            kept.append(each)
    return kept


def _without_ids(found: list[Any]) -> list[Any]:
    kept = []
    for each in found:
        if isinstance(each, tuple):
            tag, attrs = each
            kept.append((tag, tuple((n, v) for n, v in attrs if n not in {"id", "data-module"})))
        else:
            kept.append(each)
    return kept


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_question_can_be_asked_on_a_page(kind: Kind) -> None:
    one = asked(kind)
    found = ours(field_of(one))
    named = {dict(each[1]).get("name", "") for each in found if isinstance(each, tuple)}
    if kind is Kind.ADDRESS:
        assert "q.postcode" in named
    elif kinds.parts(Question(id="q", ask=Text({"en": "?"}), type=kind)) == ("value",):
        assert "q" in named
    else:
        assert {f"q.{part}" for part in one.parts} <= named


@pytest.mark.parametrize("kind", list(Kind))
def test_a_problem_leads_to_an_input_that_is_there(kind: Kind) -> None:
    one = asked(kind, problem="Mend this", part=asked(kind).parts[0])
    ids = {dict(each[1]).get("id") for each in ours(field_of(one)) if isinstance(each, tuple)}
    assert anchor(one, one.parts[0]) in ids
    assert "q-error" in ids


@pytest.mark.parametrize("mode", ["find", "written"])
def test_every_box_that_can_be_seen_has_a_label(mode: str) -> None:
    found = ours(field_of(asked(Kind.ADDRESS), address=AddressSearch(mode=mode)))
    elements = [(each[0], dict(each[1])) for each in found if isinstance(each, tuple)]
    labelled = {attrs.get("for") for tag, attrs in elements if tag == "label"}
    boxes = {attrs.get("id") for tag, attrs in elements if tag == "input" and attrs.get("type") != "hidden"}
    assert boxes
    assert boxes == labelled


def test_what_somebody_typed_is_never_markup() -> None:
    question = Question(id="q", ask=Text({"en": "Which?"}), type=Kind.TEXT)
    typed = {"q": {"value": '"><script>alert(1)</script>'}}
    step = step_of_questions([question], values={}, title="", language="en", typed=typed)
    assert not [each for each in ours(field_of(step.questions[0])) if isinstance(each, tuple) and each[0] == "script"]
