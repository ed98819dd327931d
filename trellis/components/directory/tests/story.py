"""What these tests do again and again: keep a contact or a councillor, read a page, work at the desk."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from trellis.components.directory.facts import Contact, Councillor
from trellis.components.directory.opening import Hours
from trellis.components.directory.typed import read_spans
from trellis.organisations.models import Organisation

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def contact(phone: str = "01632 960111", **also: Any) -> Contact:
    open_always = Hours(week=(read_spans("all day"),) * 7, closed_on_bank_holidays=False)
    said: dict[str, Any] = {"title": (("en", "Trees and parks"), ("cy", "Coed a pharciau")), "hours": open_always}
    return Contact(**(said | {"phone": phone} | also))


def councillor(name: str, ward: str, **also: Any) -> Councillor:
    said: dict[str, Any] = {"party": "Oak Party", "since": date(2023, 5, 4)}
    return Councillor(name=name, ward=ward, **(said | also))


class Reader:
    """Somebody with a browser."""

    def __init__(self, council: Organisation, client: Client | None = None, language: str = "en") -> None:
        self.home, self.client = f"/{council.key}/", client or Client(headers={"accept-language": language})

    def opens(self, address: str) -> Reader:
        return self._arrives(self.client.get(self.home + address))

    def sends(self, place: str, /, **fields: object) -> Reader:
        return self._arrives(self.client.post(self.home + place, fields))

    def _arrives(self, response: Any) -> Reader:
        self.status, self.leads_to = response.status_code, response.headers.get("Location", "")
        self.page = response.content.decode()
        self.words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.page.partition("<body")[2])).split())
        return self
