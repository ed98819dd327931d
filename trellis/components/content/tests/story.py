"""What these tests do again and again: employ somebody, write a page, have it approved, read it."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from trellis.components.content import actions
from trellis.components.content.models import Page
from trellis.components.content.written import Kind, Words, Written
from trellis.organisations.actors import Actor, Role
from trellis.organisations.models import Organisation
from trellis.organisations.queries import actor_for
from trellis.organisations.tests.story import employed

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
BODY = """We collect from every home.

## When we come

- food waste every week
- recycling every second week

## What goes where

Ask for a [street tree](/street-tree/) or read [what others say](https://example.org/bins).
"""


def at_work(council: Organisation, name: str, *roles: Role) -> Actor:
    """Somebody who works for the council."""
    return actor_for(employed(council, name, *roles, at=MONDAY), organisation=council)


def words(title: str = "Your bins", summary: str = "When we come, and what goes where.", body: str = BODY) -> Words:
    return Words(title=title, summary=summary, body=body)


def written(kind: Kind = Kind.GUIDANCE, **also: Any) -> Written:
    return Written(kind=kind, **({"words": {"en": words()}} | also))


def published(
    address: str, *, by: Actor, approved_by: Actor, said: Written | None = None, at: datetime = MONDAY
) -> Page:
    """A page that residents see."""
    page = actions.begin(address=address, written=said or written(), at=at, by=by)
    actions.ask_approval(page=page.pk, version=1, at=at, by=by)
    actions.approve(page=page.pk, version=1, at=at, by=approved_by)
    return page


class Reader:
    """Somebody with a browser."""

    def __init__(self, council: Organisation, language: str = "en") -> None:
        self.home = f"/{council.key}/"
        self.client = Client(headers={"accept-language": language})

    def opens(self, address: str) -> Reader:
        """Opens an address under the organisation's."""
        response = self.client.get(self.home + address)
        self.status, self.response = response.status_code, response
        self.leads_to = response.headers.get("Location", "")
        self.page = response.content.decode()
        return self

    @property
    def words(self) -> str:
        """What can be read on the page, above and in its main part."""
        body = self.page.partition("<body")[2].partition("<footer")[0]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
