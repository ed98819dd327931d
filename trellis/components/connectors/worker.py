"""Working for the connections: what waits is handed over, what is said comes back, and both are held together.

Nothing is asked of another system inside a transaction: work is claimed, tried, and each piece settled by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

import structlog

from trellis.components.connectors import actions, queries
from trellis.components.connectors.actions.sending import Claimed
from trellis.components.connectors.described import remembered
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
    doubts_in_a_row: int = 0


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
    while True:
        began = now()
        batch = actions.claim(connection=connection, most=BATCH, until=began + CLAIM, at=began, by=by)
        if not batch:
            return
        # A claim that is nearly over is let go of: nothing may be sent by two workers.
        enough = began + CLAIM - timedelta(seconds=4 * PATIENCE)
        for place, claimed in enumerate(batch):
            if now() > enough:
                actions.put_back(claimed=batch[place:], by=by)
                break
            claimed.row.connection = connection
            try:
                _try(claimed, system, done, now=now, by=by)
            except Away:
                actions.put_back(claimed=batch[place:], by=by)
                raise
            if done.doubts_in_a_row >= DOUBTS_IN_A_ROW:
                actions.put_back(claimed=batch[place + 1 :], by=by)
                raise Away("it takes requests and does not answer")


def _try(claimed: Claimed, system: System, done: Turn, *, now: Clock, by: Actor) -> None:
    """One piece of work: looked up first where it may be there already. Raises `Away` where nobody can be asked."""
    row = claimed.row
    try:
        found = _looked_up(system, row.key) if claimed.doubted else ()
        found = found or (system.hand_over(_parcel(claimed)),)
    except Refused as error:
        actions.refuse(row=row, why=str(error), at=now(), by=by)
        done.refused += 1
    except KeyErased:
        actions.refuse(row=row, why="its case was erased", at=now(), by=by)
        done.refused += 1
    except InDoubt as error:
        _doubt(claimed, str(error), done, now=now, by=by)
    except Away:
        raise
    except Exception as error:
        logger.exception("handover-in-doubt", handover=row.key)
        _doubt(claimed, repr(error), done, now=now, by=by)
    else:
        actions.take_in(claimed=claimed, found=found, at=now(), by=by)
        done.taken_in, done.doubts_in_a_row = done.taken_in + 1, 0


def _doubt(claimed: Claimed, why: str, done: Turn, *, now: Clock, by: Actor) -> None:
    actions.leave_in_doubt(row=claimed.row, why=why, at=now(), by=by)
    done.doubted, done.doubts_in_a_row = done.doubted + 1, done.doubts_in_a_row + 1


def _looked_up(system: System, key: str) -> tuple[Held, ...]:
    """What they hold under this key. Without an answer nothing is sent: it may be there."""
    try:
        return system.find(key)
    except InDoubt as error:
        raise Away(str(error)) from error


def _parcel(claimed: Claimed) -> Parcel:
    row = claimed.row
    route = remembered(row.connection.described).route(row.service, row.occasion)
    return Parcel(key=row.key, about=row.about, fields=claimed.fields(), options=route.options if route else {})


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
