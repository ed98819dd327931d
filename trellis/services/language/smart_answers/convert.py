"""A smart-answers flow and its rules become one definition, with a report of what was kept and what was not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trellis.services.language.importing import Converted, Tally
from trellis.services.language.importing.names import key
from trellis.services.language.importing.writing import closing, needs, written
from trellis.services.language.placeholders import to_write
from trellis.services.language.smart_answers.conditions import TRUE, Asked, ConversionError, Said, both, one_of, rule
from trellis.services.language.smart_answers.plain import absolute, line, passage
from trellis.services.language.smart_answers.routing import Routing, route
from trellis.services.language.smart_answers.source import (
    Flow,
    SourceQuestion,
    SourceResult,
    read_flow,
    read_rules,
    refused,
)

SEVERAL = "checkbox_question"
KINDS = {
    "radio": "choice",
    "radio_with_intro": "choice",
    "multiple_choice": "choice",
    SEVERAL: "choices",
    "country_select": "select",
    "date_question": "date",
    "money_question": "money",
    "value_question": "text",
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The source as it is being converted: read, its names given, its parts counted."""

    flow: Flow
    asked: Mapping[str, Asked]
    routing: Routing
    components: Tally = field(default_factory=Tally)
    conditions: Tally = field(default_factory=Tally)


def convert(flow: object, rules: object) -> Converted:
    """Turn a published question flow into a definition that gives the same pages and the same results.

    What only the council can say (the need, its evidence, who to ring) is marked as to be written, and the checker
    refuses to publish until it is. Raises `DefinitionRefused` where the files are malformed.
    """
    read, book = read_flow(flow), read_rules(rules)
    asked = {
        question.id: Asked(name=question_id(question.id).replace("-", "_"), several=question.type == SEVERAL)
        for question in read.questions
    }
    sheet = Sheet(flow=read, asked=asked, routing=route(read, asked))
    pages = _pages(sheet)
    exits = _exits(sheet, with_results=bool(book.benefits or book.results))
    said = _rules(sheet, book.rules)
    results = [_numbered(each, said, sheet) for each in book.results]
    results += [_by_nation(each, said, sheet) for each in book.benefits]
    definition = _opening(sheet) | {"ask": pages}
    if exits:
        definition["eligible"] = exits
    kept = _with_own_ids([each for each in results if each])
    if kept:
        definition["results"] = _outcome(sheet) | {"list": kept}
    _count_start(sheet)
    report: dict[str, object] = {
        "components": sheet.components.as_report(),
        "conditions": sheet.conditions.as_report(),
    }
    return Converted(yaml=written(definition | closing()), report=report)


def question_id(source: str) -> str:
    """The source's own id, without the question mark that some carry."""
    cleaned = re.sub(r"[^a-z0-9_-]+", "_", source.lower().rstrip("?")).strip("_-")
    cleaned = re.sub(r"([_-])[_-]+", r"\1", cleaned)
    if not re.match(r"[a-z]", cleaned):
        raise refused("the flow file", f"question {source}", "A question's id has to start with a letter")
    return cleaned[:80].rstrip("_-")


def _opening(sheet: Sheet) -> dict[str, object]:
    start = sheet.flow.start
    opening: dict[str, object] = {
        "service": key(sheet.flow.name),
        "title": line(start.title),
        "summary": line(start.meta_description) or to_write("one sentence that says what this service does"),
        "for": ["businesses" if "business" in sheet.flow.name else "residents"],
        "needs": needs(),
    }
    if start.body:
        opening["before"] = passage(start.body)
    return opening


def _count_start(sheet: Sheet) -> None:
    sheet.components.count("start page")
    if sheet.flow.start.post_body:
        sheet.components.count("start page: more information", lost="a definition has no words under the start button")


def _pages(sheet: Sheet) -> list[dict[str, object]]:
    questions = {question.id: question for question in sheet.flow.questions}
    reached = {way.end for way in sheet.routing.routes}
    perhaps = {end for name in sheet.routing.unknown for end in questions[name].possible_next}
    pages = []
    for number, name in enumerate(sheet.routing.order):
        question = questions[name]
        lost = "" if question.type in KINDS else f"the kind `{question.type}` is not known here; asked as text"
        if number and name not in reached | perhaps:
            lost = lost or "nothing in the file leads to this question; it is always asked"
        sheet.components.count(f"question {name}", lost=lost)
        if question.next_by_answer or name in sheet.routing.unknown:
            why = sheet.routing.unknown.get(name, "")
            lost = f"{why}; the pages it may lead to are always shown" if why else ""
            sheet.conditions.count(f"route after {name}", lost=lost)
        pages.append(_page(question, shown=sheet.routing.shown[name]))
    return pages


