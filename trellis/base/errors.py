"""The root of every error that Trellis raises on purpose."""

from __future__ import annotations

from typing import ClassVar


class TrellisError(Exception):
    """Something could not be done, for a reason with a name.

    `code` is a key of ours: it names the words, in each language, that the person reads. The web status is decided
    once, in the channel. The docstring of each subclass is what an engineer reads.
    """

    code: ClassVar[str] = "error"

    def __str__(self) -> str:
        return super().__str__() or (self.__doc__ or self.code).strip().splitlines()[0]

    def said(self, language: str) -> str:
        """What the person reads, in their language; in English where nobody has written it in theirs."""
        return str(self)


class NotFound(TrellisError):
    """There is no such thing, or not for this person. The two are never told apart."""

    code = "not-found"


class NotAllowed(TrellisError):
    """This person may not do this."""

    code = "not-allowed"


class Stale(TrellisError):
    """Somebody else changed this since the page was shown."""

    code = "stale"
