"""The port to whoever takes the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from trellis.services.contract import NotPaid


class ProviderState(StrEnum):
    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A payment as the provider took it in: what they call it, and the page where the person pays."""

    provider_reference: str
    pay_at: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    state: ProviderState
    why: NotPaid | None = None


class PaymentProvider(Protocol):
    """Asking twice with the same reference makes one payment. Raises `ProviderAway` where it does not answer."""

    key: str

    def ask(self, *, reference: str, pence: int, description: str, return_to: str) -> Asked: ...

    def standing(self, *, provider_reference: str, at: datetime) -> Standing: ...

    def call_off(self, *, provider_reference: str, at: datetime) -> Standing:
        """See to it that nobody can pay this any more, and say how it stands now.

        Failed: nothing was taken, and nothing ever will be. Paid: somebody was quicker. Pending: the money may be on
        its way, so it could not be called off.
        """
        ...
