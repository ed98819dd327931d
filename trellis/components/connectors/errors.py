from __future__ import annotations

from trellis.base.errors import NotFound, TrellisError


class NoSuchConnector(NotFound):
    """There is no connector of this name."""

    code = "no-such-connector"


class NoSuchConnection(NotFound):
    """This organisation has no connection of this name."""

    code = "no-such-connection"


class NoSuchDifference(NotFound):
    """There is no such difference, or it was settled."""

    code = "no-such-difference"


class NotOnTheList(NotFound):
    """This is not on the list of what is to be typed in, or somebody ticked it off."""

    code = "not-on-the-list"


class NoSuchNumber(TrellisError):
    """Write the number that the other system gave, of at most 80 characters."""

    code = "no-such-number"


class ConnectionRefused(TrellisError):
    """The connection's file cannot be used; the faults say why."""

    code = "connection-refused"

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class CannotBeMapped(TrellisError):
    """An answer has no code on the other side, so it cannot be handed over as it is."""

    code = "cannot-be-mapped"


class SecretMissing(TrellisError):
    """A secret that this connection needs was never given: `trellis connect secret` takes it in."""

    code = "secret-missing"