def _page(question: SourceQuestion, *, shown: str | None) -> dict[str, object]:
    page: dict[str, object] = {"page": key(question.id), "title": line(question.title)}
    if question.body:
        page["guidance"] = passage(question.body)
    if shown:
        page["show"] = shown
    asks: dict[str, object] = {
        "id": question_id(question.id),
        "ask": line(question.title),
        "type": KINDS.get(question.type, "text"),
    }
    if question.hint:
        asks["hint"] = line(question.hint)
    if question.error:
        asks["error"] = line(question.error)
    choices: list[dict[str, str]] = [{"value": each.value, "label": line(each.label)} for each in question.options]
    if question.label_none:
        choices.append({"value": "none", "label": line(question.label_none), "exclusive": "yes"})
    if choices:
        asks["choices"] = choices
    return page | {"questions": [asks]}


def _exits(sheet: Sheet, *, with_results: bool) -> list[dict[str, object]]:
    exits: list[dict[str, object]] = []
    for number, outcome in enumerate(sheet.flow.outcomes):
        is_results = with_results and (outcome.id == "results" or (number == 0 and len(sheet.flow.outcomes) == 1))
        when = None if is_results else sheet.routing.into(outcome.id, sheet.asked)
        lost = "" if is_results or when else "the file does not say which answers lead to it"
        if is_results and outcome.body:
            lost = "its words mix what is said with results and without; write your own under `results`"
        sheet.components.count(f"outcome {outcome.id}", lost=lost)
        if when:
            words = passage(outcome.body or outcome.description) or line(outcome.title)
            exits.append({"id": key(outcome.id), "when": when, "then": "stop", "say": words})
    return exits


def _outcome(sheet: Sheet) -> dict[str, object]:
    outcome = next((each for each in sheet.flow.outcomes if each.id == "results"), None)
    title = line(outcome.title) if outcome else ""
    shown: dict[str, object] = {
        "title": title or "What fits your answers",
        "none": "Nothing on our list fits the answers you gave.",
    }
    guidance = passage(outcome.description) if outcome else ""
    if guidance:
        shown["guidance"] = guidance
    return shown


def _rules(sheet: Sheet, conditions: Mapping[str, Mapping[str, object] | None]) -> dict[str, Said | None]:
    """Each named rule in our words, or None where it could not be said."""
    said: dict[str, Said | None] = {}
    for name, condition in conditions.items():
        try:
            said[name] = rule(condition, sheet.asked)
        except ConversionError as error:
            said[name] = None
            sheet.conditions.count(f"rule {name}", lost=f"{error}; results that need it are left out")
        else:
            sheet.conditions.count(f"rule {name}")
    return said


def _numbered(result: SourceResult, said: Mapping[str, Said | None], sheet: Sheet) -> dict[str, object] | None:
    rule_name = result.id if result.id in said else result.condition
    when = TRUE if rule_name is None else said.get(rule_name)
    lost = "" if when else f"its rule `{rule_name}` is missing or could not be said"
    sheet.components.count(f"result {result.id}", lost=lost)
    return _result(result, when, name=result.id, known_as=f"{result.id} | {result.title}") if when else None


def _by_nation(result: SourceResult, said: Mapping[str, Said | None], sheet: Sheet) -> dict[str, object] | None:
    when = TRUE if result.condition is None else said.get(result.condition)
    nation = _in_nations(result, sheet)
    lost = "" if nation else "no question asks for the nation"
    lost = lost if when else f"its rule `{result.condition}` is missing or could not be said"
    sheet.components.count(f"result {result.name}", lost=lost)
    if not when or not nation:
        return None
    return _result(result, both(nation, when), name=result.name, known_as=f"{result.title} | {result.url or 'nil'}")


def _in_nations(result: SourceResult, sheet: Sheet) -> Said | None:
    """That the person lives where this result is offered, or None where no question asks."""
    if not result.countries:
        return TRUE
    nations = set(result.countries)
    for question in sheet.flow.questions:
        offered = {option.value for option in question.options}
        if nations <= offered:
            return TRUE if nations == offered else one_of(sheet.asked[question.id], list(result.countries))
    return None


def _result(result: SourceResult, when: Said, *, name: str, known_as: str) -> dict[str, object]:
    shown: dict[str, object] = {"id": key(name), "title": line(result.title), "known-as": known_as}
    if when != TRUE:
        shown["when"] = when.text
    words = {
        "say": passage(result.description),
        "link": absolute(result.url),
        "group": line(result.group),
    }
    return shown | {part: said for part, said in words.items() if said}


def _with_own_ids(results: list[dict[str, object]]) -> list[dict[str, object]]:
    """Two results of one name get numbers, so that each can be pointed at."""
    seen: dict[str, int] = {}
    for result in results:
        name = str(result["id"])
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            result["id"] = f"{name}-{seen[name]}"
    return results
