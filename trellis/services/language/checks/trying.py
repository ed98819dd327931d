"""Deciding a definition's rules on answers that nobody gave, with the same engine that decides them for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations

from trellis.services.language import kinds
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Kind, Page, Question
from trellis.services.language.rules import Unknown, answered_name, name_of
from trellis.services.language.tables import figures

World = Mapping[str, object]
"""Answers by the names that rules use; an answer that is not there is not known."""


MOST_DECISIONS = 20_000
"""What one check may try, so that a strange file is answered as quickly as any other. Then nobody can tell."""


class Decider:
    """Decides rules on made-up answers. Days stay unknown: a service must hold on every day."""

    def __init__(self, compiled: Compiled) -> None:
        self._left = MOST_DECISIONS
        self._rules = {rule.source: rule for rule in compiled.rules.values()}
        nation = compiled.definition.nation
        self._known: dict[str, object] = {"nation": nation}
        for key, table in compiled.tables.items():
            held = figures(table, nation=nation, on=date.max)
            if held is not None:
                self._known[name_of(key)] = held

    def decide(self, rule: str, world: World) -> object | None:
        """What a rule comes to, or None where nobody can tell."""
        compiled = self._rules.get(rule)
        if compiled is None or not self._left:
            return None
        self._left -= 1
        found = compiled.decide({**self._known, **world})
        return None if isinstance(found, Unknown) else found


def world_of(answers: Mapping[str, object]) -> World:
    """These answers, with whether each is one: what `answered(x)` asks for."""
    return {**answers, **{answered_name(name): value not in ("", [], ()) for name, value in answers.items()}}


def empty(question: Question) -> object | None:
    """The answer of a question that is not asked, or None where its kind has none."""
    blank = kinds.empty(question)
    return list(blank) if isinstance(blank, tuple) else blank


def offered(question: Question, numbers: tuple[int, ...]) -> tuple[object, ...]:
    """The answers that are tried for a question; none where there is no list of them."""
    values = [choice.value for choice in question.choices]
    if question.type in {Kind.CHOICE, Kind.SELECT}:
        return (*values, "") if question.optional else tuple(values)
    if question.type is Kind.CHOICES:
        alone = [choice.value for choice in question.choices if choice.exclusive]
        others = [value for value in values if value not in alone]
        some = [list(each) for size in (1, 2) for each in combinations(others, size)] if len(others) <= 9 else []
        return ([], *([value] for value in alone), *some, others) if some else ()
    if question.type in {Kind.YES_NO, Kind.DECLARATION}:
        return (True, False)
    if question.type is Kind.NUMBER and "." not in question.least + question.most:
        least = int(question.least) if question.least.lstrip("-").isdigit() else 0
        most = int(question.most) if question.most.lstrip("-").isdigit() else 1000
        return tuple(sorted({least, most, *(n for n in numbers if least <= n <= most)}))
    return ()


def sizes(page: Page) -> tuple[object, ...]:
    """A repeated page answered as often as it may be, with nothing in it that could be known."""
    if page.repeat is None:
        return ()
    most = min(page.repeat.to, page.repeat.from_ + 5, 20)
    return tuple([{} for _ in range(size)] for size in range(max(0, page.repeat.from_), most + 1))


def said(value: object) -> str:
    """A made-up answer as it stands in a finding."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return f"{len(value)} long" if value and isinstance(value[0], dict) else f"[{', '.join(map(str, value))}]"
    return str(value) or "empty"
