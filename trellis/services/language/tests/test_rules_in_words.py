"""A rule is said in the words that people read on the page."""

from __future__ import annotations

import pytest

from trellis.services.language.model import Page
from trellis.services.language.rules_in_words import Speaker

SPEAKER = Speaker.of(
    [
        Page.model_validate(
            {
                "page": "home",
                "title": "Home",
                "questions": [
                    {"id": "home-kind", "ask": "What home?", "type": "choice", "choices": [{"value": "flat", "label": "A flat"}, {"value": "boat", "label": "A boat"}]},
                    {"id": "bins", "ask": "How many?", "type": "number"},
                    {"id": "shared", "ask": "Shared?", "type": "yes-no"},
                    {"id": "born", "ask": "Born when?", "type": "date"},
                    {"id": "tools", "ask": "Which tools?", "type": "choices", "choices": [{"value": "fork", "label": "A fork"}]},
                    {"id": "address", "ask": "Where?", "type": "address"},
                ],
            }
        ),
        Page.model_validate({"page": "children", "title": "Children", "repeat": {"as": "child"}, "questions": []}),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('home_kind == "flat"', "“What home?” is “A flat”"),
        ('home_kind != "boat" && bins > 3', "“What home?” is not “A boat” and “How many?” is more than 3"),
        ('home_kind in ["flat", "boat"]', "“What home?” is “A flat” or “A boat”"),
        ('"fork" in tools', "“Which tools?” includes “A fork”"),
        ("shared", "“Shared?” is yes"),
        ("!shared", "“Shared?” is no"),
        ("shared || bins >= 2", "“Shared?” is yes or “How many?” is at least 2"),
        ("(shared || bins < 2) && bins <= 9", "(“Shared?” is yes or “How many?” is less than 2) and “How many?” is at most 9"),
        ('!("fork" in tools)', "“Which tools?” does not include “A fork”"),
        ('!in_area(address, "anyborough")', "“Where?” is not in anyborough"),
        ("!answered(born)", "“Born when?” has no answer"),
        ("!(shared && bins > 1)", "it is not so that “Shared?” is yes and “How many?” is more than 1"),
        ('home_kind != ""', "“What home?” has an answer"),
        ("age(born) >= 65", "the age by “Born when?” is at least 65"),
        ('in_area(address, "anyborough")', "“Where?” is in anyborough"),
        ("answered(born)", "“Born when?” has an answer"),
        ("size(children) > 2", "the number of child entries is more than 2"),
        ("children.size() > 2", "the number of child entries is more than 2"),
        ("true", "always"),
        ("children.exists(c, c.age < 5)", "the rule children.exists(c, c.age < 5) holds"),
        ("((((", "the rule (((( holds"),
    ],
)  # fmt: skip
def test_a_rule_is_said_in_words(rule: str, said: str) -> None:
    assert SPEAKER.say(rule) == said


def test_a_rule_nested_beyond_reason_is_shown_as_it_stands() -> None:
    assert SPEAKER.say("!" * 1999 + "shared").startswith("the rule !!!")
