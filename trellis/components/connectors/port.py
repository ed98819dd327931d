"""The port to another system: what is handed over, what it holds, and how sure it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from trellis.base.errors import TrellisError
from trellis.components.connectors.wire import Wire


class Away(TrellisError):
    """The other system cannot be reached. Nothing was handed over; it is tried again later."""

    code = "system-away"


class Refused(TrellisError):
    """The other system will not take this as it is: somebody has to look."""

    code = "system-refused"


class InDoubt(TrellisError):
    """The other system may or may not have it: it is looked up before anything is sent again."""

    code = "system-in-doubt"


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One piece of work on its way to another system."""

    key: str
    """The same work always has the same key: what the other side can know a repeat by."""
    about: str
    """The reference of the case."""
    fields: Mapping[str, object]
    """What is sent, under the other side's own names."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What the connection's file says of this service, such as the other side's code for it."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A piece of work as the other system holds it."""

    key: str
    about: str
    number: str
    """What they call it; empty where they have not said yet."""
    status: str = ""
    """A code of their list."""
    note: str = ""
    """Their own words about how it stands."""
    receipt: str = ""
    """What they gave in place of a number for now."""


@dataclass(frozen=True, kw_only=True)
class News:
    """What changed, and where to go on reading from."""

    held: tuple[Held, ...]
    mark: str


class System(Protocol):
    """Another system, opened. Every method may raise `Away`; `hand_over` also `Refused` and `InDoubt`."""

    def hand_over(self, parcel: Parcel) -> Held:
        """Have it do this work. The same parcel a second time must not make more work, where it can tell."""
        ...

    def find(self, key: str) -> tuple[Held, ...]:
        """What it holds under this key: nothing, one, or more where it doubled it."""
        ...


@runtime_checkable
class Reports(Protocol):
    """A system that says what changed since it was last asked."""

    def news(self, since: str) -> News: ...


@runtime_checkable
class Books(Protocol):
    """A system that lists everything it holds for us, so that reconciling need not ask about each."""

    def holdings(self) -> Iterator[Held]: ...


@runtime_checkable
class Redeems(Protocol):
    """A system that gives a receipt first, and the number later."""

    def redeem(self, receipt: str) -> str:
        """The number; empty where there is none yet."""
        ...


@runtime_checkable
class Offers(Protocol):
    """A system that says which codes it takes, so that one that is gone is known before work is refused for it."""

    option: str
    """The option of a service in the connection's file that holds such a code."""

    def offered(self) -> frozenset[str]: ...


@dataclass(frozen=True, kw_only=True)
class Link:
    """All that a connector needs to open a connection."""

    wire: Wire
    options: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class Connector(Protocol):
    """One kind of system. A folder beside this file offers one as `CONNECTOR` in its `connector.py`."""

    key: str
    title: str
    needs: tuple[str, ...]
    """The secrets that a connection must have."""

    def open(self, link: Link) -> System: ...


@runtime_checkable
class ByHand(Protocol):
    """A connector to a system with no way in: whoever works here types, from a list on the desk."""

    by_hand: Literal[True]


@runtime_checkable
class ChecksOptions(Protocol):
    """A connector whose options can be wrong, and that says how before anything is sent."""

    def faults(self, options: Mapping[str, str]) -> Iterator[str]: ...
