"""One HTTP request at a time to another organisation's server: bounded, pinned, without redirects.

The name is looked up and its address checked each time a connection is made, and that very address is connected to:
a name that points elsewhere a moment later cannot lead us inside.
"""

from __future__ import annotations

import http.client
import ipaddress
import select
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from trellis.base.errors import TrellisError

PATIENCE = 10.0
"""Seconds for one answer."""
LARGEST_ANSWER = 4 * 1024 * 1024
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of the old internet written in the new one (RFC 6052)."""


class NotReached(TrellisError):
    """The request certainly did not arrive."""

    code = "not-reached"


class NoAnswer(TrellisError):
    """The request may have arrived; no answer that we can use came back."""

    code = "no-answer"


class AddressRefused(TrellisError):
    """This address lies inside a private network or on this machine, or is no web address at all."""

    code = "address-refused"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Wire(Protocol):
    """Raises `NotReached` or `NoAnswer`; any status that came back is an answer."""

    def ask(self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer: ...

    def close(self) -> None: ...


class NoWire:
    """For a system that is not asked over a wire."""

    def ask(self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        raise NotReached("this system is not asked over a wire")

    def close(self) -> None:
        """Nothing is open."""


class Line:
    """A wire to a real server."""

    def __init__(self, address: str, *, inside: bool = False, patience: float = PATIENCE) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
            raise AddressRefused(f"{address} is not a web address that we can connect to")
        if parts.scheme == "http" and not inside:
            raise AddressRefused(f"{address} is not encrypted: use https")
        self.host, self.secure = parts.hostname, parts.scheme == "https"
        self.port = parts.port or (443 if self.secure else 80)
        self.path = parts.path.rstrip("/")
        self.inside, self.patience = inside, patience
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        connection = self._connected()
        sent = {"Accept": "application/json", "User-Agent": "Trellis", **(headers or {})}
        try:
            connection.request(method, self.path + path, body or None, sent)
            return self._read(connection.getresponse())
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NoAnswer(f"{self.host}: {error!r}") from error

    def close(self) -> None:
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
        self._connection = None

    def _read(self, response: http.client.HTTPResponse) -> Answer:
        until, chunks, size = time.monotonic() + self.patience, list[bytes](), 0
        while chunk := response.read1(65536):
            size += len(chunk)
            chunks.append(chunk)
            if size > LARGEST_ANSWER or time.monotonic() > until:
                self.close()
                raise NoAnswer(f"{self.host} answers too much or too slowly")
        headers = {name.lower(): value for name, value in response.getheaders()}
        # Also where its length said that it was whole: the library waits for this before the next request.
        response.close()
        if response.will_close:
            self.close()
        return Answer(status=response.status, body=b"".join(chunks), headers=headers)

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is not None and not _hung_up(self._connection):
            return self._connection
        self.close()
        connection = http.client.HTTPConnection(self.host, self.port, timeout=self.patience)
        try:
            connection.sock = self._reached(self._checked_address())
        except OSError as error:
            raise NotReached(f"{self.host}: {error!r}") from error
        self._connection = connection
        return connection

    def _reached(self, address: str) -> socket.socket:
        """A line to this very address, encrypted for the name where it is to be."""
        reached = socket.create_connection((address, self.port), timeout=self.patience)
        try:
            reached.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if not self.secure:
                return reached
            return ssl.create_default_context().wrap_socket(reached, server_hostname=self.host)
        except OSError:
            reached.close()
            raise

    def _checked_address(self) -> str:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = [str(each[4][0]) for each in found]
        refused = [each for each in addresses if not self.inside and not is_public(each)]
        # One that leads inside is enough: whoever controls the name controls the order of its addresses.
        if refused or not addresses:
            raise AddressRefused(f"{self.host} is {refused[0] if refused else 'nowhere'}, which is not on the internet")
        return addresses[0]


def is_public(address: str) -> bool:
    """Whether this address is on the internet: not this machine, not a private network, not a cloud's own service."""
    known = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(known, ipaddress.IPv6Address):
        embedded = known.ipv4_mapped or known.sixtofour or (known.teredo[1] if known.teredo else None)
        if known in _TRANSLATED:
            embedded = ipaddress.IPv4Address(int(known) & 0xFFFFFFFF)
        if embedded is not None and not embedded.is_global:
            return False
    return known.is_global and not known.is_multicast


def _hung_up(connection: http.client.HTTPConnection) -> bool:
    """Whether the other side closed it while nobody was asking: better known before a request than after."""
    return connection.sock is None or bool(select.select([connection.sock], [], [], 0)[0])
