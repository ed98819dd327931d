"""Looking after connections from the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from trellis.base.time import now
from trellis.components.connectors import actions, queries
from trellis.components.connectors.checking import faults_in, tried
from trellis.components.connectors.described import read_connection, remembered
from trellis.components.connectors.errors import SecretMissing
from trellis.components.connectors.finding import connectors, is_by_hand
from trellis.components.connectors.models import Connection
from trellis.components.connectors.opening import opened
from trellis.components.connectors.port import Away, InDoubt
from trellis.components.connectors.reconciling import reconcile
from trellis.components.connectors.wire import AddressRefused, NoAnswer, NotReached
from trellis.components.connectors.worker import clock_from, turn
from trellis.organisations.actors import Actor, system
from trellis.organisations.queries import organisation as organisation_called
from trellis.organisations.queries import organisations
from trellis.organisations.scope import reading

COMMANDS = {
    "connect drain": "Hand over now what waits for other systems, and hear what they say.",
    "connect list": "Say which connections to other systems there are, and how each stands.",
    "connect put": "Take in a connection's file: which system, what is sent, what comes back.",
    "connect reconcile": "Compare what other systems hold with what we know, and list what differs.",
    "connect secret": "Keep a secret of a connection, read from the standard input, sealed.",
    "connect test": "Run the examples of each connection's file, and ask each system whether it answers.",
}
_AWAY = (Away, InDoubt, NotReached, NoAnswer, AddressRefused, SecretMissing)
_NOBODY = "no-such-work.test"
"""A key that nothing is handed over under: whoever answers that they hold nothing under it answers."""

AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]
Of = Annotated[str, typer.Option("--organisation", help="Only this organisation's.")]
Named = Annotated[str, typer.Option("--connection", help="Only the connection of this name.")]


def connect_list(organisation: Of = "", as_json: AsJson = False) -> None:
    """Say which connections there are, and how each stands."""
    found = [_standing(whose, each, by) for whose, each, by in _connections(organisation)]
    if as_json:
        print(json.dumps({"connectors": sorted(connectors()), "connections": found}, default=str, ensure_ascii=False))
        return
    for each in found:
        waits = f"{each['to_send']} to send, {each['there']} there, {each['ended']} ended, {each['refused']} refused"
        print(f"{each['organisation']} {each['connection']} ({each['connector']}, {each['at']})")
        print(f"    {waits}; {each['differences']} differences" + (f"; {each['trouble']}" if each["trouble"] else ""))
        if typing := each["typed_by_hand"]:
            waited = f"waited {typing['usual_wait']} as a rule, {typing['longest_wait']} at most"
            print(f"    typed by hand: {typing['waiting']} wait; in 30 days {typing['typed']} typed in, {waited},")
            print(f"    about {typing['minutes']} minutes of typing")
    if not found:
        print(f"There are no connections yet. Kinds of system: {', '.join(connectors())}. Add one: trellis connect put")


def _standing(whose: str, found: Connection, by: Actor) -> dict[str, Any]:
    with reading(by):
        counted = asdict(queries.standing(found, seen_by=by))
        by_hand = is_by_hand(found.connector)
        typing = asdict(queries.rekeying(found, at=now(), seen_by=by)) if by_hand else None
    described = remembered(found.described)
    return {
        "organisation": whose,
        "connection": found.key,
        "connector": found.connector,
        "at": described.at,
        "services": [f"{each.service} ({each.on})" for each in described.services],
        **counted,
        "typed_by_hand": typing,
        "trouble": found.trouble,
        "rests_until": found.rests_until,
        "reconciled_at": found.reconciled_at,
    }


def connect_put(
    file: Annotated[Path, typer.Argument(help="The connection's file.", exists=True, dir_okay=False)],
    organisation: Annotated[str, typer.Option(help="Whose connection it is.")],
    inside: Annotated[bool, typer.Option(help="Let it reach a private network, or this machine.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take in a connection's file. From now on the cases of its services are handed over."""
    by = system(organisation=organisation_called(organisation).pk, doing="connecting")
    found = actions.connect(described=read_connection(file), inside=inside, at=now(), by=by)
    understood = actions.hear_again(connection=found, at=now(), by=by)
    examples = len(tried(remembered(found.described), seen_by=by))
    if as_json:
        print(json.dumps({"connection": found.key, "examples": examples, "understood": understood}))
        return
    print(f"{organisation} {found.key}: connected; {examples} examples hold.")
    if understood:
        print(f"    {understood} things that they had said are understood now.")


