from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from trellis.base.errors import TrellisError
from trellis.base.time import local_day
from trellis.services import queries
from trellis.services.actions.answering import add_item, answer
from trellis.services.contract import Place, PlaceKind, Raw, TaskStatus, Upload
from trellis.services.models import Journey

MOST_PAGES = 100
_ENDS = frozenset({PlaceKind.CHECK, PlaceKind.RESULTS})


class LeadsNowhere(TrellisError):
    """These answers do not lead to the end of the service."""

    code = "leads-nowhere"


@dataclass(frozen=True, kw_only=True)
class Known:
    """Everything that somebody answers, known beforehand: by question; by page, one after the other, where repeated."""

    raw: Mapping[str, Raw]
    repeated: Mapping[str, Sequence[Mapping[str, Raw]]] = field(default_factory=dict)
    uploads: Mapping[str, Sequence[Upload]] = field(default_factory=dict)


def fill_in(*, journey: Journey, known: Known, at: datetime, pages: int = MOST_PAGES) -> Journey:
    """Answer page after page as a person would, to the end or up to so many pages.

    :raises LeadsNowhere: where the answers end at an exit, or nowhere.
    :raises AnswersRefused: at the first page whose answers cannot be used.
    """
    return _Filling(journey=journey, known=known, at=at).go(pages)


@dataclass(kw_only=True)
class _Filling:
    journey: Journey
    known: Known
    at: datetime
    added: dict[str, int] = field(default_factory=dict)
    """How many of the repeated things of each page are in."""

    def go(self, pages: int) -> Journey:
        place = queries.whereabouts(self.journey, on=local_day(self.at))
        for _ in range(pages):
            if place.kind in _ENDS:
                break
            place = self._next(place)
        if pages == MOST_PAGES and place.kind not in _ENDS:
            raise LeadsNowhere(f"no end after {pages} pages, at {place.page}")
        return self._now()

    def _now(self) -> Journey:
        return queries.journey_again(self.journey)

    def _next(self, place: Place) -> Place:
        if place.kind is PlaceKind.EXIT:
            raise LeadsNowhere(f"the service ends early, at {place.page}")
        if place.kind is PlaceKind.TASKS:
            return self._from_the_list()
        if place.kind is PlaceKind.ITEMS:
            return self._more(place)
        raw = self.known.raw
        if place.item is not None:
            raw = self.known.repeated[place.page][place.item]
            self.added[place.page] = place.item + 1
        return self._answer(place, raw)

    def _from_the_list(self) -> Place:
        """On with the first part of the task list that is not done."""
        journey = self._now()
        tasks = queries.task_list(journey, on=local_day(self.at))
        left = (each.place for each in tasks if each.status is not TaskStatus.DONE and each.place)
        return next(left, None) or queries.whereabouts(journey, on=local_day(self.at))

    def _answer(self, place: Place, raw: Mapping[str, Raw]) -> Place:
        asked = [each.id for each in queries.compiled_for(self.journey).page(place.page).questions]
        files = {name: self.known.uploads[name] for name in asked if name in self.known.uploads}
        given = {name: raw.get(name, {}) for name in asked}
        return answer(journey=self.journey, place=place, raw=given, uploads=files, at=self.at)

    def _more(self, place: Place) -> Place:
        if self.added.get(place.page, 0) < len(self.known.repeated.get(place.page, ())):
            return add_item(journey=self.journey, place=place, at=self.at)
        return answer(journey=self.journey, place=place, raw={}, at=self.at)
