"""The port to whoever takes the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


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
    why: str = ""


class PaymentProvider(Protocol):
    """Asking twice with the same reference makes one payment. Raises `ProviderAway` where it does not answer."""

    key: str

    def ask(self, *, reference: str, pence: int, description: str, return_to: str) -> Asked: ...

    def standing(self, *, provider_reference: str, at: datetime) -> Standing: ...
