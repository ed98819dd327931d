"""A published question flow becomes a definition with the same pages, routes and results."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from trellis.services.language.catalogue import Catalogue
from trellis.services.language.compiler import compile_text
from trellis.services.language.evaluate import walk
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.smart_answers import convert

FLOWS = ("check_benefits_financial_support", "next_steps_for_your_business")
REPOSITORY = Path(__file__).resolve().parents[4]


def flow(**changed: Any) -> dict[str, Any]:
    """A small flow of our own: three questions, one of them only for some."""
    yes_no = [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]
    places = [{"value": "england", "label": "England"}, {"value": "wales", "label": "Wales"}]
    return {
        "name": "help-with-a-garden",
        "start": {"title": "Find help with a garden", "meta_description": "See who can help."},
        "questions": [
            {"id": "where", "type": "radio", "title": "Where?", "options": places, "next": "has_garden"},
            {
                "id": "has_garden",
                "type": "radio",
                "title": "Do you have a garden?",
                "options": yes_no,
                "next_by_answer": {"yes": "tools", "no": "outcome:results"},
            },
            {
                "id": "tools",
                "type": "checkbox_question",
                "title": "Which tools do you have?",
                "hint": 'See <a href="/tools">the list (opens in a new tab)</a>',
                "options": [{"value": "spade", "label": "A spade"}, {"value": "fork", "label": "A fork"}],
                "label_none": "None of these",
                "next": "outcome:results",
            },
        ],
        "outcomes": [{"id": "results", "title": "Who can help"}],
    } | changed


def rules(**changed: Any) -> dict[str, Any]:
    return {
        "rules": {
            "digs": {"all": [{"eq": ["has_garden", "yes"]}, {"none_of": ["tools", ["spade", "fork"]]}]},
            "always": None,
        },
        "benefits": [
            {
                "name": "digging_club",
                "title": "Digging club",
                "url": "/dig",
                "countries": ["wales"],
                "condition": "digs",
            },
            {
                "name": "leaflet",
                "title": "Leaflet",
                "url": "nil",
                "countries": ["england", "wales"],
                "condition": "always",
            },
        ],
    } | changed


def read(text: str) -> dict[str, Any]:
    return dict(yaml.load(text, Loader=yaml.BaseLoader))


def test_each_question_becomes_a_page_that_keeps_the_questions_own_name() -> None:
    definition = read(convert(flow(), rules()).yaml)
    assert [page["page"] for page in definition["ask"]] == ["where", "has-garden", "tools"]
    assert [page["questions"][0]["id"] for page in definition["ask"]] == ["where", "has_garden", "tools"]


def test_an_answer_that_leads_to_a_page_becomes_the_rule_that_shows_it() -> None:
    pages = read(convert(flow(), rules()).yaml)["ask"]
    assert [page.get("show") for page in pages] == [None, None, 'has_garden == "yes"']


def test_a_page_that_every_answer_leads_to_is_always_shown() -> None:
    source = flow()
    source["questions"][1]["next_by_answer"] = {"yes": "tools", "no": "tools"}
    assert "show" not in read(convert(source, rules()).yaml)["ask"][2]


def test_none_of_these_unchooses_the_others() -> None:
    choices = read(convert(flow(), rules()).yaml)["ask"][2]["questions"][0]["choices"]
    assert choices[-1] == {"value": "none", "label": "None of these", "exclusive": "yes"}


def test_results_keep_their_published_names_and_are_offered_in_their_nations() -> None:
    results = read(convert(flow(), rules()).yaml)["results"]["list"]
    assert [result["known-as"] for result in results] == ["Digging club | /dig", "Leaflet | nil"]
    assert results[0]["when"] == ('where == "wales" && has_garden == "yes" && !("spade" in tools || "fork" in tools)')
    assert "when" not in results[1]


def test_links_in_hints_become_words() -> None:
    assert read(convert(flow(), rules()).yaml)["ask"][2]["questions"][0]["hint"] == "See the list"


def test_the_report_accounts_for_every_part() -> None:
    report: dict[str, Any] = convert(flow(), rules()).report
    assert report["components"] == {"total": 7, "kept": 7, "named": []}
    assert report["conditions"] == {"total": 3, "kept": 3, "named": []}


def test_a_rule_that_cannot_be_said_is_named_and_its_result_is_left_out() -> None:
    strange = rules(rules={"digs": {"more_than": ["tools", 2]}, "always": None})
    converted = convert(flow(), strange)
    report: dict[str, Any] = converted.report
    assert [each["what"] for each in report["conditions"]["named"]] == ["rule digs"]
    assert "more_than" in report["conditions"]["named"][0]["why"]
    assert [each["what"] for each in report["components"]["named"]] == ["result digging_club"]
    assert [result["id"] for result in read(converted.yaml)["results"]["list"]] == ["leaflet"]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ([], "does not hold one object"),
        ({"name": "x"}, "missing"),
        (flow(questions=[]), "at questions"),
        (flow(questions=flow()["questions"] * 2), "Two questions are called `where`"),
        (flow(outcomes=[]), "leads to `outcome:results`, which is not there"),
    ],
)
def test_a_malformed_flow_is_refused_with_the_mend(broken: object, says: str) -> None:
    with pytest.raises(DefinitionRefused) as refusal:
        convert(broken, rules())
    assert says in str(refusal.value)
    assert refusal.value.findings[0].mend


def test_questions_that_go_in_a_circle_are_refused() -> None:
    source = flow()
    source["questions"][2]["next"] = "has_garden"
    with pytest.raises(DefinitionRefused, match="go in a circle"):
        convert(source, rules())


def published(name: str) -> Iterator[dict[str, Any]]:
    with (_published_folder() / f"{name}.example_paths.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _published_folder() -> Path:
    shared = Path(os.environ.get("TRELLIS_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    return shared / "forms" / "smart_answers"


@pytest.mark.skipif(not _published_folder().is_dir(), reason="the published flows are not on this machine")
@pytest.mark.parametrize("name", FLOWS)
def test_every_published_path_ends_in_exactly_the_published_results(name: str) -> None:
    folder = _published_folder()
    source, book = (json.loads((folder / f"{name}{end}.json").read_text("utf-8")) for end in ("", ".rules"))
    converted = convert(source, book)
    compiled = compile_text(converted.yaml, file=f"{name}.yaml", catalogue=Catalogue(folder))
    paths = list(published(name))
    assert len(paths) == 30
    for path in paths:
        ended = walk(compiled, dict(path["answers"]), on=date(2026, 11, 1))
        results = [result.known_as for result in ended.results]
        assert (ended.end, results, ended.problems) == ("results", path["result"], ()), path["answers"]
        assert [met.page_id for met in ended.pages] == [question.replace("_", "-") for question, _ in path["answers"]]
