"""A browser without a browser: requests straight into the WSGI application, through all its middleware."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

_TOKEN = 'name="csrfmiddlewaretoken" value="'
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: str

    @property
    def location(self) -> str:
        return next((value for name, value in self.headers if name.lower() == "location"), "")


@dataclass
class Browser:
    """Keeps cookies, and knows the token of the last form it saw."""

    application: Application
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, b"")

    def post(self, address: str, **fields: str) -> Answer:
        sent = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        return self._ask("POST", address, sent)

    def _ask(self, method: str, address: str, sent: bytes) -> Answer:
        parts = urlsplit(address)
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(sent)),
            "wsgi.input": io.BytesIO(sent),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        return self._taken(environ)

    def _taken(self, environ: dict[str, Any]) -> Answer:
        started: list[Any] = []
        chunks = self.application(environ, lambda status, headers, *_: started.extend((status, headers)))
        body = b"".join(chunks).decode()
        if hasattr(chunks, "close"):
            chunks.close()
        status, headers = started
        for name, value in headers:
            if name.lower() == "set-cookie":
                # What a browser does with an answer is not the server's work: as little as will do.
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if _TOKEN in body:
            self.token = body.partition(_TOKEN)[2].partition('"')[0]
        return Answer(status=int(status.split()[0]), headers=headers, body=body)
