"""The one log: audit, domain event, timeline and outbox are one append, in the transaction of the change."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol

from django.db import transaction

from trellis.base.models import Delivery, LogEntry
from trellis.base.prepared import insert
from trellis.base.time import now

__all__ = [
    "Event", "LogEntry", "Subscriber", "Who", "is_long_ago", "long_ago", "nudge", "record", "subscribe", "subscriber",
    "unsubscribe",
]  # fmt: skip


class Who(Protocol):
    """Anybody who can act: a member of staff, a resident, the system. See `organisations.actors.Actor`."""

    @property
    def organisation(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact that others may react to. Holds keys and figures, never a person's words or details."""

    kind: ClassVar[str]
    subject: str
    """The reference of what it is about: a case, a journey, a service."""


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    key: str
    kind: str
    handle: Callable[[LogEntry], None]


_subscribers: dict[str, Subscriber] = {}
_nudges: list[Callable[[], None]] = []
_no_news: ContextVar[bool] = ContextVar("_no_news", default=False)


def subscribe(event: type[Event], *, key: str, handle: Callable[[LogEntry], None]) -> None:
    """Have `handle` called once for each such event, after commit, in a transaction of its own.

    `key` is stored with each delivery: a key of ours, never the path of our code.
    """
    if key in _subscribers and _subscribers[key].handle is not handle:
        raise ValueError(f"two subscribers are called {key!r}: give one another key")
    _subscribers[key] = Subscriber(key=key, kind=event.kind, handle=handle)


def unsubscribe(key: str) -> None:
    _subscribers.pop(key, None)


def subscriber(key: str) -> Subscriber:
    if key not in _subscribers:
        raise LookupError(f"nothing here subscribes as {key!r}")
    return _subscribers[key]


def when_committed(nudge: Callable[[], None]) -> None:
    """Have the worker of this process told that there is something to deliver."""
    _nudges.append(nudge)


def nudge() -> None:
    """Wake the worker of this process, if it has one, once what was just written is committed."""
    transaction.on_commit(lambda: [wake() for wake in _nudges] and None)


@contextmanager
def long_ago() -> Iterator[None]:
    """What is recorded in here happened before this installation knew of it: it is kept, and is no news to anybody."""
    was = _no_news.set(True)
    try:
        yield
    finally:
        _no_news.reset(was)


def is_long_ago() -> bool:
    """Whether what happens now is only written down: it happened elsewhere, and nothing follows from it by itself."""
    return _no_news.get()


def record(event: Event, *, by: Who, at: datetime) -> LogEntry:
    """Write down what happened, when, and who did it; whoever subscribed is told after commit.

    `at` is when it happened; when it was written is recorded beside it. Must run inside the change's transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the change: with acting(by): ...")
    entry = insert(
        LogEntry(
            organisation_id=by.organisation,
            kind=event.kind,
            subject=event.subject,
            data=_plain(event),
            actor=by.key,
            actor_label=by.label,
            happened_at=at,
            written_at=now(),
        )
    )
    waiting = [] if _no_news.get() else [each for each in _subscribers.values() if each.kind == event.kind]
    for each in waiting:
        insert(Delivery(organisation_id=by.organisation, entry=entry, subscriber=each.key, due_at=entry.written_at))
    if waiting:
        nudge()
    return entry


def _plain(event: Event) -> dict[str, Any]:
    return {
        field.name: value.isoformat() if hasattr(value := getattr(event, field.name), "isoformat") else value
        for field in dataclasses.fields(event)
        if field.name != "subject"
    }
