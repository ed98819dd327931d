"""Working for the connections: what waits is handed over, what is said comes back, and both are held together.

Nothing is asked of another system inside a transaction: work is claimed, tried, and each piece settled by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

import structlog

from trellis.components.connectors import actions, queries
from trellis.components.connectors.actions.sending import Claimed
from trellis.components.connectors.described import Described, remembered
from trellis.components.connectors.errors import SecretMissing
from trellis.components.connectors.models import Connection
from trellis.components.connectors.opening import opened
from trellis.components.connectors.port import Away, Held, InDoubt, Parcel, Refused, Reports, System
from trellis.components.connectors.wire import PATIENCE, AddressRefused, NoAnswer, NotReached
from trellis.organisations.actors import Actor, each_organisation
from trellis.organisations.scope import reading
from trellis.people.errors import KeyErased

logger = structlog.get_logger(__name__)

BATCH = 100
CLAIM = timedelta(minutes=5)
DOUBTS_IN_A_ROW = 3
"""After so many answers that did not come, the system is left to rest: it is the system, not the work."""
MOST_NEWS = 100
"""Pages of news in one turn."""

Clock = Callable[[], datetime]


@dataclass(kw_only=True)
class Turn:
    """What one turn for one connection did."""

    connection: str
    taken_in: int = 0
    refused: int = 0
    doubted: int = 0
    heard: int = 0
    away: str = ""
    """Why the other system could not be asked; empty where it could."""


def clock_from(at: datetime, seconds: Callable[[], float] = monotonic) -> Clock:
    """The time that goes by from `at` on."""
    began = seconds()
    return lambda: at + timedelta(seconds=seconds() - began)


def work_for_all(at: datetime) -> None:
    """One turn for every connection of every organisation."""
    for by in each_organisation(doing="connectors"):
        for connection in _of(by):
            if connection.rests_until is None or connection.rests_until <= at:
                _guarded(connection, at=at, by=by)


def _of(by: Actor) -> list[Connection]:
    with reading(by):
        return list(queries.connections(seen_by=by))


def _guarded(connection: Connection, *, at: datetime, by: Actor) -> None:
    try:
        turn(connection, now=clock_from(at), by=by)
    except Exception:
        # One connector's mistake must not keep work from the others.
        logger.exception("connection-in-trouble", connection=connection.key)


def turn(connection: Connection, *, now: Clock, by: Actor) -> Turn:
    """Hand over what waits and is due, then read what the other system has to say."""
    done = Turn(connection=connection.key)
    with reading(by):
        standing = queries.standing(connection, seen_by=by)
    if not standing.to_send and not standing.there:
        return done
    try:
        with opened(connection) as system:
            hand_over_all(connection, system, done, now=now, by=by)
            if standing.there or done.taken_in:
                read_news(connection, system, done, now=now, by=by)
    except (Away, NotReached, NoAnswer, AddressRefused, SecretMissing) as error:
        done.away = str(error)
        actions.note_away(connection=connection, why=done.away, at=now(), by=by)
    else:
        actions.note_answering(connection=connection, at=now(), by=by)
    return done


def hand_over_all(connection: Connection, system: System, done: Turn, *, now: Clock, by: Actor) -> None:
    """Hand over everything that is due, a batch at a time."""
    # One request is on its way while the answer to the one before is written down: only the line is used over there.
    with ThreadPoolExecutor(1, thread_name_prefix="handing-over") as ahead:
        while True:
            began = now()
            batch = actions.claim(connection=connection, most=BATCH, until=began + CLAIM, at=began, by=by)
            if not batch:
                return
            # A claim that is nearly over is let go of: nothing may be sent by two workers.
            enough = began + CLAIM - timedelta(seconds=4 * PATIENCE)
            flight = Flight(system=system, described=remembered(connection.described), ahead=ahead)
            tried = 0
            for claimed, attempt in flight.over(batch, until=lambda enough=enough: now() <= enough):  # type: ignore[misc]
                if attempt.away:
                    break
                tried += 1
                claimed.row.connection = connection
                _settle(claimed, attempt, done, now=now, by=by)
            actions.put_back(claimed=batch[tried:], by=by)
            if flight.trouble:
                raise Away(flight.trouble)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """How one try ended: with what they hold, or with why not."""

    found: tuple[Held, ...] = ()
    refused: str = ""
    doubt: str = ""
    away: str = ""


@dataclass(kw_only=True)
class Flight:
    """Work on its way to the other system, one piece at a time and one ahead."""

    system: System
    described: Described
    ahead: ThreadPoolExecutor
    trouble: str = ""
    """Why it was broken off."""

    def over(self, batch: list[Claimed], *, until: Callable[[], bool]) -> Iterator[tuple[Claimed, Attempt]]:
        """Each piece with how it ended, until all are tried, the system is in trouble, or the time is over."""
        doubts, todo = 0, iter(batch)
        flying = self._start(next(todo, None))
        while flying is not None:
            claimed, future = flying
            attempt = future.result()
            doubts = doubts + 1 if attempt.doubt else 0
            self.trouble = attempt.away
            if doubts >= DOUBTS_IN_A_ROW:
                self.trouble = "it takes requests and does not answer"
            flying = None if self.trouble or not until() else self._start(next(todo, None))
            yield claimed, attempt

    def _start(self, claimed: Claimed | None) -> tuple[Claimed, Future[Attempt]] | None:
        if claimed is None:
            return None
        try:
            parcel = self._parcel(claimed)
        except KeyErased:
            erased: Future[Attempt] = Future()
            erased.set_result(Attempt(refused="its case was erased"))
            return claimed, erased
        return claimed, self.ahead.submit(_attempt, self.system, parcel, doubted=claimed.doubted)

    def _parcel(self, claimed: Claimed) -> Parcel:
        row = claimed.row
        route = self.described.route(row.service, row.occasion)
        return Parcel(key=row.key, about=row.about, fields=claimed.fields(), options=route.options if route else {})


def _attempt(system: System, parcel: Parcel, *, doubted: bool) -> Attempt:
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


def _settle(claimed: Claimed, attempt: Attempt, done: Turn, *, now: Clock, by: Actor) -> None:
    if attempt.refused:
        actions.refuse(row=claimed.row, why=attempt.refused, at=now(), by=by)
        done.refused += 1
    elif attempt.doubt:
        actions.leave_in_doubt(row=claimed.row, why=attempt.doubt, at=now(), by=by)
        done.doubted += 1
    else:
        actions.take_in(claimed=claimed, found=attempt.found, at=now(), by=by)
        done.taken_in += 1


def _looked_up(system: System, key: str) -> tuple[Held, ...]:
    """What they hold under this key. Without an answer nothing is sent: it may be there."""
    try:
        return system.find(key)
    except InDoubt as error:
        raise Away(str(error)) from error


def read_news(connection: Connection, system: System, done: Turn, *, now: Clock, by: Actor) -> None:
    """Read what changed, and remember up to where, page after page."""
    if not isinstance(system, Reports):
        return
    mark = connection.mark
    for _ in range(MOST_NEWS):
        news = system.news(mark)
        for held in news.held:
            done.heard += actions.hear(connection=connection, held=held, at=now(), by=by)
        if news.mark == mark:
            return
        # After the news was taken in, so that nothing is missed where this process dies; hearing twice does no harm.
        mark = connection.mark = news.mark
        actions.note_mark(connection=connection, mark=mark, by=by)
