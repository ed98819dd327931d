"""What the tests of this floor do again and again: begin, answer, send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from trellis.organisations.models import Organisation
from trellis.services import actions, queries
from trellis.services.contract import Place, PlaceKind, Raw, Upload
from trellis.services.models import Journey

DEFINITIONS = Path(__file__).parent / "definitions"
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
ON = date(2026, 3, 2)

HOME: Mapping[str, Raw] = {"address": {"uprn": "10", "postcode": "AN1 1AA"}}
SMALL: Mapping[str, Raw] = {"size": {"value": "small"}}
LARGE: Mapping[str, Raw] = {"size": {"value": "large"}}
YOU: Mapping[str, Raw] = {
    "your-name": {"first": "Ada", "last": "Ash"},
    "email": {"value": "ada@example.com"},
}


class Resident:
    """Somebody who answers, and keeps only the secret between two pages, as a browser does."""

    def __init__(self, council: Organisation, *, service: str = "street-tree", at: datetime = MONDAY) -> None:
        self.council = council
        self.at = at
        started = actions.start_journey(organisation=council, service=service, channel="web", language="en", at=at)
        self.secret = started.secret

    @property
    def journey(self) -> Journey:
        return queries.journey(organisation=self.council, secret=self.secret)

    def answers(
        self,
        page: str,
        raw: Mapping[str, Raw],
        *,
        item: int | None = None,
        uploads: Mapping[str, Sequence[Upload]] | None = None,
        at: datetime | None = None,
    ) -> Place:
        place = Place(kind=PlaceKind.PAGE, page=page, item=item)
        return actions.answer(journey=self.journey, place=place, raw=raw, uploads=uploads, at=at or self.at)

    def goes_on(self, page: str) -> Place:
        place = Place(kind=PlaceKind.ITEMS, page=page)
        return actions.answer(journey=self.journey, place=place, raw={}, at=self.at)

    def is_at(self, on: date = ON) -> Place:
        return queries.whereabouts(self.journey, on=on)

    def answers_everything(self, *, size: Mapping[str, Raw] = SMALL) -> Place:
        self.answers("where", HOME)
        self.answers("trees", size, item=0)
        self.goes_on("trees")
        if size is LARGE:
            self.answers("space", {"space": {"value": "no"}})
        self.answers("picture", {})
        return self.answers("you", YOU)
