"""Asking a server that speaks JSON over HTTP, and what each way to fail means to the port: for any connector."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from trellis.components.connectors.port import Away, InDoubt, Refused
from trellis.components.connectors.wire import Answer, NoAnswer, NotReached, Wire

LATER = frozenset({408, 425, 429, 502, 503, 504})
"""It says itself that it did nothing, or a server in front of it does: it is tried again."""
WHO_ARE_YOU = frozenset({401, 403})
"""A wrong secret is no fault of the work: it waits until the secret is right."""


class Rest:
    """A wire on which JSON is spoken."""

    def __init__(self, wire: Wire, *, headers: Mapping[str, str]) -> None:
        self.wire, self.headers = wire, headers

    def make(self, path: str, said: object, *, method: str = "POST", headers: Mapping[str, str] | None = None) -> Any:
        """Have something made; what it says of it. Raises `Away`, `Refused` or `InDoubt`."""
        body = json.dumps(said, ensure_ascii=False).encode()
        return self._made(method, path, body, {"Content-Type": "application/json", **(headers or {})})

    def make_by_form(self, path: str, fields: Mapping[str, object]) -> Any:
        """The same, asked as a form of a web page asks."""
        body = urlencode(fields, doseq=True).encode()
        return self._made("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"})

    def _made(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Any:
        sent = {**self.headers, **headers}
        try:
            answer = self.wire.ask(method, path, body=body, headers=sent)
        except NotReached as error:
            raise Away(str(error)) from error
        except NoAnswer as error:
            raise InDoubt(str(error)) from error
        if answer.status in LATER | WHO_ARE_YOU:
            raise Away(f"it says {answer.status}")
        if 400 <= answer.status < 500:
            raise Refused(f"{answer.status}: {_words(answer)}")
        if not 200 <= answer.status < 300:
            # A server that failed half way may have made it.
            raise InDoubt(f"it says {answer.status}")
        try:
            return json.loads(answer.body)
        except ValueError as error:
            raise InDoubt("it says that it is made, and not what") from error

    def ask(self, path: str) -> Any:
        """What it says to a question. Nothing that it fails to say changes anything: any trouble is `Away`."""
        try:
            answer = self.wire.ask("GET", path, headers=self.headers)
        except (NotReached, NoAnswer) as error:
            raise Away(str(error)) from error
        if answer.status != 200:
            raise Away(f"it says {answer.status}")
        try:
            return json.loads(answer.body)
        except ValueError as error:
            raise Away("its answer is not JSON") from error


def _words(answer: Answer) -> str:
    """Why it refused, as it words it: nothing but text, and not much of it."""
    return " ".join(answer.body[:400].decode("utf-8", "replace").split())[:200]
