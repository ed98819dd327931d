"""The port to whoever carries messages, and how a send can end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from trellis.base.errors import TrellisError


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A message, opened to be sent."""

    reference: str
    channel: str
    to: str
    subject: str
    body: str
    language: str
    sender: str
    """The name and address it comes from."""


class NotSent(TrellisError):
    """It certainly was not sent, and may go later."""

    code = "not-sent"


class CannotBeSent(TrellisError):
    """It will never be sent: the address does not exist, or nothing here carries this kind of message."""

    code = "cannot-be-sent"


class InDoubt(TrellisError):
    """It may have been sent: nobody can say. It is held for a person to look at."""

    code = "in-doubt"


CARRIED: Final = frozenset({"email"})
"""What can be carried so far. A text message or a letter is a colleague's to pass on, and shows on its case as such."""


def refuse_what_nobody_carries(message: Outgoing) -> None:
    """Stop what no transport takes, in a demo as well: it must not look as if it had arrived.

    :raises CannotBeSent: at once.
    """
    if message.channel not in CARRIED:
        raise CannotBeSent(f"nothing here carries a message by {message.channel}")


class Transport(Protocol):
    key: str
    knows_repeats: bool
    """Whether it sees that a reference was sent before, so that a send in doubt may safely be repeated."""

    def send(self, message: Outgoing) -> None:
        """Carry it. Raises `NotSent`, `CannotBeSent` or `InDoubt`."""
        ...
