"""Work on its way to another system: a thread that does nothing else sends it, piece after piece.

What came of it is written down meanwhile, so that the other system never waits for our database. Over there only the
line is used: no database, no scope. Every piece that is taken on comes back once, tried or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

import structlog

from trellis.components.connectors.actions.sending import Attempt, Claimed, Landed
from trellis.components.connectors.port import Away, Held, InDoubt, Parcel, Refused, System
from trellis.components.connectors.wire import AddressRefused

logger = structlog.get_logger(__name__)

DOUBTS_IN_A_ROW = 3
"""After so many answers that did not come, the system is left to rest: it is the system, not the work."""
HANDFUL = 25
"""Written down in one transaction at most: so much is looked up again where we die before it is written."""
GATHERED = 0.25
"""Seconds that what came back waits for more of its kind."""
_UNANSWERED = "it takes requests and does not answer"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One piece of work that is to be sent; without a parcel there is nothing left to send."""

    claimed: Claimed
    parcel: Parcel | None


class Flight:
    """Sends what it is given, one piece after the other, until it is closed: `with Flight(system, may=...)`."""

    def __init__(self, system: System, *, may: Callable[[Claimed], bool]) -> None:
        self.system, self.may = system, may
        self.out = 0
        """Pieces that were taken on and did not come back yet."""
        self.trouble = ""
        """Why it was broken off: from then on nothing is tried."""
        self._todo: SimpleQueue[Piece | None] = SimpleQueue()
        self._back: SimpleQueue[Landed] = SimpleQueue()
        self._thread = Thread(target=self._fly, name="handing-over", daemon=True)
        self._closed = False

    def __enter__(self) -> Flight:
        self._thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._closed = True
        self._todo.put(None)
        self._thread.join()

    def take_on(self, pieces: list[Piece]) -> None:
        self.out += len(pieces)
        for each in pieces:
            self._todo.put(each)

    def landed(self) -> list[Landed]:
        """What came back, a handful at a time; waits for the first."""
        found, until = [self._back.get()], monotonic() + GATHERED
        while len(found) < min(HANDFUL, self.out) and (left := until - monotonic()) > 0:
            try:
                found.append(self._back.get(timeout=left))
            except Empty:
                break
        self.out -= len(found)
        return found

    def _fly(self) -> None:
        doubts = 0
        while (piece := self._todo.get()) is not None:
            if self._closed or self.trouble or not self.may(piece.claimed):
                self._back.put(Landed(claimed=piece.claimed, attempt=None))
                continue
            attempt = self._tried(piece)
            doubts = doubts + 1 if attempt.doubt else 0
            self.trouble = attempt.away
            if doubts >= DOUBTS_IN_A_ROW or (doubts and not self.may(piece.claimed)):
                self.trouble = _UNANSWERED
            self._back.put(Landed(claimed=piece.claimed, attempt=None if attempt.away else attempt))

    def _tried(self, piece: Piece) -> Attempt:
        if piece.parcel is None:
            return Attempt(refused="its case was erased")
        return attempt(self.system, piece.parcel, doubted=piece.claimed.doubted)


def attempt(system: System, parcel: Parcel, *, doubted: bool) -> Attempt:
    """One try: looked up first where it may be there already. Nothing of ours is touched here."""
    try:
        found = _looked_up(system, parcel.key) if doubted else ()
        return Attempt(found=found or (system.hand_over(parcel),))
    except Refused as error:
        return Attempt(refused=str(error))
    except InDoubt as error:
        return Attempt(doubt=str(error))
    except (Away, AddressRefused) as error:
        return Attempt(away=str(error))
    except Exception as error:
        logger.exception("handover-in-doubt", handover=parcel.key)
        return Attempt(doubt=repr(error))


def _looked_up(system: System, key: str) -> tuple[Held, ...]:
    """What they hold under this key. Without an answer nothing is sent: it may be there."""
    try:
        return system.find(key)
    except InDoubt as error:
        raise Away(str(error)) from error
