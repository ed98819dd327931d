"""An example beside a rule is a test of it: where the two disagree, it says which answer made the difference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trellis.services.language.catalogue import Catalogue
from trellis.services.language.changes import changes
from trellis.services.language.checker import check_text, publishable
from trellis.services.language.compiler import compile_text, from_json
from trellis.services.language.explain import text
from trellis.services.language.importing.writing import written

SKIP: dict[str, Any] = {
    "service": "skip", "title": "Ask for a skip", "summary": "Leave a skip on the road.", "for": "residents",
    "needs": [{"id": "clear", "as": "somebody who clears a house", "need": "have a skip outside", "so": "it is cleared",
               "evidence": [{"source": "calls", "says": "212 people asked"}]}],
    "ask": [
        {"page": "where", "title": "Where?", "questions": [{"id": "address", "ask": "Address", "type": "address"}]},
        {"page": "how-long", "title": "How long?", "questions": [
            {"id": "weeks", "ask": "How many weeks?", "type": "number", "least": "1", "most": "9"},
            {"id": "on-grass", "ask": "On grass?", "type": "yes-no", "show": "weeks > 4"}]},
        {"page": "skips", "title": "Skips", "repeat": {"as": "skip", "from": "1", "to": "3"}, "questions": [
            {"id": "size", "ask": "Size", "type": "choice", "choices": [
                {"value": "small", "label": "Small"}, {"value": "large", "label": "Large"}]}]},
    ],
    "eligible": [
        {"id": "outside", "unless": 'in_area(address, "anyborough")', "then": "stop", "say": "Not ours."},
        {"id": "look", "when": 'skips.exists(s, s.size == "large") || on_grass', "then": "cannot-tell", "say": "We look."},
    ],
    "fee": [{"line": "First week", "amount": "£40.00"},
            {"line": "Each more", "amount": "£10.00 * (weeks - 1)", "when": "weeks > 1"}],
    "next": "We write to you.",
    "data": {"controller": "anyborough", "basis": "public task", "law": "Highways Act 1980", "purpose": "To decide",
             "keep": {"unfinished": "7 days"}},
    "measures": {"outcome": "Skips stand where they are safe"},
    "help": {"phone": "01632 960100", "hours": "Monday to Friday"},
}  # fmt: skip
HERE = {"lines": ["1 High Street"], "postcode": "AN1 1AB", "areas": ["anyborough"]}
THERE = HERE | {"areas": ["otherton"]}
ALL = {"address": HERE, "weeks": "2", "skips": [{"size": "small"}]}


def found(*examples: dict[str, Any]) -> list[str]:
    """What the checker says of these examples."""
    told = check_text(written(SKIP | {"examples": list(examples)}), file="skip.yaml", catalogue=Catalogue(Path()))
    mine = [each for each in told if each.code.startswith("example-")]
    assert not mine or not publishable(told)
    return [f"{each.what}. {each.why}" for each in mine]


def example(answers: dict[str, Any], **expect: Any) -> dict[str, Any]:
    about = expect.pop("about", "")
    return {"says": "one", "on": "2026-05-01", "answers": answers, "expect": expect} | (
        {"about": about} if about else {}
    )


@pytest.mark.parametrize(
    "holding",
    [
        example(ALL, end="check-answers", eligible="yes", fee="£50.00"),
        example({"address": THERE}, end="outside", eligible="no"),
        example({"address": THERE}, about="rule outside", holds="yes"),
        example({"address": HERE}, about="rule outside", holds="no"),
        example({"weeks": "1"}, about="fee", fee="£40"),
        example({"weeks": "5"}, about="question on-grass", holds="yes"),
        example({"skips": [{"size": "small"}, {"size": "large"}]}, about="rule look", holds="yes"),
        example({"on-grass": "", "skips": [{"size": "small"}]}, about="rule look", holds="no"),
        example(ALL | {"weeks": "5", "on-grass": "yes"}, eligible="cannot-tell", about="rule look"),
    ],
)
def test_an_example_that_comes_out_as_it_says_is_nothing_to_mend(holding: dict[str, Any]) -> None:
    assert found(holding) == []


@pytest.mark.parametrize(
    ("wrong", "what", "why"),
    [
        (example({"weeks": "4"}, about="question on-grass", holds="yes"), "it does not hold", "How many weeks?: 4"),
        (example({}, about="question on-grass", holds="yes"), "it cannot be decided", "How many weeks?: Not provided"),
        (example({"address": THERE}, about="rule outside", holds="no"), "it holds", "Address: 1 High Street AN1 1AB"),
        (example(ALL, end="outside"), "it ends with `check-answers`", "Address: 1 High Street"),
        (example({"address": HERE}, end="check-answers"), "the page `how-long` still needs an answer", "No answer"),
        (example(ALL, fee="£40"), "it is £50 (First week £40, Each more £10)", "How many weeks?: 2"),
        (example({"skips": [{"size": "large"}]}, about="rule look", holds="no"), "it holds", "Skips: 1"),
        (example(ALL, eligible="no"), "it is `yes`", "What made the difference"),
    ],
)  # fmt: skip
def test_an_example_that_contradicts_its_rule_stops_publishing_and_says_which_answer_did_it(
    wrong: dict[str, Any], what: str, why: str
) -> None:
    (told,) = found(wrong)
    assert what in told
    assert why in told


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (example({"week": "4"}, fee="£40"), "there is no question `week`"),
        (example({"weeks": "many"}, fee="£40"), "the answer to `weeks` cannot be used"),
        (example({"skips": "large"}, about="rule look", holds="yes"), "write a list"),
        (example({"weeks": "4"}, about="rule nowhere", holds="yes"), "there is no rule at `rule nowhere`"),
        (example({"weeks": "4"}, about="weather", holds="yes"), "there is no rule at `weather`"),
        (example({"weeks": "4"}, holds="yes"), "it does not say which rule"),
        (example({"weeks": "4"}, end="nowhere"), "nothing ends with `nowhere`"),
        (example({"weeks": "4"}, fee="much"), "`much` is not an amount"),
        (example({"weeks": "4"}), "it expects nothing"),
    ],
)
def test_an_example_that_cannot_be_run_is_said_so(wrong: dict[str, Any], said: str) -> None:
    (told,) = found(wrong)
    assert said in told


def test_examples_are_kept_with_the_version_told_and_compared() -> None:
    with_one = SKIP | {"examples": [example({"weeks": "1"}, fee="£40")]}
    plain = compile_text(written(SKIP), file="a", catalogue=Catalogue(Path()))
    compiled = compile_text(written(with_one), file="a", catalogue=Catalogue(Path()))
    assert from_json(compiled.content).hash == compiled.hash != plain.hash
    assert "Examples that hold\n------------------\n- one" in text(compiled)
    assert changes(plain, compiled) == ["New example: “one”."]
    assert changes(compiled, plain) == ["The example “one” is gone."]
