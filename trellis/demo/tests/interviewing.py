"""Somebody at a terminal, who types what each prompt asks for."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.test import Client

from trellis.channels.interview.conversation import Conversation
from trellis.channels.interview.journeys import KeptJourney
from trellis.channels.interview.sending import send
from trellis.channels.interview.terminal import Terminal
from trellis.demo.tests.told import Told, in_words, once_each
from trellis.organisations.queries import Organisation
from trellis.services.contract import Asked, Place, PlaceKind, Step
from trellis.services.language import kinds
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Kind


class _Overheard(KeptJourney):
    """A journey like any other, of which is noted what was asked when."""

    def __init__(self, *, organisation: Organisation, service: str, clock: Callable[[], datetime]) -> None:
        super().__init__(organisation=organisation, service=service, language="en", clock=clock)
        self.met: list[Place] = []
        self.now: Step | None = None

    def step(self, place: Place) -> Step:
        self.now = super().step(place)
        if place.kind is PlaceKind.PAGE:
            self.met.append(place)
        return self.now


class Interviewed:
    """One way through a service at the terminal."""

    def __init__(
        self,
        compiled: Compiled,
        *,
        organisation: Organisation,
        clock: Callable[[], datetime],
        answers: Mapping[str, Any],
        paper: Path,
    ) -> None:
        self.compiled, self.answers, self.paper = compiled, answers, paper
        self.said: list[str] = []
        self.journey = _Overheard(organisation=organisation, service=compiled.definition.service, clock=clock)
        self._to_type: deque[str | Callable[[], str]] = deque()
        self._terminal = Terminal(write=self.said.append, lines=self._lines())

    def goes(self) -> tuple[tuple[Place, ...], Place]:
        """To the end: the pages met, and the end."""
        end = Conversation(self.journey, self.journey.compiled, terminal=self._terminal, language="en").hold()
        return once_each(self.journey.met), end

    def tells(self, pages: tuple[Place, ...], end: Place, kept: Mapping[str, Any]) -> Told:
        """What was said at the end."""
        checked = self.said[self.said.index("Check your answers") + 1 :] if "Check your answers" in self.said else []
        lines = [found[1] for line in checked if (found := re.fullmatch(r"  \d+\. (.*)", line))]
        bill = [found for line in checked if (found := re.fullmatch(r"  (?!\d+\. )(.*): (-?£.*)", line))]
        total = [found[1] for line in checked if (found := re.fullmatch(r"To pay: (-?£.*)", line))]
        results = [line.removeprefix("- ") for line in self.said if line.startswith("- ")]
        return Told(
            pages=pages,
            end=end,
            shown=tuple(in_words(line, "") for line in lines),
            fee=(*(f"{line[1]} {line[2]}" for line in bill), *total),
            results=tuple(sorted(results)) if end.kind is PlaceKind.RESULTS else (),
            kept=kept,
        )

    def sends(self) -> str:
        """Send it, paying first where there is a fee; gives the reference."""
        return send(self.journey, terminal=self._terminal, language="en")

    def _lines(self) -> Iterator[str]:
        for _ in range(1000):
            if not self._to_type:
                self._to_type.extend(self._typed())
            following = self._to_type.popleft()
            yield following if isinstance(following, str) else following()
        raise AssertionError(f"no end after 1000 lines: {self.said[-5:]}")

    def _typed(self) -> list[str | Callable[[], str]]:
        """What is typed at the prompt that was said last, and at those that belong to it."""
        prompt, step = self.said[-1], self.journey.now
        if prompt.startswith("Type send"):
            return ["send"]
        if prompt == ">:" and (paying := re.search(r"/pay-sandbox/\S+", self.said[-2])):
            Client().post(f"{paying[0]}/choose", {"behaviour": "pay"})
            return [""]
        assert step, prompt
        if step.place.kind is PlaceKind.ITEMS:
            return ["yes" if len(step.items) < len(self.answers[step.place.page]) else "no"]
        assert not self.said[-2].startswith("! "), self.said[-3:]
        asked = self._asked(step)
        held = self.answers if step.place.item is None else self.answers[step.place.page][step.place.item]
        return self._answer(asked, held.get(asked.id))

    def _asked(self, step: Step) -> Asked:
        """The question whose words were said last; it has no words of its own where the heading said them."""
        number = "" if step.place.item is None else f" {step.place.item + 1}"
        called = {each.label: each for each in step.questions}
        called |= {f"{step.title}{number}": each for each in step.questions if each.label == step.title}
        return next(called[line] for line in reversed(self.said) if line in called)

    def _answer(self, asked: Asked, value: Any) -> list[str | Callable[[], str]]:
        question = self.compiled.questions[asked.id]
        typed: Mapping[str, Any] = {} if value is None else kinds.typed(question, value)
        numbers = {option.value: str(number) for number, option in enumerate(asked.options, 1)}
        match asked.kind:
            case Kind.FILE:
                return [*(str(self.paper) for _ in value or ()), ""]
            case Kind.DECLARATION:
                return ["yes"]
            case Kind.YES_NO | Kind.CHOICE | Kind.SELECT:
                return [numbers[typed["value"]] if typed else ""]
            case Kind.CHOICES:
                return [", ".join(numbers[each] for each in typed["value"]) if typed else ""]
            case Kind.ADDRESS if value is None:
                return [""]
            case Kind.ADDRESS if value["uprn"]:
                return [typed["postcode"], lambda: self._number_of(value["lines"][0])]
            case Kind.ADDRESS:
                return [typed["postcode"], typed["line1"], typed["line2"], typed["town"]]
        return [typed.get(part, "") for part in asked.parts]

    def _number_of(self, home: str) -> str:
        """Which of the addresses on the list just said it is."""
        lines = (re.fullmatch(rf"  (\d+)\. {re.escape(home)},.*", line) for line in reversed(self.said))
        return next(found[1] for found in lines if found)
