"""Somebody with a browser: opens pages, fills in what a page asks, presses its buttons, follows where it leads."""

from __future__ import annotations

import html
import re
import time
from typing import Any

from django.core.signing import Signer, b62_encode
from django.test import Client

SMALL = {"size": "small"}
LARGE = {"size": "large"}
HOME = {"address.uprn": "10", "address.postcode": "AN1 1AA"}
YOU = {"your-name.first": "Ada", "your-name.last": "Ash", "email": "ada@example.com"}


def signed_before(secret: str, *, seconds: int) -> str:
    """The cookie of a journey as it was sent a while ago: its secret, the time, a signature."""
    return Signer(salt="trellis.web.journey").sign(f"{secret}:{b62_encode(int(time.time()) - seconds)}")


class Visitor:
    """Keeps cookies as a browser does, and knows where it is."""

    def __init__(self, base: str, client: Client | None = None) -> None:
        self.base = base
        self.client = client or Client()
        self.at = base
        self.page = ""
        self.status = 0

    def opens(self, address: str) -> Visitor:
        return self._arrives(self.client.get(self._whole(address), follow=True), self._whole(address))

    def sends(self, address: str, **fields: Any) -> Visitor:
        """Posts a form. Names with a dot or hyphen are given as a dictionary: `sends("where", **HOME)`."""
        return self._arrives(self.client.post(self._whole(address), fields, follow=True), self._whole(address))

    def begins(self) -> Visitor:
        return self.sends("begin")

    def answers(self, **fields: Any) -> Visitor:
        """Fills in the page that is open, and goes on."""
        return self.sends(self.at, **fields)

    def answers_everything(self, *, size: dict[str, str] = SMALL) -> Visitor:
        self.begins().answers(**HOME)
        self.answers(**size)
        self.sends("trees/list")
        if size is LARGE:
            self.answers(space="no")
        self.answers()
        return self.answers(**YOU)

    def says(self, words: str) -> bool:
        return words in self.words

    @property
    def words(self) -> str:
        """What can be read on the page, without its markup."""
        main = self.page.partition("<main")[2].partition("</main>")[0]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.page, re.DOTALL)
        return html.unescape(found[1]) if found else ""

    def _whole(self, address: str) -> str:
        return address if address.startswith("/") else self.base + address

    def _arrives(self, response: Any, address: str) -> Visitor:
        chain = getattr(response, "redirect_chain", [])
        self.at = chain[-1][0] if chain else address
        self.page = response.content.decode(errors="replace")
        self.status = response.status_code
        return self
