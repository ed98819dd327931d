"""A system that speaks JSON over HTTP, described by the options of the connection's file. No code.

options:
  make: POST /requests                 how work is handed over
  find: /requests?ref={key}            how it is looked up: there must be a way, or nothing in doubt is ever sure
  news: /requests?since={mark}         optional: how it says what changed
  items: data                          where the list stands in an answer to `find` and `news`
  made: data                           where the one thing stands in the answer to `make`
  key: client.ref                      where our key stands, in what is sent and in what comes back
  reference: client.case               the same of the case's reference
  number: id                           where their number stands
  status: state                        where their status stands; optional
  mark: next                           where the mark to go on from stands; with `news`
  key-header: Idempotency-Key          optional: the header by which it knows a repeat
  secret-header: Authorization         optional: where the secret `token` goes
  secret-as: Bearer {token}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from trellis.components.connectors.port import Away, Held, InDoubt, Link, News, Parcel, System
from trellis.components.connectors.rest import Rest

NEEDED = ("make", "find", "key", "reference", "number")
KNOWN = frozenset({
    *NEEDED, "news", "items", "made", "status", "mark", "key-header", "secret-header", "secret-as",
})  # fmt: skip
_MAKE = re.compile(r"(POST|PUT) (/\S*)")
_PLACE = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


class AnySystem:
    """One system, opened. Keeps `System`."""

    def __init__(self, rest: Rest, options: Mapping[str, str]) -> None:
        self.rest, self.options = rest, options

    def hand_over(self, parcel: Parcel) -> Held:
        said: dict[str, Any] = dict(parcel.fields)
        put(said, self.options["key"], parcel.key)
        put(said, self.options["reference"], parcel.about)
        for place, fixed in parcel.options.items():
            put(said, place, fixed)
        method, _, path = self.options["make"].partition(" ")
        named = self.options.get("key-header")
        made = self.rest.make(path, said, method=method, headers={named: parcel.key} if named else None)
        held = self._held(at(made, self.options.get("made", "")))
        if held is None:
            raise InDoubt("it says that it is made, and not under which number")
        return held

    def find(self, key: str) -> tuple[Held, ...]:
        found = self._all(self.rest.ask(_filled(self.options["find"], key=key)))
        # A system that does not know the filter says everything: what is not under this key is not meant.
        return tuple(each for each in found if each.key == key)

    def _all(self, said: Any) -> tuple[Held, ...]:
        items = at(said, self.options.get("items", ""))
        if not isinstance(items, list):
            raise Away("its answer has no list where the connection's file says")
        found = [self._held(each) for each in items]
        return tuple(each for each in found if each is not None)

    def _held(self, item: Any) -> Held | None:
        """A thing as it says it; None where it is none of ours, since it has no key or number."""
        key, number = (at(item, self.options[name]) for name in ("key", "number"))
        if key in (None, "") or number in (None, ""):
            return None
        about, status = at(item, self.options["reference"]), at(item, self.options.get("status", "-"))
        return Held(
            key=str(key), about=str(about or ""), number=str(number), status="" if status is None else str(status)
        )


class AnyReportingSystem(AnySystem):
    """One that also says what changed. Keeps `Reports`."""

    def news(self, since: str) -> News:
        said = self.rest.ask(_filled(self.options["news"], mark=since))
        mark = at(said, self.options["mark"])
        return News(held=self._all(said), mark=since if mark in (None, "") else str(mark))


def at(said: Any, place: str) -> Any:
    """What stands at a place such as `data.id`; None where there is nothing. No place means all of it."""
    for name in place.split(".") if place else ():
        said = said.get(name) if isinstance(said, Mapping) else None
    return said


def put(said: dict[str, Any], place: str, value: object) -> None:
    """Put a value at a place, with what has to be there around it."""
    *around, last = place.split(".")
    for name in around:
        said = said.setdefault(name, {})
    said[last] = value


def _filled(path: str, **blanks: str) -> str:
    for name, value in blanks.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path


class Generic:
    """Keeps the `Connector` and `ChecksOptions` protocols."""

    key = "generic"
    title = "Any system that speaks JSON over HTTP"
    needs = ()

    def open(self, link: Link) -> System:
        headers = {}
        if (named := link.options.get("secret-header")) and (token := link.secrets.get("token")):
            headers[named] = link.options.get("secret-as", "{token}").replace("{token}", token)
        kind = AnyReportingSystem if "news" in link.options else AnySystem
        return kind(Rest(link.wire, headers=headers), link.options)

    def faults(self, options: Mapping[str, str]) -> Iterator[str]:
        """What is wrong in the options of a connection's file."""
        yield from (f"options: `{name}` is missing" for name in NEEDED if name not in options)
        yield from (f"options: `{name}` is not known here" for name in sorted(set(options) - KNOWN))
        if not _MAKE.fullmatch(options.get("make", "POST /")):
            yield "options: write `make` like `POST /requests`"
        for name, blank in (("find", "{key}"), ("news", "{mark}")):
            if name in options and not (options[name].startswith("/") and blank in options[name]):
                yield f"options: `{name}` is a path with {blank} in it"
        if "news" in options and "mark" not in options:
            yield "options: with `news`, say where the mark to go on from stands: `mark`"
        for name in ("items", "made", "key", "reference", "number", "status", "mark"):
            if name in options and not _PLACE.fullmatch(options[name]):
                yield f"options: `{name}` is a place such as `data.id`"
        for name in ("key-header", "secret-header"):
            if name in options and not _HEADER.fullmatch(options[name]):
                yield f"options: `{name}` is the name of a header"


CONNECTOR = Generic()
