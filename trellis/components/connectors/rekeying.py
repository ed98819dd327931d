"""The list of what is to be typed into another system: who, what, and where, in the order of its screens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from trellis.components.connectors import actions, queries
from trellis.components.connectors.actions.sending import Claimed
from trellis.components.connectors.described import Described, Route, remembered
from trellis.components.connectors.finding import is_by_hand
from trellis.components.connectors.models import Connection, Handover
from trellis.components.connectors.words import say
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.people.errors import KeyErased
from trellis.services.contract import ListRow, Panel, PanelLine, RowVerb, WorkList

LISTED = "type-"
"""What the key of each such list begins with."""
SHOWN = 50


def lists(*, seen_by: Actor, language: str, at: datetime) -> Iterator[WorkList]:
    """A list for each system into which somebody types."""
    with reading(seen_by):
        for connection in queries.connections(seen_by=seen_by):
            if is_by_hand(connection.connector):
                yield _list(connection, seen_by, language, at)


def do(*, handover: int, verb: str, words: str, at: datetime, by: Actor) -> None:
    """Tick one off, or say why it cannot be typed in."""
    if verb == "give-back":
        actions.give_back(handover=handover, because=words, at=at, by=by)
    else:
        actions.tick_off(handover=handover, number=words, at=at, by=by)


def _list(connection: Connection, seen_by: Actor, language: str, at: datetime) -> WorkList:
    described = remembered(connection.described)
    system = described.title.to(language)
    rows = queries.to_type(seen_by=seen_by).filter(connection=connection)[:SHOWN]
    return WorkList(
        key=LISTED + connection.key,
        title=say("list.type", language, system=system),
        empty=say("list.type.empty", language, system=system),
        rows=tuple(found for row in rows if (found := _row(row, described, language)) is not None),
        figures=tuple(_figures(queries.rekeying(connection, at=at, seen_by=seen_by), language)),
    )


def _row(row: Handover, described: Described, language: str) -> ListRow | None:
    """One piece of work, screen by screen; None where its case was erased or the file says no more how it goes."""
    route = described.route(row.service, row.occasion)
    if route is None:
        return None
    try:
        fields = Claimed(row=row, doubted=False, until=row.due_at).fields()
    except KeyErased:
        return None
    system = described.title.to(language)
    return ListRow(
        id=str(row.pk),
        about=row.about,
        what=say("type.what", language, system=system),
        detail="",
        since=row.written_at,
        steps=tuple(_screens(route, dict(fields))),
        verbs=(
            RowVerb(
                key="typed", title=say("verb.typed", language), asks=say("verb.typed.asks", language, system=system)
            ),
            RowVerb(key="give-back", title=say("verb.give-back", language), asks=say("verb.give-back.asks", language)),
        ),
    )


def _screens(route: Route, fields: dict[str, object]) -> Iterator[Panel]:
    """What was not answered is left out: the field stays empty there too."""
    for screen in route.screens:
        lines = tuple(PanelLine(label=name, value=_plain(fields[name])) for name in screen.fields if name in fields)
        if lines:
            yield Panel(title=screen.title, lines=lines)


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _figures(found: queries.Rekeying, language: str) -> Iterator[PanelLine]:
    yield PanelLine(label=say("type.waiting", language), value=str(found.waiting))
    yield PanelLine(label=say("type.typed", language), value=str(found.typed))
    if found.typed:
        yield PanelLine(label=say("type.usual", language), value=_lasted(found.usual_wait, language))
        yield PanelLine(label=say("type.longest", language), value=_lasted(found.longest_wait, language))
        yield PanelLine(
            label=say("type.minutes", language), value=say("type.minutes.value", language, minutes=found.minutes)
        )


def _lasted(time: timedelta, language: str) -> str:
    hours = time // timedelta(hours=1)
    return say("lasted.hours", language, hours=hours) if hours < 48 else say("lasted.days", language, days=hours // 24)
