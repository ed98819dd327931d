from __future__ import annotations

from trellis.base.errors import NotFound, Stale, TrellisError


class NoSuchEntry(NotFound):
    """There is no such contact, councillor or ward here."""

    code = "no-such-entry"


class KeyTaken(TrellisError):
    """There is another of this name already."""

    code = "key-taken"


class ChangedMeanwhile(Stale):
    """Somebody else changed it since it was opened."""

    code = "changed-meanwhile"
