"""`trellis interview`: a service asked and answered in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TextIO

import typer

from trellis.base.time import local_day, now
from trellis.channels.interview.conversation import Conversation
from trellis.channels.interview.journeys import KeptJourney
from trellis.channels.interview.sending import send
from trellis.channels.interview.terminal import Stopped, Terminal
from trellis.channels.interview.words import say
from trellis.organisations.queries import organisation as organisation_called
from trellis.organisations.queries import organisations
from trellis.services.contract import PlaceKind
from trellis.services.errors import JourneyExpired
from trellis.services.language.compiler import compile_file
from trellis.services.language.findings import DefinitionRefused
from trellis.services.rehearsing import Rehearsal

COMMANDS = {"interview": "Ask a service in plain text: a file is rehearsed, a published service is sent."}


def interview(
    what: Annotated[str, typer.Argument(metavar="FILE|SERVICE", help="A service's file, or a published service.")],
    organisation: Annotated[str, typer.Option(help="Whose service; not needed where there is one organisation.")] = "",
    language: Annotated[str, typer.Option(help="The language to begin in.")] = "en",
) -> None:
    """Ask a service in plain text, and send what was answered as the same case that a page would."""
    terminal = Terminal(write=print, lines=_lines(sys.stdin))
    try:
        if Path(what).suffix in {".yaml", ".yml"}:
            _rehearse(Path(what), language=language, terminal=terminal)
        else:
            _hold(what, organisation=organisation, language=language, terminal=terminal)
    except Stopped:
        print(say("stopped", language))
        raise typer.Exit(1) from None
    except JourneyExpired:
        print(say("expired", language))
        raise typer.Exit(1) from None


def _lines(stream: TextIO) -> Iterator[str]:
    yield from stream


def _rehearse(file: Path, *, language: str, terminal: Terminal) -> None:
    try:
        compiled = compile_file(file)
    except (DefinitionRefused, FileNotFoundError) as refused:
        print(refused, file=sys.stderr)
        raise typer.Exit(1) from None
    spoken = language if language in compiled.definition.languages else compiled.definition.languages[0]
    terminal.say(say("rehearsal", spoken), "")
    journey = Rehearsal(compiled, language=spoken, on=local_day(now()))
    conversation = Conversation(journey, compiled, terminal=terminal, language=spoken)
    if conversation.hold().kind is PlaceKind.CHECK:
        terminal.say("", say("would-send", conversation.language))


def _hold(service: str, *, organisation: str, language: str, terminal: Terminal) -> None:
    council = organisation_called(organisation) if organisation else organisations().first()
    if council is None:
        print("There is no organisation on this installation yet.", file=sys.stderr)
        raise typer.Exit(1)
    journey = KeptJourney(organisation=council, service=service, language=language, clock=now)
    conversation = Conversation(journey, journey.compiled, terminal=terminal, language=journey.language)
    if conversation.hold().kind is PlaceKind.CHECK:
        send(journey, terminal=terminal, language=conversation.language)
