"""How somebody in the story applies: page by page, as on the web, through the same actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from trellis.demo.story.paying import pay
from trellis.organisations.models import Organisation
from trellis.services import actions, queries
from trellis.services.actions import Submitted
from trellis.services.contract import Place, PlaceKind, TaskStatus, Upload
from trellis.services.language import kinds
from trellis.services.models import Journey

MOST_PAGES = 100


class StoryStuck(Exception):
    """The story cannot go on as it is told: the definition has changed, and the story has not."""


@dataclass(frozen=True, kw_only=True)
class DaysBefore:
    """An answer that is a day, so many days before the application."""

    days: int

    def on(self, day: date) -> str:
        return (day - timedelta(days=self.days)).isoformat()


@dataclass(frozen=True, kw_only=True)
class Application:
    """What somebody answers, by question; repeated things are lists under their page; files are uploads."""

    service: str
    answers: Mapping[str, Any]
    language: str = "en"
    channel: str = "web"
    uploads: Mapping[str, list[Upload]] = field(default_factory=dict)


def apply(application: Application, *, organisation: Organisation, at: datetime) -> str:
    """Start, answer every page, send, pay where there is a fee. Gives the reference."""
    journey = begin(application, organisation=organisation, at=at)
    sent = actions.submit(journey=journey, at=at)
    if not isinstance(sent, Submitted):
        sent = pay(journey, sent, at=at)
    return sent.reference


def begin(application: Application, *, organisation: Organisation, at: datetime, pages: int = MOST_PAGES) -> Journey:
    """Start and answer up to so many pages; somebody who is called away stops there."""
    started = actions.start_journey(
        organisation=organisation,
        service=application.service,
        channel=application.channel,
        language=application.language,
        at=at,
    )
    filling = _Filling(application=application, organisation=organisation, secret=started.secret, at=at)
    return filling.go(started.journey, pages=pages)


@dataclass(kw_only=True)
class _Filling:
    """Somebody at work on one journey."""

    application: Application
    organisation: Organisation
    secret: str
    at: datetime
    added: dict[str, int] = field(default_factory=dict)
    """How many of the repeated things of each page are in."""

    def go(self, journey: Journey, *, pages: int) -> Journey:
        """Page after page, until the end or until somebody is called away."""
        place = queries.whereabouts(journey, on=self.at.date())
        for _ in range(pages):
            if place.kind in {PlaceKind.CHECK, PlaceKind.RESULTS}:
                break
            place = self._next(journey, place)
        if pages == MOST_PAGES and place.kind not in {PlaceKind.CHECK, PlaceKind.RESULTS}:
            raise StoryStuck(f"{self.application.service}: no end after {pages} pages, at {place}")
        return self._now()

    def _now(self) -> Journey:
        return queries.journey(organisation=self.organisation, secret=self.secret)

    def _next(self, journey: Journey, place: Place) -> Place:
        if place.kind is PlaceKind.EXIT:
            raise StoryStuck(f"{self.application.service} ended at the exit {place.page}")
        if place.kind is PlaceKind.TASKS:
            return self._from_the_list()
        if place.kind is PlaceKind.ITEMS:
            return self._more(journey, place)
        answers: Mapping[str, Any] = self.application.answers
        if place.item is not None:
            answers = answers[place.page][place.item]
            self.added[place.page] = place.item + 1
        return self._answer(journey, place, answers)

    def _from_the_list(self) -> Place:
        """On with the first part of the task list that is not done."""
        journey = self._now()
        tasks = queries.task_list(journey, on=self.at.date())
        left = (each.place for each in tasks if each.status is not TaskStatus.DONE and each.place)
        return next(left, None) or queries.whereabouts(journey, on=self.at.date())

    def _answer(self, journey: Journey, place: Place, answers: Mapping[str, Any]) -> Place:
        questions = {each.id: each for each in queries.compiled_for(journey).page(place.page).questions}
        raw = {name: kinds.typed(each, self._told(answers.get(name))) for name, each in questions.items()}
        uploads = {name: files for name, files in self.application.uploads.items() if name in questions}
        return actions.answer(journey=journey, place=place, raw=raw, uploads=uploads, at=self.at)

    def _more(self, journey: Journey, place: Place) -> Place:
        if self.added.get(place.page, 0) < len(self.application.answers.get(place.page, ())):
            return actions.add_item(journey=journey, place=place, at=self.at)
        return actions.answer(journey=journey, place=place, raw={}, at=self.at)

    def _told(self, value: object) -> object:
        return value.on(self.at.date()) if isinstance(value, DaysBefore) else value
