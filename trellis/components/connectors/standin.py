"""Playing another organisation's server: the same stand-in over real HTTP, for tests, or in process, for the demo."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

from trellis.components.connectors.wire import PATIENCE, Answer, NoAnswer, NotReached


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request as a stand-in meets it."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Late(Answer):
    """An answer that takes so many seconds."""

    after: float


class NotThere(Exception):
    """Nobody answers at this address."""


class CutOff(Exception):
    """The stand-in did what it was asked, and the line broke before it could say so."""


class StandIn(Protocol):
    """Somebody else's server. Raises `NotThere` and `CutOff` where it misbehaves."""

    def answer(self, request: Request) -> Answer: ...


def request_of(method: str, path: str, *, body: bytes, headers: Mapping[str, str]) -> Request:
    parts = urlsplit(path)
    lower = {name.lower(): value for name, value in headers.items()}
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return Request(method=method, path=parts.path, query=query, headers=lower, body=body)


class InProcess:
    """A wire to a stand-in in this very process: what the demo uses, whichever port it is served on."""

    def __init__(self, standin: StandIn, *, patience: float = PATIENCE) -> None:
        self.standin, self.patience = standin, patience

    def ask(self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        try:
            answer = self.standin.answer(request_of(method, path, body=body, headers=headers or {}))
        except NotThere:
            raise NotReached("the stand-in is down") from None
        except CutOff:
            raise NoAnswer("the stand-in broke off") from None
        if isinstance(answer, Late) and answer.after > self.patience:
            raise NoAnswer("the stand-in was too slow")
        return answer

    def close(self) -> None:
        """Nothing is open."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    standin: StandIn

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        asked = request_of(self.command, self.path, body=self.rfile.read(length), headers=dict(self.headers))
        try:
            answer = self.standin.answer(asked)
        except (NotThere, CutOff):
            self.close_connection = True
            return
        if isinstance(answer, Late):
            time.sleep(answer.after)
        self.send_response(answer.status)
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_PUT = _any  # noqa: N815  the library names them so

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library names it so
        """Say nothing: a stand-in has no log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Somebody hung up on us: that is theirs to do."""


class Served:
    """A stand-in served on this machine: `with Served(works) as served: served.address`."""

    def __init__(self, standin: StandIn, *, port: int = 0) -> None:
        handler = type("Handler", (_Handler,), {"standin": standin})
        self.server = _Server(("127.0.0.1", port), handler)
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Served:
        self.thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
