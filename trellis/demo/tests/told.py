"""What a channel told somebody who went through a service: the same to all, whatever it was asked and answered with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from trellis.base.money import pounds
from trellis.services.asking import answer_groups
from trellis.services.contract import Place, PlaceKind
from trellis.services.language.evaluate import Walk
from trellis.services.language.model import Kind, Question
from trellis.services.way import Way

APPLICANT = "applicant"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One way through a service, as it was seen from outside."""

    pages: tuple[Place, ...]
    end: Place
    shown: tuple[str, ...] = ()
    """At the end: every question with its answer in words."""
    fee: tuple[str, ...] = ()
    """At the end: the lines of the bill, and the total."""
    results: tuple[str, ...] = ()
    """What fits, in any order: a page has them under headings, a terminal one after another."""
    kept: Mapping[str, Any]
    """The answers that were sent, or kept where nothing is sent."""


def once_each(places: Iterable[Place]) -> tuple[Place, ...]:
    """A page that was shown again at once, for what an answer revealed on it, was met once."""
    met: list[Place] = []
    for place in places:
        if not met or met[-1] != place:
            met.append(place)
    return tuple(met)


def in_words(label: str, answer: str) -> str:
    """A question and its answer, however the lines of it are set."""
    return " ".join(re.sub(r"[\s,]+", " ", f"{label} {answer}").split())


def without_ids(answers: Mapping[str, Any], questions: Mapping[str, Question]) -> dict[str, Any]:
    """Each channel keeps a document under a number of its own: only its name can be the same."""

    def plain(name: str, value: Any) -> Any:
        if name in questions and questions[name].type is Kind.FILE:
            return [each["name"] for each in value]
        if name not in questions:
            return [{inner: plain(inner, each) for inner, each in thing.items()} for thing in value]
        return value

    return {name: plain(name, value) for name, value in answers.items()}


def by_the_evaluator(way: Way) -> Told:
    """What `trellis evaluate` says of these answers."""
    walk: Walk = way.walk
    end, _, rule = walk.end.partition(":")
    place = Place(kind=PlaceKind(end), page=rule)
    checked = place.kind is PlaceKind.CHECK
    lines = [line for group in answer_groups(way) for line in group.lines] if checked else []
    bill = [f"{each.line} {pounds(each.pence)}" for each in walk.fee.lines] if checked else []
    found = [each.title.to(way.language) for each in walk.results]
    return Told(
        pages=tuple(Place(kind=PlaceKind.PAGE, page=met.page_id, item=met.item) for met in walk.pages),
        end=place,
        shown=tuple(in_words(line.label, line.answer) for line in lines),
        fee=(*bill, pounds(walk.fee.total_pence)) if bill else (),
        results=tuple(sorted(found)) if place.kind is PlaceKind.RESULTS else (),
        kept=without_ids(walk.answers, way.compiled.questions),
    )
