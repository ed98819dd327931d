"""Real forms, brought over: all of them load, and who answers one meets the pages that the form itself would show.

The forms are not ours and are not in this repository: see `TRELLIS_SHARED_DATA`.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from trellis.organisations.actors import Actor
from trellis.organisations.models import Organisation
from trellis.services import actions, queries
from trellis.services.contract import Place, PlaceKind, Raw
from trellis.services.language import kinds
from trellis.services.language.catalogue import Catalogue
from trellis.services.language.checker import check_text, publishable
from trellis.services.language.compiler import Compiled, compile_text
from trellis.services.language.evaluate import Walk, walk
from trellis.services.language.findings import Weight
from trellis.services.language.importing import Converted
from trellis.services.language.importing.names import Names, key
from trellis.services.language.model import Kind, Question
from trellis.services.language.xgov import Source, convert
from trellis.services.language.xgov.routing import ordered
from trellis.services.language.xgov.source import read_form
from trellis.services.tests.completing import completed
from trellis.services.tests.story import MONDAY, Resident

REPOSITORY = Path(__file__).resolve().parents[3]
FORMS = Path(os.environ.get("TRELLIS_SHARED_DATA", REPOSITORY.parent / "shared" / "data")) / "forms"
FILES = sorted(FORMS.glob("xgov_json/**/*.json")) + sorted(FORMS.glob("defra_json/*.json"))
ON = date(2026, 3, 2)
ONLY_A_PERSON = {"not-written", "why-ask", "no-retention", "reading-age", "service-hard-to-read", "jargon"}
HALF_KEPT = {"report-a-terrorist"}
"""Conditions of this form ask about fields that it does not have, so more people see its pages. The report says so."""

pytestmark = pytest.mark.skipif(not FILES, reason="the real forms are not on this machine")

ANSWERS: dict[Kind, Any] = {
    Kind.TEXT: "https://www.example.org/words",
    Kind.LONG_TEXT: "A few words.",
    Kind.NAME: {"first": "Ada", "last": "Ash"},
    Kind.EMAIL: "ada@example.com",
    Kind.PHONE: "01632 960001",
    Kind.DATE: "2026-03-27",
    Kind.TIME: "14:30",
    Kind.ADDRESS: {"lines": ["1 Elm Street", "Oakham"], "postcode": "AN1 1AA"},
    Kind.FILE: [{"id": "1", "name": "plan.pdf"}],
}


@cache
def brought(*files: Path) -> Converted:
    return convert([Source(name=each.stem, raw=source(each)) for each in files])


def source(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text("utf-8")))


def ready(text: str) -> Compiled:
    return compile_text(text, file="form.yaml", catalogue=Catalogue(FORMS))


def in_both_languages() -> Iterator[tuple[Path, Path]]:
    """The same form in English and in Welsh: the files of one round whose components have the most names in common."""

    def names(file: Path) -> frozenset[str]:
        return frozenset(each["name"] for page in source(file)["pages"] for each in page["components"])

    welsh = [file for file in FILES if file.parent.name == "cy" or file.stem.endswith("-cy")]
    for file in welsh:
        rounds = [
            each
            for each in FILES
            if each not in welsh and each.relative_to(FORMS).parts[1] == file.relative_to(FORMS).parts[1]
        ]
        yield max(rounds, key=lambda other: len(names(other) & names(file))), file


PAIRS = list(in_both_languages())


def answer(question: Question, chance: random.Random) -> Any:
    if question.optional and chance.random() < 0.3:
        return None
    match question.type:
        case Kind.YES_NO:
            return chance.random() < 0.5
        case Kind.CHOICE | Kind.SELECT:
            return chance.choice(question.choices).value
        case Kind.CHOICES:
            lonely = [each.value for each in question.choices if each.exclusive]
            picked = chance.sample(
                [each.value for each in question.choices], k=chance.randint(1, len(question.choices))
            )
            return [each for each in picked if each not in lonely] or lonely[:1]
        case Kind.NUMBER | Kind.MONEY:
            least = int(question.least or 0)
            number = chance.randint(least, int(min(float(question.most or 200_000), 200_000.0)))
            return number if question.type is Kind.NUMBER else f"{number}.00"
    return ANSWERS[question.type]


def walked(compiled: Compiled, chance: random.Random, language: str = "en") -> Walk:
    """Somebody who answers page by page, by chance, to the end of the way."""
    answers: dict[str, Any] = {}
    while True:
        way = walk(compiled, answers, on=ON, language=language)
        assert way.problems == ()
        if not way.next_page:
            return way
        page = next(each for each in compiled.pages if each.page == way.next_page)
        before = dict(answers)
        if page.repeat:
            own = {each.id: answer(each, chance) for each in way.asked(page.page, 0)}
            answers[page.page] = [own]
        else:
            for each in way.asked(page.page):
                given = answer(each, chance)
                if given is not None:
                    answers[each.id] = given
        assert answers != before, f"nothing more can be answered on {page.page}"


def by_the_form_itself(form: dict[str, Any], said: dict[str, Any]) -> list[str]:
    """The pages that the form shows to somebody with these answers (by component): its links, followed as it does."""
    pages = {page["path"]: page for page in form["pages"]}
    conditions = {each["name"]: each["value"] for each in form["conditions"]}
    path, seen, known = form["startPage"], list[str](), dict[str, Any]()
    while path:
        seen.append(path)
        known |= {each["name"]: said.get(each["name"]) for each in pages[path]["components"]}
        usual = chosen = None
        for link in pages[path].get("next") or []:
            if link["path"] not in pages:
                continue
            if not link.get("condition"):
                usual = link["path"]
            elif chosen is None and holds(conditions[link["condition"]], known):
                chosen = link["path"]
        path = chosen or usual
    return seen


def holds(value: dict[str, Any], known: dict[str, Any]) -> bool:
    sums: list[bool] = []
    for part in value["conditions"]:
        one = compared(part, known)
        if not sums or part.get("coordinator") == "or":
            sums.append(one)
        else:
            sums[-1] = sums[-1] and one
    return any(sums)


def compared(part: dict[str, Any], known: dict[str, Any]) -> bool:
    name, operator, value = part["field"]["name"].rpartition(".")[2], part["operator"], str(part["value"]["value"])
    if name not in known:
        return False
    have = known[name]
    match operator:
        case "is":
            return bool(have == value)
        case "is not":
            return bool(have != value)
        case "contains":
            return value in (have or [])
        case "is more than":
            return have is not None and float(have) > float(value)
        case "is less than":
            return have is not None and float(have) < float(value)
    raise AssertionError(operator)


def as_the_form_has_it(value: Any, field: dict[str, Any], form: dict[str, Any], question: Question) -> Any:
    """An answer of ours in the values of the form."""
    items: list[dict[str, Any]] = next(
        (each["items"] for each in form["lists"] if each["name"] == field.get("list")), []
    )
    theirs = (
        {ours.value: str(item["value"]) for ours, item in zip(question.choices, items, strict=True)} if items else {}
    )
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return [theirs.get(each, each) if isinstance(each, str) else each for each in value]
    return theirs.get(value, value) if isinstance(value, str) else value


def fields_of(page: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in page["components"] if each["type"].endswith("Field")]


def test_every_form_comes_over_and_hardly_anything_is_lost() -> None:
    assert (len(FILES), len(PAIRS), len(LIVE)) == (90, 22, 20)
    for part in ("components", "conditions"):
        tallies: list[Any] = [brought(file).report[part] for file in FILES]
        assert all(each["kept"] + len(each["named"]) == each["total"] for each in tallies)
        assert all(named["what"] and named["why"] for each in tallies for named in each["named"])
        assert sum(each["kept"] for each in tallies) >= 0.97 * sum(each["total"] for each in tallies)


def test_every_component_of_every_form_is_counted() -> None:
    for file in FILES:
        found = [
            one
            for page in source(file)["pages"]
            for each in page["components"]
            for one in (each, *each.get("children", []))
        ]
        total: Any = brought(file).report["components"]
        assert total["total"] == len(found), file.stem


def test_every_condition_that_a_form_uses_is_counted() -> None:
    for file in FILES:
        used = {
            link["condition"]
            for page in source(file)["pages"]
            for link in page.get("next") or []
            if link.get("condition")
        }
        total: Any = brought(file).report["conditions"]
        assert total["total"] == len(used), file.stem


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_checker_refuses_only_what_a_person_can_mend(file: Path) -> None:
    found = check_text(brought(file).yaml, file=file.stem, catalogue=Catalogue(FORMS))
    assert {each.code for each in found if each.weight is not Weight.ADVISE} <= ONLY_A_PERSON


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_whatever_somebody_answers_the_same_pages_are_shown_as_by_the_form_itself(file: Path) -> None:
    if file.stem in HALF_KEPT:
        return
    form, compiled = source(file), ready(brought(file).yaml)
    by_order = pages_in_order(file, [page.page for page in compiled.pages])
    for seed in range(12):
        way = walked(compiled, random.Random(seed))
        said: dict[str, Any] = {}
        for path, page_key in by_order.items():
            page = next(each for each in compiled.pages if each.page == page_key)
            if not page.repeat:
                for field, question in zip(fields_of(page_at(form, path)), page.questions, strict=True):
                    if question.id in way.answers:
                        said[field["name"]] = as_the_form_has_it(way.answers[question.id], field, form, question)
        theirs = [by_order[path] for path in by_the_form_itself(form, said) if path in by_order]
        assert [met.page_id for met in way.pages] == theirs, (seed, way.answers)


def page_at(form: dict[str, Any], path: str) -> dict[str, Any]:
    return next(page for page in form["pages"] if page["path"] == path)


def pages_in_order(file: Path, ours: list[str]) -> dict[str, str]:
    """Each path of the form that asks something, with the page it became."""
    form, names = read_form(source(file), file=file.stem), Names()
    keys = {path: names.give(key(path)) for path in ordered(form, file=file.stem)}
    found = {path: page for path, page in keys.items() if form.paths[path].fields}
    assert list(found.values()) == ours
    return found


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].stem)
def test_a_form_in_two_languages_becomes_one_service_in_both(pair: tuple[Path, Path]) -> None:
    converted = brought(*pair)
    definition = yaml.load(converted.yaml, Loader=yaml.BaseLoader)
    assert definition["languages"] == ["en", "cy"]
    for page in definition["ask"]:
        assert set(page["title"]) == {"en", "cy"}
    for part in ("components", "conditions"):
        tally: Any = converted.report[part]
        assert tally["kept"] + len(tally["named"]) == tally["total"]
    found = check_text(converted.yaml, file="form", catalogue=Catalogue(FORMS))
    assert {each.code for each in found if each.weight is not Weight.ADVISE} <= ONLY_A_PERSON


LIVE = [file for file in FILES if file.stem not in HALF_KEPT and "FileUpload" not in file.read_text("utf-8")][::3][:20]


@pytest.mark.django_db
@pytest.mark.parametrize("file", LIVE, ids=lambda file: file.stem)
def test_a_form_that_a_person_has_completed_is_published_answered_and_sent(
    file: Path, council: Organisation, publisher: Actor
) -> None:
    text = completed(brought(file).yaml)
    compiled = ready(text)
    refused = [
        each
        for each in check_text(text, file=file.stem, catalogue=Catalogue(FORMS))
        if each.weight is not Weight.ADVISE
    ]
    assert publishable(refused), [str(each) for each in refused]
    actions.publish(compiled=compiled, at=MONDAY, by=publisher)
    way = next(each for each in (walked(compiled, random.Random(seed)) for seed in range(200)) if not each.exit)
    ada = Resident(council, service=compiled.definition.service)
    questions = {each.id: each for page in compiled.pages for each in page.questions}

    def typed(answers: dict[str, Any]) -> dict[str, Raw]:
        return {name: kinds.typed(questions[name], value) for name, value in answers.items()}

    for met in way.pages:
        asked = [each.id for each in way.asked(met.page_id, met.item)]
        given = way.answers if met.item is None else way.answers[met.page_id][met.item]
        place = ada.answers(met.page_id, typed({name: given[name] for name in asked if name in given}), item=met.item)
        if place.kind is PlaceKind.ITEMS:
            ada.goes_on(met.page_id)
    assert queries.whereabouts(ada.journey, on=ON) == Place(kind=PlaceKind.CHECK)
    sent = actions.submit(journey=ada.journey, at=MONDAY)
    assert isinstance(sent, actions.Submitted)
