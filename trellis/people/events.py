from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trellis.base.log import Event


@dataclass(frozen=True, kw_only=True)
class MessageWritten(Event):
    """Words to a person are ready to be sent."""

    kind: ClassVar[str] = "message-written"
    message: str
    channel: str
    template: str


@dataclass(frozen=True, kw_only=True)
class MessageSettled(Event):
    """A message was sent, failed for good, or is in doubt."""

    kind: ClassVar[str] = "message-settled"
    message: str
    state: str


@dataclass(frozen=True, kw_only=True)
class MessageToldByHand(Event):
    """A colleague told a person by phone, by post or face to face what a message could not."""

    kind: ClassVar[str] = "message-told-by-hand"
    message: str


@dataclass(frozen=True, kw_only=True)
class MessageReceived(Event):
    """A person wrote to us."""

    kind: ClassVar[str] = "message-received"
    message: str


@dataclass(frozen=True, kw_only=True)
class DetailsErased(Event):
    """Somebody's details were made unreadable for good."""

    kind: ClassVar[str] = "details-erased"
    key: int


@dataclass(frozen=True, kw_only=True)
class AccountLinked(Event):
    """An account was said to be a person we know."""

    kind: ClassVar[str] = "account-linked"
    account: int
    person: int


@dataclass(frozen=True, kw_only=True)
class AccountUnlinked(Event):
    """An account was said not to be that person after all."""

    kind: ClassVar[str] = "account-unlinked"
    account: int
    person: int
