"""What an interview goes through: a journey that is kept and sent, or a rehearsal that is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from trellis.base.time import local_day
from trellis.organisations.queries import Organisation
from trellis.services import actions, queries
from trellis.services.contract import AnswerGroup, Charge, Place, Raw, Step, TaskLine, Upload
from trellis.services.language.compiled import Compiled
from trellis.services.language.evaluate import Walk

CHANNEL = "interview"


class Journeying(Protocol):
    """One person's way through a service, whether it is kept or not."""

    @property
    def walk(self) -> Walk: ...

    def whereabouts(self) -> Place: ...

    def step(self, place: Place) -> Step: ...

    def answer(
        self, place: Place, raw: Mapping[str, Raw], uploads: Mapping[str, Sequence[Upload]] | None = None
    ) -> Place: ...

    def add_item(self, place: Place) -> Place: ...

    def back(self, place: Place) -> Place | None: ...

    def check_answers(self) -> tuple[AnswerGroup, ...]: ...

    def task_list(self) -> tuple[TaskLine, ...]: ...

    def speak(self, language: str) -> None: ...


class KeptJourney:
    """A journey like any other's: the same actions, the same case."""

    def __init__(
        self, *, organisation: Organisation, service: str, language: str, clock: Callable[[], datetime]
    ) -> None:
        self._clock = clock
        self._journey = actions.start_journey(
            organisation=organisation, service=service, channel=CHANNEL, language=language, at=clock()
        ).journey

    @property
    def compiled(self) -> Compiled:
        return queries.compiled_for(self._journey)

    @property
    def language(self) -> str:
        return self._journey.language

    @property
    def walk(self) -> Walk:
        return queries.outcome_of(self._journey, on=self._today)

    @property
    def _today(self) -> date:
        return local_day(self._clock())

    def whereabouts(self) -> Place:
        return queries.whereabouts(self._journey, on=self._today)

    def step(self, place: Place) -> Step:
        return queries.step(self._journey, place, on=self._today)

    def answer(
        self, place: Place, raw: Mapping[str, Raw], uploads: Mapping[str, Sequence[Upload]] | None = None
    ) -> Place:
        try:
            return actions.answer(journey=self._journey, place=place, raw=raw, uploads=uploads, at=self._clock())
        finally:
            self._look_again()

    def add_item(self, place: Place) -> Place:
        return actions.add_item(journey=self._journey, place=place, at=self._clock())

    def back(self, place: Place) -> Place | None:
        return queries.back_from(self._journey, place, on=self._today)

    def check_answers(self) -> tuple[AnswerGroup, ...]:
        return queries.check_answers(self._journey, on=self._today)

    def task_list(self) -> tuple[TaskLine, ...]:
        return queries.task_list(self._journey, on=self._today)

    def speak(self, language: str) -> None:
        actions.change_language(journey=self._journey, language=language, at=self._clock())
        self._look_again()

    def submit(self) -> actions.Submitted | Charge:
        """Send it, or say what is to be paid first."""
        return actions.submit(journey=self._journey, at=self._clock())

    def _look_again(self) -> None:
        self._journey = queries.journey_again(self._journey)
