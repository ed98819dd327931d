"""Reading what somebody typed on a page: values that fit, and problems in words. It writes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trellis.places.queries import areas_of_postcode, gazetteer
from trellis.services.contract import Kept, Place, Problem, Raw, Upload
from trellis.services.errors import FileRefused
from trellis.services.language import kinds
from trellis.services.language.kinds import Unacceptable
from trellis.services.language.model import Kind, Question
from trellis.services.language.words import say
from trellis.services.way import Way

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Read:
    """The answers of a page: what fits, with None where an answer is taken away, and what does not."""

    changed: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_questions(
    questions: Sequence[Question], raw: Mapping[str, Raw], *, before: Mapping[str, Any], language: str, today: date
) -> Read:
    """Read each of these questions; documents are taken in elsewhere, and stand in `before`."""
    changed: dict[str, Any] = {}
    problems: list[Problem] = []
    for question in questions:
        try:
            changed[question.id] = _read(question, raw, before=before, language=language, today=today)
        except Unacceptable as error:
            problems.append(Problem(question=question.id, part=error.field, words=error.words))
    return Read(changed=changed, problems=tuple(problems))


def _read(
    question: Question, raw: Mapping[str, Raw], *, before: Mapping[str, Any], language: str, today: date
) -> object:
    if question.type is Kind.FILE:
        return kinds.check(question, before.get(question.id), language=language, today=today)
    value = kinds.read(question, raw.get(question.id, {}), language=language, today=today)
    placed = _placed(question, value, language=language)
    return value if placed is value else kinds.check(question, placed, language=language, today=today)


def _placed(question: Question, value: object, *, language: str) -> object:
    """An address or place with the areas it lies in, which the gazetteer knows and the person need not."""
    if not isinstance(value, dict):
        return value
    if question.type is Kind.ADDRESS:
        return _placed_address(value, language=language)
    if question.type is Kind.PLACE:
        areas = _areas_of_place(value)
        return value if areas is None else {**value, "areas": list(areas)}
    return value


def _placed_address(value: dict[str, Any], *, language: str) -> dict[str, Any]:
    if value.get("uprn"):
        found = gazetteer().address(value["uprn"])
        if found is not None:
            return {
                "uprn": found.uprn, "lines": list(found.lines), "postcode": found.postcode, "areas": list(found.areas)
            }  # fmt: skip
        if not value.get("lines"):
            raise Unacceptable("uprn", say("address.uprn", language))
        # A number that nobody knows says nothing; what was written by hand does.
        value = {**value, "uprn": ""}
    areas = areas_of_postcode(value["postcode"])
    return value if areas is None else {**value, "areas": list(areas)}


def _areas_of_place(value: dict[str, Any]) -> tuple[str, ...] | None:
    if "latitude" in value:
        return gazetteer().areas_at(latitude=float(value["latitude"]), longitude=float(value["longitude"]))
    found = _POSTCODE.search(value.get("description", ""))
    return areas_of_postcode("".join(found.groups())) if found else None


@dataclass(frozen=True, kw_only=True)
class PageRead:
    """A page as it was answered: the way from here, and what is to be mended first."""

    way: Way
    problems: tuple[Problem, ...]


def read_page(way: Way, place: Place, raw: Mapping[str, Raw]) -> PageRead:
    """Read the answers of one page, and what they reveal on the same page.

    A question that the answers only now reveal is asked when the page is shown again, unless it was answered already.
    """
    asked = way.walk.asked(place.page, place.item)
    read = _read_some(way, place, asked, raw)
    found = _applied(way, place, read)
    problems = {problem.question: problem for problem in read.problems}
    if any(question.show for question in way.compiled.page(place.page).questions):
        known = {question.id for question in asked}
        now = found.walk.asked(place.page, place.item)
        revealed = [question for question in now if question.id not in known and question.id in raw]
        more = _read_some(found, place, revealed, raw)
        found = _applied(found, place, more)
        problems |= {problem.question: problem for problem in more.problems}
        shown = {question.id for question in found.walk.asked(place.page, place.item)}
        problems = {name: problem for name, problem in problems.items() if name in shown}
    return PageRead(way=found, problems=tuple(problems.values()) or _unfitting(found, place))


def _read_some(way: Way, place: Place, questions: Sequence[Question], raw: Mapping[str, Raw]) -> Read:
    before = way.held.answers_on(place.page, place.item)
    return read_questions(questions, raw, before=before, language=way.language, today=way.on)


def _applied(way: Way, place: Place, read: Read) -> Way:
    return way.with_held(way.held.with_answers(place.page, place.item, read.changed)) if read.changed else way


def _unfitting(way: Way, place: Place) -> tuple[Problem, ...]:
    """What the definition says must hold of these answers, and does not."""
    questions = {question.id: question for question in way.walk.asked(place.page, place.item)}
    return tuple(
        Problem(question=each.question, part=kinds.parts(questions[each.question])[0], words=each.words)
        for each in way.walk.problems
        if each.question in questions
    )


Keep = Callable[[Question, Upload], Kept]
"""Keeps one document as an answer to a question."""


def take_in(
    way: Way, place: Place, uploads: Mapping[str, Sequence[Upload]], *, keep: Keep
) -> tuple[Way, tuple[Problem, ...]]:
    """Keep the documents that can be kept as answers of a page; the others are problems."""
    asked = way.walk.asked(place.page, place.item)
    before = way.held.answers_on(place.page, place.item)
    changed, problems = take_documents(asked, uploads, before=before, keep=keep, language=way.language, today=way.on)
    return (way.with_held(way.held.with_answers(place.page, place.item, changed)) if changed else way), problems


def take_documents(
    questions: Sequence[Question],
    uploads: Mapping[str, Sequence[Upload]],
    *,
    before: Mapping[str, Any],
    keep: Keep,
    language: str,
    today: date,
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The answers that documents were added to, and what is wrong with the documents that were not taken."""
    changed: dict[str, Any] = {}
    problems: list[Problem] = []
    for question in questions:
        # A file input that was left empty still comes, without a name.
        for upload in (each for each in uploads.get(question.id, ()) if each.name or each.content):
            so_far = list(changed.get(question.id, before.get(question.id, [])))
            try:
                _may_be_one_more(question, so_far, language=language, today=today)
                changed[question.id] = [*so_far, _ticket(question, upload, keep, language=language)]
            except Unacceptable as error:
                problems.append(Problem(question=question.id, part=error.field, words=error.words))
                break
    return changed, tuple(problems)


def _may_be_one_more(question: Question, so_far: Sequence[Any], *, language: str, today: date) -> None:
    """Counted before it is kept, so that one too many is never stored."""
    if question.type is not Kind.FILE:
        raise Unacceptable("value", say("form", language))
    kinds.check(question, [*so_far, {"id": "counted", "name": ""}], language=language, today=today)


def _ticket(question: Question, upload: Upload, keep: Keep, *, language: str) -> dict[str, str]:
    try:
        document = keep(question, upload)
    except FileRefused as error:
        raise Unacceptable("value", error.said(language)) from error
    return {"id": document.id, "name": document.name}
