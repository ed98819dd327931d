"""From answers to what another system is sent. Pure: the same answers always give the same fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from trellis.components.connectors.described import OPENED, Example, Route, Sent
from trellis.components.connectors.errors import CannotBeMapped
from trellis.services.language import kinds
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Kind, Question

OF_THE_CASE = ("reference", "sent-on", "service", "language", "name", "email", "phone")
"""What `case.` may be followed by."""
_CASE = "case."
_WITH_PARTS = {
    Kind.ADDRESS: ("uprn", "lines", "postcode"),
    Kind.NAME: ("first", "last"),
    Kind.PLACE: ("latitude", "longitude", "description"),
    Kind.DATE_RANGE: ("from", "to"),
}


@dataclass(frozen=True, kw_only=True)
class Source:
    """What can be sent: the answers, and what is known of the case."""

    compiled: Compiled
    answers: Mapping[str, Any]
    case: Mapping[str, str]
    language: str = "en"


def mapped(route: Route, source: Source) -> dict[str, object]:
    """What is sent, by the other side's names. A question that was not answered is left out.

    :raises CannotBeMapped: where an answer has no code.
    """
    found = {name: _value(name, sent, source) for name, sent in route.send.items()}
    return {name: value for name, value in found.items() if value is not None}


def _value(name: str, sent: Sent, source: Source) -> object | None:
    if sent.fixed:
        return sent.fixed
    if sent.from_.startswith(_CASE):
        return source.case.get(sent.from_.removeprefix(_CASE)) or None
    question, _, part = sent.from_.partition(".")
    value = source.answers.get(question)
    if value is None:
        return None
    if sent.words:
        return kinds.shown(source.compiled.questions[question], value, source.language)
    if part:
        value = value.get(part) if isinstance(value, Mapping) else None
    return _coded(value, sent, name) if sent.codes else value


def _coded(value: object, sent: Sent, name: str) -> object:
    if isinstance(value, list | tuple):
        return [_coded(each, sent, name) for each in value]
    key = as_written(value)
    if key not in sent.codes:
        raise CannotBeMapped(f"{name}: there is no code for `{key}`")
    return sent.codes[key]


def as_written(value: object) -> str:
    """An answer as a file writes it: yes and no, never true and false."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def faults_of(route: Route, compiled: Compiled) -> Iterator[str]:
    """What is wrong in one route of a connection's file, held against the service that is live."""
    if not route.examples:
        yield "it has no examples: write at least one, with what is sent for which answers"
    yield from _faults_of_occasion(route, compiled)
    for name, sent in route.send.items():
        yield from (f"send, {name}: {each}" for each in _faults_of_field(sent, compiled))
    yield from _faults_of_screens(route)
    for code, heard in route.hear.items():
        if heard.outcome and not _means_done(heard.outcome, compiled):
            yield f"hear, {code}: only an outcome that means done can follow from it, and `{heard.outcome}` is none"


def _faults_of_screens(route: Route) -> Iterator[str]:
    """Every field stands on one screen, so that nothing is left out by whoever types."""
    named = [field for screen in route.screens for field in screen.fields]
    yield from (f"screens: `{each}` is not sent" for each in named if each not in route.send)
    yield from (f"screens: `{each}` stands there twice" for each in sorted({e for e in named if named.count(e) > 1}))
    if route.screens:
        yield from (f"screens: `{each}` stands on none" for each in route.send if each not in named)


def _faults_of_occasion(route: Route, compiled: Compiled) -> Iterator[str]:
    work = compiled.definition.work
    occasions = [OPENED, *(f"outcome {each.id}" for each in (work.outcomes if work else ()))]
    if work is None:
        yield "this service has no work, so there are no cases to hand over"
    elif route.on not in occasions:
        yield f"`on: {route.on}` never happens; it can be: {', '.join(occasions)}"


def _faults_of_field(sent: Sent, compiled: Compiled) -> Iterator[str]:
    if bool(sent.from_) == bool(sent.fixed):
        yield "say either where it comes from, or what is always sent"
        return
    if sent.from_.startswith(_CASE):
        if sent.from_.removeprefix(_CASE) not in OF_THE_CASE:
            yield f"of the case can be sent: {', '.join(_CASE + each for each in OF_THE_CASE)}"
        return
    name, _, part = sent.from_.partition(".")
    question = compiled.questions.get(name)
    if sent.from_ and question is None:
        close = get_close_matches(name, compiled.questions, n=1)
        yield f"there is no question `{name}`" + (f". Did you mean `{close[0]}`?" if close else "")
    elif question is not None:
        yield from _faults_of_answer(question, part, sent, compiled)


def _faults_of_answer(question: Question, part: str, sent: Sent, compiled: Compiled) -> Iterator[str]:
    if compiled.page_of[question.id].repeat is not None:
        yield f"`{question.id}` is asked once for each thing, which cannot be sent yet"
    if part and part not in _WITH_PARTS.get(question.type, ()):
        yield f"the answer to `{question.id}` has no part `{part}`"
    if sent.codes and (left := sorted(_possible(question) - set(sent.codes))):
        yield f"there is no code for: {', '.join(left)}"


def _possible(question: Question) -> set[str]:
    if question.type is Kind.YES_NO:
        return {"yes", "no"}
    return {each.value for each in question.choices}


def _means_done(outcome: str, compiled: Compiled) -> bool:
    work = compiled.definition.work
    return any(each.id == outcome and each.means == "done" for each in (work.outcomes if work else ()))


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One example, and what is sent in truth."""

    service: str
    why: str
    sends: Mapping[str, object]
    expected: Mapping[str, object]
    fault: str = ""

    @property
    def holds(self) -> bool:
        return not self.fault


def try_example(example: Example, route: Route, compiled: Compiled) -> Tried:
    """Map one example of the file, and hold it against what the file says is sent."""
    expected = dict(example.sends)
    try:
        answers = {name: _answer(name, said, compiled) for name, said in example.answers.items()}
        case = {each: f"[{each}]" for each in OF_THE_CASE}
        sends = mapped(route, Source(compiled=compiled, answers=answers, case=case))
    except (CannotBeMapped, kinds.Unacceptable) as error:
        return Tried(service=route.service, why=example.why, sends={}, expected=expected, fault=str(error))
    wrong = [name for name in {**sends, **expected} if plain(sends.get(name)) != plain(expected.get(name))]
    fault = "; ".join(f"{name} is {sends.get(name)!r}, not {expected.get(name)!r}" for name in sorted(wrong))
    return Tried(service=route.service, why=example.why, sends=sends, expected=expected, fault=fault)


def _answer(name: str, said: object, compiled: Compiled) -> object:
    question = compiled.questions.get(name)
    if question is None:
        raise CannotBeMapped(f"there is no question `{name}`")
    if question.type is Kind.YES_NO:
        return said == "yes"
    # A day of an example may lie in the future by now: it is only read, as of the last day there is.
    return kinds.check(question, said, today=date.max)


def plain(value: object) -> object:
    """In a file every scalar is text, so that is how both sides are compared."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return None if value is None else as_written(value)


Compile = Callable[[str], Compiled | None]
"""The version of a service that is live, by its key."""
