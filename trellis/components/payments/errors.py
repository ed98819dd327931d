from __future__ import annotations

from trellis.base.errors import NotFound, TrellisError


class NoSuchCharge(NotFound):
    """There is no such payment."""

    code = "no-such-charge"


class ProviderAway(TrellisError):
    """The payment provider did not answer. Nothing was charged that we know of; it is asked again."""

    code = "provider-away"
