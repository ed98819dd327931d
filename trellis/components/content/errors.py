from __future__ import annotations

from trellis.base.errors import NotAllowed, NotFound, Stale, TrellisError


class NoSuchPage(NotFound):
    """There is no such page, or not for this person."""

    code = "no-such-content"


class AddressTaken(TrellisError):
    """There is a page at this address already, or something is led from there to another."""

    code = "address-taken"


class WrittenMeanwhile(Stale):
    """Somebody else wrote a newer version since this one was opened."""

    code = "written-meanwhile"


class NotTheNewest(Stale):
    """What was asked to be approved is not what waits by now."""

    code = "not-the-newest"


class NothingWaits(Stale):
    """Nobody asked to have this page approved, or it was approved or sent back meanwhile."""

    code = "nothing-waits"


class NeedsASecondPerson(NotAllowed):
    """A page is approved by somebody other than who wrote it."""

    code = "needs-a-second-person"

    def said(self, language: str) -> str:
        # Draft: nobody has reviewed this Welsh yet.
        return {
            "cy": "Rhaid i rywun heblaw’r sawl a’i hysgrifennodd gymeradwyo tudalen.",
        }.get(language, "Somebody other than who wrote a page approves it.")


class NotFit(TrellisError):
    """The page has something that must be mended before residents may see it."""

    code = "not-fit"
