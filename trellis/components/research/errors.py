from __future__ import annotations

from trellis.base.errors import NotFound, Stale, TrellisError


class NoSuchPrototype(NotFound):
    """There is no prototype at this address."""

    code = "no-such-prototype"


class NoSuchSitting(NotFound):
    """Nobody tries a prototype under this address, or what was recorded is erased."""

    code = "no-such-sitting"


class NoSuchNote(NotFound):
    """Nobody wrote this down."""

    code = "no-such-note"


class WrongCode(TrellisError):
    """This is not the code that opens the prototype."""

    code = "wrong-code"


class PrototypeOver(TrellisError):
    """The prototype was closed, or its time is over."""

    code = "prototype-over"

    def said(self, language: str) -> str:
        # Draft: nobody has reviewed this Welsh yet.
        return {"cy": "Mae’r prawf hwn ar ben. Diolch am eich help."}.get(
            language, "This test is over. Thank you for your help."
        )


class CannotBeTried(TrellisError):
    """The draft cannot be read yet, so nobody can try it."""

    code = "cannot-be-tried"


class AlreadyUsed(Stale):
    """Somebody has made something of this note already."""

    code = "already-used"


class NoDraftNow(TrellisError):
    """Nobody is writing the service now, so there is no draft that could be changed."""

    code = "no-draft-now"
