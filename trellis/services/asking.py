"""Turning a page of a definition into a step that any channel can show, in one person's language. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from trellis.services.contract import (
    AnswerGroup,
    AnswerLine,
    Asked,
    Kept,
    Option,
    Place,
    PlaceKind,
    Problem,
    Raw,
    Step,
)
from trellis.services.language import kinds
from trellis.services.language.model import Kind, Page, Question
from trellis.services.language.words import say
from trellis.services.way import Way, before, places_met

LONGEST = 4000
"""The most characters a long text has where its definition does not say."""
_CHOSEN = frozenset({Kind.CHOICE, Kind.SELECT, Kind.CHOICES, Kind.YES_NO, Kind.DECLARATION})
ACCEPTED = (".pdf", ".jpg", ".jpeg", ".png", ".docx")


def step_of(
    way: Way,
    place: Place,
    *,
    typed: Mapping[str, Raw] | None = None,
    problems: Sequence[Problem] = (),
    documents: Sequence[Kept] = (),
) -> Step:
    """The step at a place. `typed` stands where an answer was just refused; otherwise what was answered before."""
    page = way.compiled.page(place.page)
    if place.kind is PlaceKind.ITEMS:
        return _list_of_items(way, page, place)
    values = way.held.answers_on(page.page, place.item)
    known = _Known(values=values, typed=typed or {}, problems=problems, documents=documents, language=way.language)
    asked = [_asked(question, known) for question in way.walk.asked(page.page, place.item)]
    return Step(
        place=place,
        title=page.title.to(way.language),
        guidance=page.guidance.to(way.language) if page.guidance else "",
        questions=tuple(asked),
        section=_section_title(way, page),
        problems=tuple(problems),
        back=before(way, place),
        item_of=page.repeat.as_ if page.repeat else "",
    )


def step_of_questions(
    questions: Sequence[Question],
    *,
    values: Mapping[str, Any],
    title: str,
    language: str,
    typed: Mapping[str, Raw] | None = None,
    problems: Sequence[Problem] = (),
    documents: Sequence[Kept] = (),
) -> Step:
    """A step of chosen questions, asked again after the journey was sent."""
    known = _Known(values=values, typed=typed or {}, problems=problems, documents=documents, language=language)
    asked = [_asked(question, known) for question in questions]
    place = Place(kind=PlaceKind.PAGE)
    return Step(place=place, title=title, guidance="", questions=tuple(asked), problems=tuple(problems))


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What is known of one person's page: answers, what was just typed, what is wrong with it, documents sent."""

    values: Mapping[str, Any]
    typed: Mapping[str, Raw]
    problems: Sequence[Problem]
    documents: Sequence[Kept]
    language: str


def _asked(question: Question, known: _Known) -> Asked:
    value, typed, language = known.values.get(question.id), known.typed.get(question.id), known.language
    raw = typed if typed is not None else kinds.typed(question, value)
    return Asked(
        id=question.id,
        kind=question.type,
        label=question.ask.to(language),
        hint=question.hint.to(language) if question.hint else "",
        optional=question.optional,
        options=options_of(question, raw, language),
        parts=kinds.parts(question),
        raw=raw,
        unit=question.unit.to(language) if question.unit else "",
        statement=question.statement.to(language) if question.statement else "",
        longest=int(question.most or LONGEST) if question.type is Kind.LONG_TEXT else None,
        accepts=ACCEPTED if question.type is Kind.FILE else (),
        how_many=question.how_many,
        documents=_documents_of(value, known.documents) if question.type is Kind.FILE else (),
        problem=next((each for each in known.problems if each.question == question.id), None),
    )


def options_of(question: Question, raw: Raw, language: str) -> tuple[Option, ...]:
    """What can be chosen, and what was."""
    if question.type not in _CHOSEN:
        return ()
    given = raw.get("value", "")
    chosen = set(given) if isinstance(given, list) else {given}
    if question.choices:
        return tuple(
            Option(
                value=choice.value,
                label=choice.label.to(language),
                hint=choice.hint.to(language) if choice.hint else "",
                chosen=choice.value in chosen,
                exclusive=choice.exclusive,
            )
            for choice in question.choices
        )
    if question.type is Kind.DECLARATION:
        label = (question.statement or question.ask).to(language)
        return (Option(value="yes", label=label, chosen="yes" in chosen),)
    return tuple(Option(value=each, label=say(each, language), chosen=each in chosen) for each in ("yes", "no"))


def _documents_of(value: object, documents: Sequence[Kept]) -> tuple[Kept, ...]:
    ids = [each["id"] for each in value] if isinstance(value, list) else []
    return tuple(each for each in documents if each.id in ids)


def _section_title(way: Way, page: Page) -> str:
    titles = {each.id: each.title.to(way.language) for each in way.compiled.definition.sections}
    return titles.get(page.section or "", "")


def _list_of_items(way: Way, page: Page, place: Place) -> Step:
    repeat = page.repeat
    if repeat is None:
        raise ValueError(f"{page.page} is not repeated")
    items = way.held.items(page.page)
    groups = [
        group_of(way, Place(kind=PlaceKind.PAGE, page=page.page, item=number), title=f"{number + 1}")
        for number in range(len(items))
    ]
    return Step(
        place=place,
        title=page.title.to(way.language),
        guidance=page.guidance.to(way.language) if page.guidance else "",
        questions=(),
        section=_section_title(way, page),
        back=before(way, place),
        item_of=repeat.as_,
        items=tuple(groups),
        can_add=len(items) < repeat.to,
        add=repeat.add.to(way.language) if repeat.add else "",
    )


def group_of(way: Way, place: Place, *, title: str) -> AnswerGroup:
    """The answers of one page in words, each with the place where it can be changed."""
    values = way.held.answers_on(place.page, place.item)
    lines = [line_of(each, values.get(each.id), place, way.language) for each in way.walk.asked(place.page, place.item)]
    return AnswerGroup(title=title, lines=tuple(lines))


def line_of(question: Question, value: object, place: Place, language: str) -> AnswerLine:
    sent = [each["id"] for each in value] if question.type is Kind.FILE and isinstance(value, list) else []
    return AnswerLine(
        question=question.id,
        label=question.ask.to(language),
        answer=kinds.shown(question, value, language),
        change=place,
        answered=value is not None,
        documents=tuple(sent),
    )


def answer_groups(way: Way) -> tuple[AnswerGroup, ...]:
    """Everything that was answered, as check-your-answers shows it: by section, else by page."""
    groups: list[AnswerGroup] = []
    for place in places_met(way):
        page = way.compiled.page(place.page)
        number = f" {place.item + 1}" if place.item is not None else ""
        title = (_section_title(way, page) if not number else "") or f"{page.title.to(way.language)}{number}"
        group = group_of(way, place, title=title)
        if not group.lines:
            continue
        if groups and groups[-1].title == group.title:
            groups[-1] = replace(groups[-1], lines=(*groups[-1].lines, *group.lines))
        else:
            groups.append(group)
    return tuple(groups)
