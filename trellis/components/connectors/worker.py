"""Working for the connections: what waits is handed over, what is said comes back, and both are held together.

Nothing is asked of another system inside a transaction: work is claimed, tried, and what came of it settled by the
handful. Each connection has a budget, so that a slow one keeps nobody waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

import structlog

from trellis.components.connectors import actions, queries
from trellis.components.connectors.actions.sending import Claimed, Landed
from trellis.components.connectors.described import Described, remembered
from trellis.components.connectors.errors import SecretMissing
from trellis.components.connectors.flight import Flight, Piece
from trellis.components.connectors.models import Connection
from trellis.components.connectors.opening import opened
from trellis.components.connectors.port import Away, Held, Parcel, Redeems, Reports, System
from trellis.components.connectors.wire import PATIENCE, AddressRefused, NoAnswer, NotReached
from trellis.organisations.actors import Actor, each_organisation
from trellis.organisations.scope import reading
from trellis.people.errors import KeyErased

logger = structlog.get_logger(__name__)

BATCH = 100
CLAIM = timedelta(minutes=5)
ONE_TURN = timedelta(seconds=5)
"""After so long nothing new is begun for a connection in the worker's turn; one answer may still be waited for."""
ALL_TURNS = timedelta(seconds=15)
"""After so long nobody gets a second turn: the worker has other things to do."""
_PATIENCE = timedelta(seconds=PATIENCE)
MOST_RECEIPTS = 50
"""Asked for in one turn."""
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
    more: bool = False
    """There was more to do than time."""
    away: str = ""
    """Why the other system could not be asked; empty where it could."""


def clock_from(at: datetime, seconds: Callable[[], float] = monotonic) -> Clock:
    """The time that goes by from `at` on."""
    began = seconds()
    return lambda: at + timedelta(seconds=seconds() - began)


def work_for_all(at: datetime) -> None:
    """A turn for every connection of every organisation; while there is time, more turns for those with more to do."""
    now = clock_from(at)
    waiting = [(each, by) for by in each_organisation(doing="connectors") for each in _of(by) if _is_awake(each, at)]
    # Whoever answered the last time comes first, so that nobody waits behind a system in trouble.
    waiting.sort(key=lambda each: each[0].failures)
    while waiting:
        waiting = [(each, by) for each, by in waiting if _guarded(each, now=now, by=by)]
        if now() - at > ALL_TURNS:
            return


def _is_awake(connection: Connection, at: datetime) -> bool:
    return connection.rests_until is None or connection.rests_until <= at


def _of(by: Actor) -> list[Connection]:
    with reading(by):
        return list(queries.connections(seen_by=by))


def _guarded(connection: Connection, *, now: Clock, by: Actor) -> bool:
    """One turn; says whether there is more to do. One connector's mistake must not keep work from the others."""
    try:
        return turn(connection, now=now, by=by, budget=ONE_TURN).more
    except Exception:
        logger.exception("connection-in-trouble", connection=connection.key)
        return False


def turn(connection: Connection, *, now: Clock, by: Actor, budget: timedelta | None = None) -> Turn:
    """Hand over what waits and is due, then read what the other system has to say.

    With a budget, nothing new is begun once so much time has gone by; `more` then says that there was more to do.
    """
    done = Turn(connection=connection.key)
    with reading(by):
        standing = queries.standing(connection, seen_by=by)
    if not standing.to_send and not standing.there:
        return done
    until = now() + budget if budget else None
    try:
        with opened(connection) as system:
            hand_over_all(connection, system, done, now=now, by=by, until=until)
            if standing.there or done.taken_in:
                redeem_receipts(connection, system, now=now, by=by)
                read_news(connection, system, done, now=now, by=by, until=until)
    except (Away, NotReached, NoAnswer, AddressRefused, SecretMissing) as error:
        done.away, done.more = str(error), False
        actions.note_away(connection=connection, why=done.away, at=now(), by=by)
    else:
        actions.note_answering(connection=connection, at=now(), by=by)
    return done


def hand_over_all(
    connection: Connection, system: System, done: Turn, *, now: Clock, by: Actor, until: datetime | None = None
) -> None:
    """Hand over everything that is due, or as much as there is time for. What was not tried is let go of."""

    def in_time() -> bool:
        return until is None or now() < until

    # A claim that is nearly over is let go of: nothing may be sent by two workers.
    with Flight(system, may=lambda claimed: in_time() and now() <= claimed.until - 4 * _PATIENCE) as flight:
        due = True
        while due or flight.out:
            if due and flight.out <= BATCH // 2:
                due = _take_on(flight, connection, now=now, by=by) and in_time() and not flight.trouble
            if flight.out:
                _settle(flight.landed(), connection, done, now=now, by=by)
    if flight.trouble:
        raise Away(flight.trouble)
    done.more = done.more or not in_time()


def _take_on(flight: Flight, connection: Connection, *, now: Clock, by: Actor) -> bool:
    """Claim what is due, a batch at a time; says whether there was any."""
    at = now()
    batch = actions.claim(connection=connection, most=BATCH, until=at + CLAIM, at=at, by=by)
    described = remembered(connection.described)
    flight.take_on([Piece(claimed=each, parcel=_parcel(each, described)) for each in batch])
    return bool(batch)


def _parcel(claimed: Claimed, described: Described) -> Parcel | None:
    row = claimed.row
    route = described.route(row.service, row.occasion)
    try:
        fields = claimed.fields()
    except KeyErased:
        return None
    return Parcel(key=row.key, about=row.about, fields=fields, options=route.options if route else {})


def _settle(landed: list[Landed], connection: Connection, done: Turn, *, now: Clock, by: Actor) -> None:
    for each in landed:
        each.claimed.row.connection = connection
        if each.attempt is not None:
            done.refused += bool(each.attempt.refused)
            done.doubted += bool(each.attempt.doubt)
            done.taken_in += bool(each.attempt.found)
    actions.settle(landed=landed, at=now(), by=by)


def redeem_receipts(connection: Connection, system: System, *, now: Clock, by: Actor) -> None:
    """Ask for the numbers of what has only a receipt yet."""
    if not isinstance(system, Redeems):
        return
    with reading(by):
        rows = list(queries.with_receipts(connection, seen_by=by)[:MOST_RECEIPTS])
    for row in rows:
        if number := system.redeem(row.receipt):
            held = Held(key=row.key, about=row.about, number=number)
            actions.hear(connection=connection, held=held, at=now(), by=by)


def read_news(
    connection: Connection, system: System, done: Turn, *, now: Clock, by: Actor, until: datetime | None = None
) -> None:
    """Read what changed, and remember up to where, page after page, while there is time."""
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
        if until is not None and now() >= until:
            done.more = True
            return
