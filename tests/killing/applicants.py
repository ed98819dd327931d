"""People who apply over real HTTP, and who press reload when the page does not come, until they read a reference."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.killing.founding import KEY, SERVICE

BASE = f"/{KEY}/{SERVICE}/"
_REFERENCE = re.compile(r"trellis-nowrap\">([2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3})<")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PATIENCE = 300.0
"""Seconds for which somebody presses reload before they give up."""


class GaveUp(Exception):
    """Somebody was not served, however often they tried."""


@dataclass(frozen=True, kw_only=True)
class Page:
    status: int
    words: str
    leads_to: str


@dataclass(kw_only=True)
class Applicant:
    """One person with one browser."""

    number: int
    port: int
    answered: Callable[[], None]
    """Told of every page that came."""
    hasty: bool = False
    """Presses Send twice."""
    cookies: dict[str, str] = field(default_factory=dict)
    reloads: int = 0
    cut_off: int = 0
    """How often the server died while it had this person's request."""

    @property
    def email(self) -> str:
        return f"person-{self.number}@darkham.example"

    def apply(self) -> str:
        """From the start page to the reference."""
        start = self._open(BASE)
        asked = self._go(f"{BASE}begin", {"csrfmiddlewaretoken": _token(start)})
        typed = {"lamp": f"L{self.number}", "email": self.email}
        check = self._go(f"{BASE}light", {"csrfmiddlewaretoken": _token(asked), **typed})
        sent = self._send({"csrfmiddlewaretoken": _token(check)})
        found = _REFERENCE.search(sent.words)
        if found is None:
            raise GaveUp(f"person {self.number} was shown no reference: {sent.words[:2000]}")
        return found[1]

    def _send(self, form: dict[str, str]) -> Page:
        if not self.hasty:
            return self._go(f"{BASE}send", form)
        first = threading.Thread(target=self._try, args=("POST", f"{BASE}send", form))
        first.start()
        page = self._go(f"{BASE}send", form)
        first.join()
        return page

    def _go(self, path: str, form: dict[str, str]) -> Page:
        """Send a form and follow where it leads."""
        return self._follow(self._until_it_comes("POST", path, form))

    def _open(self, path: str) -> Page:
        return self._follow(self._until_it_comes("GET", path, {}))

    def _follow(self, page: Page) -> Page:
        while page.leads_to:
            page = self._until_it_comes("GET", page.leads_to, {})
        return page

    def _until_it_comes(self, method: str, path: str, form: dict[str, str]) -> Page:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            page = self._try(method, path, form)
            if page is not None:
                return page
            self.reloads += 1
            time.sleep(random.uniform(0.05, 0.2))
        raise GaveUp(f"person {self.number}: {method} {path} did not come in {_PATIENCE:.0f} seconds")

    def _try(self, method: str, path: str, form: dict[str, str]) -> Page | None:
        """One request; None where the server died on the way, or is not there."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, urlencode(form) if method == "POST" else None, headers)
            response = connection.getresponse()
            words = response.read().decode()
        except ConnectionRefusedError:
            return None
        except (OSError, http.client.HTTPException):
            self.cut_off += 1
            return None
        finally:
            connection.close()
        if response.status >= 400:
            raise GaveUp(f"person {self.number}: {method} {path} came back with {response.status}: {words[:1500]}")
        self._keep_cookies(response)
        self.answered()
        leads_to = urlsplit(response.getheader("Location") or "").path if response.status == 302 else ""
        return Page(status=response.status, words=words, leads_to=leads_to)

    def _keep_cookies(self, response: http.client.HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}


def _token(page: Page) -> str:
    found = _TOKEN.search(page.words)
    if found is None:
        raise GaveUp(f"no form on this page: {page.words[:1500]}")
    return found[1]
