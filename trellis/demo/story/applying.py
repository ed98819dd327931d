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
from trellis.services.actions.filling import MOST_PAGES, Known
from trellis.services.contract import Raw, Upload
from trellis.services.language import kinds
from trellis.services.language.compiled import Compiled
from trellis.services.models import Journey


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
    known = known_of(application, queries.compiled_for(started.journey), on=at.date())
    try:
        return actions.fill_in(journey=started.journey, known=known, at=at, pages=pages)
    except actions.LeadsNowhere as error:
        raise StoryStuck(f"{application.service}: {error}") from error


def known_of(application: Application, compiled: Compiled, *, on: date) -> Known:
    """What is told of the answers, as they are typed into each page."""
    told = application.answers
    repeated = {page.page: told.get(page.page, ()) for page in compiled.pages if page.repeat}
    return Known(
        raw=_typed(compiled, told, on=on),
        repeated={page: [_typed(compiled, item, on=on) for item in items] for page, items in repeated.items()},
        uploads=application.uploads,
    )


def _typed(compiled: Compiled, told: Mapping[str, Any], *, on: date) -> dict[str, Raw]:
    questions = compiled.questions
    return {name: kinds.typed(questions[name], _on(value, on)) for name, value in told.items() if name in questions}


def _on(value: object, day: date) -> object:
    return value.on(day) if isinstance(value, DaysBefore) else value
