"""The payment providers that are here. A new one is a folder; the sandbox is the only one so far."""

from __future__ import annotations

from trellis.components.payments.errors import NoSuchCharge
from trellis.components.payments.provider import PaymentProvider
from trellis.components.payments.sandbox.provider import Sandbox

_PROVIDERS: dict[str, PaymentProvider] = {"sandbox": Sandbox()}


def provider_in_use() -> PaymentProvider:
    return _PROVIDERS["sandbox"]


def provider_called(key: str) -> PaymentProvider:
    if key not in _PROVIDERS:
        raise NoSuchCharge
    return _PROVIDERS[key]
