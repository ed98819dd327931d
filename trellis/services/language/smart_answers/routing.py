"""Where each answer leads in the source, turned into when each page is shown.

The source says "after this answer, go there"; a definition says "this page is shown when". An answer that leads
somewhere implies that its question was asked, so a page's rule needs only the last choice that leads to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trellis.services.language.smart_answers.conditions import Asked, one_of
from trellis.services.language.smart_answers.source import Flow, SourceQuestion, refused


@dataclass(frozen=True, kw_only=True)
class Route:
    """From a question to the next, for these answers (None: whatever the answer)."""

    start: str
    values: frozenset[str] | None
    end: str


@dataclass
class Reach:
    """When a question is reached: always, or after one of these answers."""

    always: bool = False
    after: dict[str, set[str]] = field(default_factory=dict)

    def merge(self, other: Reach) -> None:
        self.always = self.always or other.always
        for question, values in other.after.items():
            self.after.setdefault(question, set()).update(values)


@dataclass(frozen=True, kw_only=True)
class Routing:
    """All routes of a flow, and what follows from them for its pages."""

    order: tuple[str, ...]
    routes: tuple[Route, ...]
    unknown: Mapping[str, str]
    """Questions whose onward routes the source does not tell, with why."""
    shown: Mapping[str, str | None]
    """The rule for each question's page; None where it is always shown."""

    def into(self, outcome: str, asked: Mapping[str, Asked]) -> str | None:
        """The rule for ending in this outcome, or None where no known route leads there."""
        ways = [route for route in self.routes if route.end == f"outcome:{outcome}"]
        said = [
            one_of(asked[way.start], sorted(way.values)).text if way.values else f"answered({asked[way.start].name})"
            for way in ways
        ]
        return " || ".join(said) or None


def route(flow: Flow, asked: Mapping[str, Asked]) -> Routing:
    """Every route of the flow, the order of its questions, and when each is shown."""
    routes: list[Route] = []
    unknown: dict[str, str] = {}
    questions = {question.id: question for question in flow.questions}
    for question in flow.questions:
        found, why = _onward(question, several=asked[question.id].several)
        routes += found
        if why:
            unknown[question.id] = why
    _must_lead_somewhere(routes, flow)
    order = _ordered(flow, routes)
    return Routing(
        order=order,
        routes=tuple(routes),
        unknown=unknown,
        shown={name: _said(reach, asked) for name, reach in _reaches(order, routes, questions, unknown).items()},
    )


def _onward(question: SourceQuestion, *, several: bool) -> tuple[list[Route], str]:
    """The routes out of a question, and why they are not known where they are not."""
    start = question.id
    if question.next_by_answer and several:
        return [], "the next question depends on several answers at once"
    if question.next_by_answer:
        ends: dict[str, set[str]] = {}
        for option in question.options:
            end = question.next_by_answer.get(option.value, question.next or "")
            ends.setdefault(end, set()).add(option.value)
        if "" in ends:
            return [], f"the file does not say where the answer `{min(ends[''])}` leads"
        return [Route(start=start, values=frozenset(values), end=end) for end, values in ends.items()], ""
    end = question.next or (question.possible_next[0] if len(question.possible_next) == 1 else "")
    if end:
        return [Route(start=start, values=None, end=end)], ""
    return [], "the file lists where it may lead and not which answer leads there"


def _must_lead_somewhere(routes: list[Route], flow: Flow) -> None:
    known = {question.id for question in flow.questions} | {f"outcome:{outcome.id}" for outcome in flow.outcomes}
    for each in routes:
        if each.end not in known:
            raise refused("the flow file", f"question {each.start}", f"It leads to `{each.end}`, which is not there")


def _ordered(flow: Flow, routes: list[Route]) -> tuple[str, ...]:
    """The questions in an order in which each comes after those that lead to it."""
    waiting = {question.id: set[str]() for question in flow.questions}
    for each in routes:
        if each.end in waiting:
            waiting[each.end].add(each.start)
    order: list[str] = []
    while len(order) < len(waiting):
        ready = next((name for name, before in waiting.items() if name not in order and before <= set(order)), None)
        if ready is None:
            stuck = min(set(waiting) - set(order))
            raise refused(
                "the flow file",
                f"question {stuck}",
                f"The questions go in a circle through `{stuck}`",
                f"Change `next` of one question in the circle, so that `{stuck}` is not asked again.",
            )
        order.append(ready)
    return tuple(order)


def _reaches(
    order: tuple[str, ...],
    routes: list[Route],
    questions: Mapping[str, SourceQuestion],
    unknown: Mapping[str, str],
) -> dict[str, Reach]:
    perhaps = {end for name in unknown for end in questions[name].possible_next}
    reaches: dict[str, Reach] = {}
    for name in order:
        ways = [each for each in routes if each.end == name]
        reach = Reach(always=not ways or name in perhaps)
        for way in ways:
            reach.merge(reaches[way.start] if way.values is None else Reach(after={way.start: set(way.values)}))
        reaches[name] = _simplified(reach, reaches, questions)
    return reaches


def _simplified(reach: Reach, reaches: Mapping[str, Reach], questions: Mapping[str, SourceQuestion]) -> Reach:
    """Where every answer to a question leads here, being asked that question is enough."""
    while not reach.always:
        full = [name for name, values in reach.after.items() if values >= _offered(questions[name])]
        if not full:
            return reach
        del reach.after[full[0]]
        reach.merge(reaches[full[0]])
    return Reach(always=True)


def _offered(question: SourceQuestion) -> set[str]:
    return {option.value for option in question.options}


def _said(reach: Reach, asked: Mapping[str, Asked]) -> str | None:
    if reach.always:
        return None
    return " || ".join(one_of(asked[name], sorted(values)).text for name, values in reach.after.items())
