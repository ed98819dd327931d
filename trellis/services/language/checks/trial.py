"""Trying answers out: can this page be met, can this rule hold, can the bill go below nothing?

Every combination of the answers that matter is tried, where there are few enough; answers without a list to choose
from stay unknown, and a rule that needs them is taken as possible. So what is found is true, and not everything is
found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from math import prod

from trellis.services.language.checks.subject import Subject, names_in
from trellis.services.language.checks.trying import Decider, World, empty, offered, said, sizes, world_of
from trellis.services.language.rules import name_of

LONGEST_CHAIN = 40

MOST_WORLDS = 400
"""Combinations tried for one rule, so that checking stays quick."""


@dataclass(frozen=True, kw_only=True)
class Bill:
    """A bill that comes to less than nothing: the line that does it and the answers that lead there."""

    pence: int
    line: int
    answers: tuple[tuple[str, str], ...]


class Remembered:
    """Worlds that are made when they are first asked for, and kept for the next rule that asks for the same."""

    def __init__(self, worlds: Iterable[World | None]) -> None:
        self._waiting = iter(worlds)
        self._kept: list[World] = []

    def __iter__(self) -> Iterator[World]:
        yield from self._kept
        for world in self._waiting:
            if world is not None:
                self._kept.append(world)
                yield world


class Trial:
    """Tries answers on one definition."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._decider = Decider(subject.compiled)
        self._made: dict[tuple[str, ...], Remembered] = {}

    def can_be_met(self, at: int) -> bool | None:
        """Whether some answers lead to this page; None where that cannot be told."""
        page = self.subject.pages[at]
        names = self._closure({*names_in(page.show or ""), *self._stop_names(before=at)})
        worlds = self._worlds(names)
        if worlds is None:
            return None
        return any(self._met(at, world) for world in worlds)

    def someone_gets_through(self) -> bool | None:
        """Whether some answers pass every rule that ends journeys; None where that cannot be told."""
        rules = [rule for rule, _, _ in self._stops]
        worlds = self._worlds(self._closure(name for rule in rules for name in names_in(rule)))
        if worlds is None:
            return None
        return any(self._met(len(self.subject.pages), world) for world in worlds)

    def may_meet_both(self, first: str, second: str) -> bool:
        """Whether one journey may ask both questions. Yes, unless every combination says no."""
        pages = [self.subject.page_of[name] for name in (first, second)]
        shows = [self._show_names(name) for name in (first, second)]
        worlds = self._worlds(self._closure(shows[0] | shows[1]))
        if worlds is None:
            return True
        return any(
            all(
                self._met(at, world) and self._asked(name, world)
                for at, name in zip(pages, (first, second), strict=True)
            )
            for world in worlds
        )

    def can_hold(self, rule: str) -> bool | None:
        """Whether some answers make this rule hold; None where that cannot be told."""
        worlds = self._worlds(self._closure(set(names_in(rule))))
        if worlds is None:
            return None
        return any(self._decided(rule, world) is not False for world in worlds)

    def worst_bill(self) -> Bill | None:
        """The worst of the bills below nothing that were found, or None."""
        fee = self.subject.definition.fee
        names = (
            set().union(*(names_in(line.amount or "") | names_in(line.when or "") for line in fee)) if fee else set()
        )
        for rule, _, _ in self._stops:
            names |= names_in(rule) if names & names_in(rule) else frozenset()
        worst: Bill | None = None
        for world in islice(self._some_worlds(self._closure(names)), MOST_WORLDS):
            bill = self._bill(world) if self._met(len(self.subject.pages), world) else None
            if bill and (worst is None or bill.pence < worst.pence):
                worst = bill
        return worst

    def _bill(self, world: World) -> Bill | None:
        """The bill where a line takes it below nothing. A line that cannot be told counts as not there."""
        total = 0
        for index, line in enumerate(self.subject.definition.fee):
            if line.when and self._decided(line.when, world) is not True:
                continue
            worth = total * (line.percent or 0) // 100 if line.percent is not None else None
            if line.amount is not None:
                due = self._decider.decide(line.amount, world)
                worth = due if isinstance(due, int) and not isinstance(due, bool) else 0
            total += worth or 0
            if total < 0:
                names = names_in(line.amount or "") | names_in(line.when or "")
                shown = tuple((name, said(world[name])) for name in sorted(names) if name in world)
                return Bill(pence=total, line=index, answers=shown)
        return None

    def _met(self, at: int, world: World) -> bool:
        """Whether these answers may lead to this page: shown, and no stop before it."""
        page = self.subject.pages[at] if at < len(self.subject.pages) else None
        if page and page.show and self._decided(page.show, world) is False:
            return False
        return not any(self._decided(rule, world) is wanted for rule, wanted, last in self._stops if last < at)

    def _asked(self, name: str, world: World) -> bool:
        question = self.subject.questions[name]
        return not question.show or self._decided(question.show, world) is not False

    def _decided(self, rule: str, world: World) -> object:
        return self._decider.decide(rule, world)

    @cached_property
    def _stops(self) -> tuple[tuple[str, bool, int], ...]:
        """The rules that end journeys: the rule, what it says when it ends one, and the last page it looks at."""
        stops = []
        for each in self.subject.definition.eligible:
            rule = each.when or each.unless
            if each.then == "stop" and rule and not (each.when and each.unless):
                last = max((self.subject.page_of[n] for n in names_in(rule) if n in self.subject.page_of), default=-1)
                stops.append((rule, each.when is not None, last))
        return tuple(stops)

    def _stop_names(self, *, before: int) -> set[str]:
        """The questions of stops on the way, where they can be tried at all."""
        names: set[str] = set()
        for rule, _, last in self._stops:
            own = {name for name in names_in(rule) if name in self.subject.page_of}
            if last < before and all(self._values(name) for name in own):
                names |= own
        return names

    def _show_names(self, name: str) -> set[str]:
        question = self.subject.questions[name]
        page = self.subject.pages[self.subject.page_of[name]]
        return set(names_in(page.show or "") | names_in(question.show or ""))

    def _closure(self, names: Iterable[str]) -> list[str]:
        """The questions a rule looks at, and those that decide whether these are asked; in the order of the journey.

        A very long chain is cut: what is left out stays unknown, and is taken as possible.
        """
        found: set[str] = set()
        waiting = [name for name in names if name in self.subject.page_of]
        while waiting and len(found) < LONGEST_CHAIN:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                if name in self.subject.questions:
                    waiting += [each for each in self._show_names(name) if each in self.subject.page_of]
        return sorted(found, key=lambda name: self.subject.page_of[name])

    def _worlds(self, names: list[str]) -> Iterable[World] | None:
        """Every combination of answers to these questions, or None where they are too many."""
        key = tuple(name for name in names if self._values(name))
        if key not in self._made:
            if prod(len(self._values(name)) for name in key) > MOST_WORLDS:
                return None
            every = product(*(self._values(name) for name in key))
            self._made[key] = Remembered(self._reached(dict(zip(key, each, strict=True))) for each in every)
        return self._made[key]

    def _some_worlds(self, names: list[str]) -> Iterator[World]:
        """As many combinations as there is time for, spread over all of them."""
        values = {name: offered for name in names if (offered := self._values(name))}
        total = prod(len(offered) for offered in values.values())
        step = max(1, total // MOST_WORLDS)
        step += step > 1 and step % 2 == 0
        for number in range(0, total, step):
            answers: dict[str, object] = {}
            rest = number
            for name, offered in values.items():
                rest, index = divmod(rest, len(offered))
                answers[name] = offered[index]
            world = self._reached(answers)
            if world is not None:
                yield world

    def _reached(self, answers: dict[str, object]) -> World | None:
        """What the answers become on the journey, or None where one of them would not be accepted.

        A question that is not asked has its empty answer.
        """
        for name in list(answers):
            question = self.subject.questions.get(name)
            if question is None:
                continue
            page = self.subject.pages[self.subject.page_of[name]]
            world = world_of(answers)
            if any(self._decided(rule, world) is False for rule in (page.show, question.show) if rule):
                blank = empty(question)
                del answers[name]
                answers |= {} if blank is None else {name: blank}
            elif any(self._decided(check.must, world) is False for check in question.must):
                return None
        return world_of(answers)

    def _values(self, name: str) -> tuple[object, ...]:
        return self._offered.get(name, ())

    @cached_property
    def _offered(self) -> Mapping[str, tuple[object, ...]]:
        """The answers tried for each question; none where there is no list of them."""
        numbers = self._numbers
        tried = {name: offered(question, numbers) for name, question in self.subject.questions.items()}
        repeated = {page.page: page for page in self.subject.pages if page.repeat}
        for page in repeated.values():
            for question in page.questions:
                tried.pop(name_of(question.id), None)
            tried[name_of(page.page)] = sizes(page)
        return tried

    @cached_property
    def _numbers(self) -> tuple[int, ...]:
        """The whole numbers that rules compare with, and their neighbours, where rules turn."""
        said = {int(n) for rule in self.subject.rules for n in re.findall(r"(?<![\w.£])\d{1,7}(?![\w.])", rule.rule)}
        return tuple(sorted({0, 1, *(max(0, n + by) for n in said for by in (-1, 0, 1))}))[:12]
