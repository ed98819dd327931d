"""Money that is asked for one submission, and whoever takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from trellis.base.abilities import found
from trellis.organisations.actors import Actor


@dataclass(frozen=True, kw_only=True)
class ChargeLine:
    """One line of the bill."""

    line: str
    pence: int
    income_code: str = ""


class ChargeState(StrEnum):
    """How a charge stands."""

    NONE = "none"
    PENDING = "pending"
    """With the provider: nobody knows yet."""
    PAID = "paid"
    FAILED = "failed"


class NotPaid(StrEnum):
    """Why no money was taken: a key of ours, which every channel has words for in each language."""

    DECLINED = "declined"
    LAPSED = "lapsed"
    """Nobody paid in time."""
    GIVEN_UP = "given-up"
    """The person said that they did not pay, and the provider has called the payment off."""


@dataclass(frozen=True, kw_only=True)
class Charge:
    """Money asked for one submission."""

    reference: str
    state: ChargeState
    pence: int
    pay_at: str = ""
    """The provider's page, where the person pays; empty while the provider does not answer."""
    why: NotPaid | None = None


@runtime_checkable
class Charger(Protocol):
    """Takes money. The same `about` is never charged twice, however often it is asked."""

    def begin_charge(
        self, *, about: str, lines: Sequence[ChargeLine], description: str, return_to: str, at: datetime, by: Actor
    ) -> Charge: ...

    def charge_for(self, *, about: str, at: datetime, by: Actor) -> Charge | None:
        """How the charge stands, asking the provider where it is pending."""
        ...

    def give_up_charge(self, *, about: str, at: datetime, by: Actor) -> Charge | None:
        """Call off a charge that nobody paid, so that nobody can pay it any more.

        The provider is asked first: a charge that was paid, or may still turn out to be, stays as it is.
        """
        ...


def charger() -> Charger:
    """Whoever takes money here."""
    return found(Charger)
