from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trellis.base.log import Event


@dataclass(frozen=True, kw_only=True)
class ChargeBegun(Event):
    """Somebody was sent to the provider to pay."""

    kind: ClassVar[str] = "charge-begun"
    charge: str
    pence: int


@dataclass(frozen=True, kw_only=True)
class ChargePaid(Event):
    """The provider took the money."""

    kind: ClassVar[str] = "charge-paid"
    charge: str
    pence: int


@dataclass(frozen=True, kw_only=True)
class ChargeFailed(Event):
    """The provider did not take the money."""

    kind: ClassVar[str] = "charge-failed"
    charge: str
    why: str
