"""Holding a connection's file against the services that are live, and running its examples."""

from __future__ import annotations

from collections.abc import Iterator

from trellis.components.connectors.described import Described, Route
from trellis.components.connectors.errors import NoSuchConnector
from trellis.components.connectors.finding import connector_called, is_by_hand
from trellis.components.connectors.mapping import Tried, faults_of, try_example
from trellis.components.connectors.port import ChecksOptions
from trellis.organisations.actors import Actor
from trellis.organisations.models import Organisation
from trellis.services.errors import NoSuchService
from trellis.services.language.compiled import Compiled
from trellis.services.queries import live


def faults_in(described: Described, *, seen_by: Actor) -> list[str]:
    """Everything that is wrong in a connection's file, in words that say the mend."""
    return list(_faults(described, seen_by))


def tried(described: Described, *, seen_by: Actor) -> list[Tried]:
    """Every example of the file, with what is sent in truth."""
    return [
        try_example(example, route, compiled)
        for route in described.services
        if (compiled := _live(route.service, seen_by)) is not None
        for example in route.examples
    ]


def _faults(described: Described, seen_by: Actor) -> Iterator[str]:
    try:
        connector = connector_called(described.connector)
    except NoSuchConnector as error:
        yield str(error)
    else:
        yield from connector.faults(described.options) if isinstance(connector, ChecksOptions) else ()
    if not described.services:
        yield "it names no service"
    met: set[tuple[str, str]] = set()
    for route in described.services:
        if (route.service, route.on) in met:
            yield f"{route.service}: it is handed over twice on `{route.on}`"
        met.add((route.service, route.on))
        yield from (f"{route.service}: {each}" for each in _faults_of_route(route, seen_by))
        if is_by_hand(described.connector):
            yield from (f"{route.service}: {each}" for each in _faults_by_hand(route))


def _faults_of_route(route: Route, seen_by: Actor) -> Iterator[str]:
    compiled = _live(route.service, seen_by)
    if compiled is None:
        yield "this organisation offers no such service"
        return
    found = list(faults_of(route, compiled))
    yield from found
    # What is wrong already would only be said a second time by each example.
    for example in () if found else route.examples:
        result = try_example(example, route, compiled)
        if not result.holds:
            yield f"example {example.why or 'without a name'}: {result.fault}"


def _faults_by_hand(route: Route) -> Iterator[str]:
    if not route.screens:
        yield "somebody types this in: name the `screens` of the other system, each with its `fields` in order"
    if not route.minutes:
        yield "options: say in `minutes` how long it takes to type one in, as a whole number"


def _live(service: str, seen_by: Actor) -> Compiled | None:
    try:
        return live(organisation=Organisation.objects.get(pk=seen_by.organisation), service=service)
    except NoSuchService:
        return None
