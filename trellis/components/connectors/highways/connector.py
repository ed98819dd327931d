"""A highways system by Open311: requests for a street, each with its status and notes (GeoReport v2).

POST requests.json              makes a request; answers with its number, or with a token where that comes later
GET  tokens/TOKEN.json          the number, once there is one
GET  requests/NUMBER.json       one request
GET  requests.json?page=N       every request, page by page; `updated_after` where the server knows it
GET  services.json              which service codes it takes

The standard knows no repeats, and has no field for a key of ours: the key stands at the end of the description, which
comes back. What is handed over is read back once, so that a number of somebody else's request is not taken for ours.

options of the connection: jurisdiction_id    options of a service: service_code
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from trellis.components.connectors.port import Away, Held, InDoubt, Link, News, Parcel, System
from trellis.components.connectors.rest import Rest

PAGE = 100
MOST_PAGES = 200
_KEY = re.compile(r"\[(([^\s.\[\]]{1,20})\.[^\s\[\]]{1,60})\]\s*$")


class Highways:
    """One highways authority, opened. Keeps `System`, `Reports`, `Books`, `Redeems` and `Offers`."""

    option = "service_code"

    def __init__(self, rest: Rest, *, api_key: str, options: Mapping[str, str]) -> None:
        self.rest, self.api_key = rest, api_key
        self.jurisdiction = options.get("jurisdiction_id", "")

    def hand_over(self, parcel: Parcel) -> Held:
        described = str(parcel.fields.get("description", "")).strip()
        said = {
            **parcel.options,
            **parcel.fields,
            "description": f"{described}\n[{parcel.key}]".strip(),
            "api_key": self.api_key,
            **({"jurisdiction_id": self.jurisdiction} if self.jurisdiction else {}),
        }
        number, receipt = _number_of(self.rest.make_by_form("/requests.json", said))
        if not number and not receipt:
            raise InDoubt("it says that it made a request, and not which")
        held = self._read_back(number) if number else None
        return held or Held(key=parcel.key, about=parcel.about, number=number, receipt=receipt)

    def find(self, key: str) -> tuple[Held, ...]:
        return tuple(each for each in self.holdings() if each.key == key)

    def redeem(self, receipt: str) -> str:
        return _number_of(self._ask(f"/tokens/{quote(receipt, safe='')}.json"))[0]

    def news(self, since: str) -> News:
        """What changed from a moment on. The mark holds that moment, and what was said of it already."""
        moment, _, known = since.partition("|")
        after = f"&updated_after={quote(moment)}" if moment else ""
        found = [(when, held) for when, held in self._pages(after) if when >= moment]
        if not found:
            return News(held=(), mark=since)
        last = max(when for when, _ in found)
        mark = f"{last}|{_digest(found, last)}"
        if moment and _digest(found, moment) == known:
            found = [each for each in found if each[0] > moment]
        return News(held=tuple(held for _, held in found), mark=mark)

    def holdings(self) -> Iterator[Held]:
        yield from (held for _, held in self._pages(""))

    def offered(self) -> frozenset[str]:
        said = self._ask("/services.json")
        return frozenset(str(each.get("service_code", "")) for each in said if isinstance(each, Mapping))

    def _pages(self, more: str) -> Iterator[tuple[str, Held]]:
        """Our requests with when each last changed; a server that knows no pages says the same again, which ends it."""
        met: set[str] = set()
        for page in range(1, MOST_PAGES + 1):
            said = self._ask(f"/requests.json?page={page}&page_size={PAGE}{more}")
            new = [each for each in said if isinstance(each, Mapping) and _plain(each, "service_request_id") not in met]
            if not new:
                return
            met.update(_plain(each, "service_request_id") for each in new)
            for each in new:
                if (held := _held(each)) is not None:
                    yield _plain(each, "updated_datetime") or _plain(each, "requested_datetime"), held
        raise Away("it lists more requests than can be looked through")

    def _read_back(self, number: str) -> Held | None:
        """The request of this number as they hold it; None where they do not say yet. It was taken either way."""
        try:
            found = [_held(each) for each in self._ask(f"/requests/{quote(number, safe='')}.json")]
        except Away:
            return None
        return next((each for each in found if each is not None), None)

    def _ask(self, path: str) -> list[Any]:
        beside = f"{'&' if '?' in path else '?'}jurisdiction_id={quote(self.jurisdiction)}" if self.jurisdiction else ""
        said = self.rest.ask(path + beside)
        if not isinstance(said, list):
            raise Away("its answer is not the list that Open311 describes")
        return said


def _held(item: object) -> Held | None:
    """A request of ours, known by the key at the end of its description; None where it is none."""
    if not isinstance(item, Mapping) or not _plain(item, "service_request_id"):
        return None
    found = _KEY.search(_plain(item, "description"))
    if found is None:
        return None
    number, status, note = (_plain(item, name) for name in ("service_request_id", "status", "status_notes"))
    return Held(key=found[1], about=found[2], number=number, status=status, note=note)


def _plain(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return "" if value is None else str(value)


def _number_of(said: object) -> tuple[str, str]:
    """The number of a request, and its token; either may be empty."""
    first = said[0] if isinstance(said, list) and said and isinstance(said[0], Mapping) else {}
    return _plain(first, "service_request_id"), _plain(first, "token")


def _digest(found: list[tuple[str, Held]], moment: str) -> str:
    """All that was said of one moment, in short."""
    said = sorted(repr(held) for when, held in found if when == moment)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


class Open311:
    """Keeps the `Connector` protocol."""

    key = "highways"
    title = "A highways system (Open311 GeoReport v2)"
    needs = ("api-key",)

    def open(self, link: Link) -> System:
        return Highways(Rest(link.wire, headers={}), api_key=link.secrets.get("api-key", "none"), options=link.options)


CONNECTOR = Open311()
