"""Going through a definition without keeping anything: what an interview of a file does, and what tests may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from trellis.services import way as wayfinding
from trellis.services.answers import Held
from trellis.services.asking import answer_groups, step_of
from trellis.services.contract import AnswerGroup, Kept, Place, PlaceKind, Raw, Step, TaskLine, Upload
from trellis.services.errors import AnswersRefused, NoSuchPage, TooManyItems
from trellis.services.language.compiled import Compiled
from trellis.services.language.evaluate import Walk
from trellis.services.language.model import Question
from trellis.services.reading import read_page, take_in
from trellis.services.way import Way, answered, way_of


class Rehearsal:
    """A journey in memory. Documents are counted and named, never opened."""

    def __init__(self, compiled: Compiled, *, language: str, on: date, participant: str = "applicant") -> None:
        self.way: Way = way_of(compiled, Held(), language=language, participant=participant, on=on)
        self._documents: list[Kept] = []

    @property
    def walk(self) -> Walk:
        return self.way.walk

    def whereabouts(self) -> Place:
        return wayfinding.whereabouts(self.way)

    def step(self, place: Place) -> Step:
        self._must_be_on(place)
        return step_of(self.way, place, documents=self._documents)

    def check_answers(self) -> tuple[AnswerGroup, ...]:
        return answer_groups(self.way)

    def task_list(self) -> tuple[TaskLine, ...]:
        return wayfinding.task_list(self.way)

    def back(self, place: Place) -> Place | None:
        return wayfinding.before(self.way, place)

    def answer(
        self, place: Place, raw: Mapping[str, Raw], uploads: Mapping[str, Sequence[Upload]] | None = None
    ) -> Place:
        """Take in the answers of one page, and say where to go next.

        :raises AnswersRefused: with the step to show again.
        """
        self._must_be_on(place)
        if place.kind is PlaceKind.ITEMS:
            return self._go_on(self.way, place)
        self.way, refused = take_in(self.way, place, uploads or {}, keep=self._keep)
        page = read_page(self.way, place, raw)
        known = {each.question for each in refused}
        problems = refused + tuple(each for each in page.problems if each.question not in known)
        if problems:
            step = step_of(page.way, place, typed=raw, problems=problems, documents=self._documents)
            raise AnswersRefused(step)
        return self._go_on(page.way, place)

    def add_item(self, place: Place) -> Place:
        items, repeat = self.way.held.items(place.page), self.way.compiled.page(place.page).repeat
        if repeat is None or len(items) >= repeat.to:
            raise TooManyItems
        return Place(kind=PlaceKind.PAGE, page=place.page, item=len(items))

    def speak(self, language: str) -> None:
        """Go on in another language."""
        self.way = way_of(
            self.way.compiled, self.way.held, language=language, participant=self.way.participant, on=self.way.on
        )

    def _must_be_on(self, place: Place) -> None:
        if place.kind not in {PlaceKind.PAGE, PlaceKind.ITEMS} or not wayfinding.is_on(self.way, place):
            raise NoSuchPage

    def _go_on(self, found: Way, place: Place) -> Place:
        self.way, following = answered(found, place)
        return following

    def _keep(self, question: Question, upload: Upload) -> Kept:
        number = f"rehearsed-{len(self._documents) + 1}"
        self._documents.append(Kept(id=number, name=upload.name[:255], media_type="", size=len(upload.content)))
        return self._documents[-1]