def connect_secret(
    connection: Annotated[str, typer.Argument(help="The connection.")],
    name: Annotated[str, typer.Argument(help="Which secret, such as token.")],
    organisation: Annotated[str, typer.Option(help="Whose connection it is.")],
) -> None:
    """Keep a secret, read from the standard input so that it stands in no list of commands."""
    by = system(organisation=organisation_called(organisation).pk, doing="connecting")
    with reading(by):
        found = queries.connection(connection, seen_by=by)
    secret = sys.stdin.readline().rstrip("\r\n")
    if not secret:
        raise SecretMissing("nothing came in on the standard input")
    actions.give_secret(connection=found, name=name, secret=secret, at=now(), by=by)
    print(f"{organisation} {connection}: {name} is kept, sealed.")


def connect_test(organisation: Of = "", connection: Named = "", as_json: AsJson = False) -> None:
    """Run the examples, and ask each system whether it answers. Ends with 1 where something does not hold."""
    found = [_tested(whose, each, by) for whose, each, by in _connections(organisation, connection)]
    well = all(not each["faults"] and not each["away"] for each in found)
    if as_json:
        print(json.dumps({"well": well, "connections": found}, ensure_ascii=False))
        raise typer.Exit(0 if well else 1)
    for each in found:
        answers = f"does not answer: {each['away']}" if each["away"] else "answers"
        print(f"{each['organisation']} {each['connection']}: {each['examples']} examples; {answers}")
        for fault in each["faults"]:
            print(f"    {fault}")
    raise typer.Exit(0 if well else 1)


def _tested(whose: str, found: Connection, by: Actor) -> dict[str, Any]:
    described, away = remembered(found.described), ""
    try:
        with opened(found) as asked:
            asked.find(_NOBODY)
    except _AWAY as error:
        away = str(error)
    faults = faults_in(described, seen_by=by)
    examples = len(tried(described, seen_by=by))
    return {"organisation": whose, "connection": found.key, "examples": examples, "faults": faults, "away": away}


def connect_drain(organisation: Of = "", connection: Named = "", as_json: AsJson = False) -> None:
    """Hand over what is due now, also where a system was left to rest. Ends with 1 where one does not answer."""
    done = [
        {"organisation": whose, **asdict(turn(each, now=clock_from(now()), by=by))}
        for whose, each, by in _connections(organisation, connection)
    ]
    if as_json:
        print(json.dumps({"connections": done}, ensure_ascii=False))
    else:
        for each in done:
            counted = f"{each['taken_in']} taken in, {each['refused']} refused, {each['doubted']} in doubt"
            away = f"; does not answer: {each['away']}" if each["away"] else ""
            print(f"{each['organisation']} {each['connection']}: {counted}, {each['heard']} news{away}")
    raise typer.Exit(1 if any(each["away"] for each in done) else 0)


def connect_reconcile(organisation: Of = "", connection: Named = "", as_json: AsJson = False) -> None:
    """Compare with what each system holds. Ends with 1 where something differs, or one does not answer."""
    done = [_reconciled(whose, each, by) for whose, each, by in _connections(organisation, connection)]
    if as_json:
        print(json.dumps({"connections": done}, ensure_ascii=False))
    else:
        for each in done:
            print(f"{each['organisation']} {each['connection']}: " + (each["away"] or f"{each['compared']} compared"))
            for open_one in each["open"]:
                print(f"    {open_one['about'] or open_one['key']}: {open_one['kind']} {open_one['facts']}")
    raise typer.Exit(1 if any(each["away"] or each["open"] for each in done) else 0)


def _reconciled(whose: str, found: Connection, by: Actor) -> dict[str, Any]:
    counted, away = {"compared": 0, "caught_up": 0, "settled": 0, "differences": 0}, ""
    try:
        counted |= asdict(reconcile(found, at=now(), by=by))
    except _AWAY as error:
        away = str(error)
    with reading(by):
        differences = queries.open_differences(seen_by=by).filter(connection=found)
        open_ones = [{"about": e.about, "key": e.key, "kind": e.kind, "facts": e.facts} for e in differences]
    return {"organisation": whose, **counted, "connection": found.key, "away": away, "open": open_ones}


def _connections(whose: str, named: str = "") -> Iterator[tuple[str, Connection, Actor]]:
    """Connections with whose they are, and as whom they are looked at."""
    for each in [organisation_called(whose)] if whose else organisations():
        by = system(organisation=each.pk, doing="connectors")
        with reading(by):
            found = (
                [queries.connection(named, seen_by=by)] if named and whose else list(queries.connections(seen_by=by))
            )
        yield from ((each.key, one, by) for one in found if named in {"", one.key})
