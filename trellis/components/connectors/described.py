"""A connection as its file describes it: which system, what is sent of which service, what comes back in which words.

Read by the loader of definitions: every scalar is text, and a mistake is named with its line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from trellis.components.connectors.errors import ConnectionRefused
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.loader import Tree, read_file
from trellis.services.language.model import Part
from trellis.services.language.reading import read_as
from trellis.services.language.values import Key, Text, YesNo

OPENED = "opened"
"""The occasion on which most work is handed over: the case was opened."""


class Means(StrEnum):
    """What a code of theirs means, to us and to the applicant."""

    RECEIVED = "received"
    PLANNED = "planned"
    IN_HAND = "in-hand"
    DONE = "done"
    NOT_DONE = "not-done"
    REFUSED = "refused"

    @property
    def ends(self) -> bool:
        """Whether nothing more is to be heard after this."""
        return self in {Means.DONE, Means.NOT_DONE, Means.REFUSED}


class Sent(Part):
    """One field of what is sent: where it comes from, and how it is written on the other side."""

    from_: str = ""
    """A question's id, or a part of its answer (`address.uprn`), or something of the case (`case.reference`)."""
    fixed: str = ""
    codes: Mapping[str, str] = Field(default_factory=dict)
    """Their code for each answer. Yes and no are written `yes` and `no`."""
    words: YesNo = False
    """Send the answer in words, as the applicant read it back."""


def _short(value: object) -> object:
    """`uprn: address.uprn` is short for `uprn: {from: address.uprn}`."""
    return {"from": value} if isinstance(value, str) else value


class Heard(Part):
    """What one code of theirs means."""

    means: Means
    say: Text | None = None
    """The words for the applicant; ours for this meaning where there are none."""
    notes: YesNo = False
    """Show the applicant their own words too, where they are written for the public."""
    outcome: Key | None = None
    """The outcome with which the case is then closed: one that means done."""


class Example(Part):
    """What is sent for these answers: a test that goes with the file."""

    why: str = ""
    answers: Mapping[str, Any]
    sends: Mapping[str, Any]


class Screen(Part):
    """One screen of a system into which somebody types, and its fields in their order."""

    title: str
    fields: tuple[str, ...]


class Route(Part):
    """What goes to the system of one service, and what comes back."""

    service: Key
    on: str = OPENED
    """`opened`, or `outcome granted`."""
    send: Mapping[str, Annotated[Sent, BeforeValidator(_short)]]
    hear: Mapping[str, Heard] = Field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    options: Mapping[str, str] = Field(default_factory=dict)
    screens: tuple[Screen, ...] = ()
    """Where it is typed in by hand: their screens in order."""

    @property
    def minutes(self) -> int:
        """How long it takes to type one in, as the file estimates."""
        said = self.options.get("minutes", "")
        return int(said) if said.isdecimal() else 0


class Described(Part):
    """The whole file."""

    connection: Key
    connector: Key
    title: Text
    at: str = ""
    """The system's address; `sandbox:` is the connector's own stand-in, which is not there in production."""
    number: Text | None = None
    """What their number is called, such as `Job number`."""
    options: Mapping[str, str] = Field(default_factory=dict)
    services: tuple[Route, ...]

    def routes_for(self, service: str, occasion: str) -> tuple[Route, ...]:
        return tuple(each for each in self.services if (each.service, each.on) == (service, occasion))

    def route(self, service: str, occasion: str) -> Route | None:
        """The way one piece of work went; None where the file no longer says so."""
        return next(iter(self.routes_for(service, occasion)), None)


def read_connection(path: Path) -> Described:
    """Read a connection's file.

    :raises ConnectionRefused: with each mistake at its line.
    """
    try:
        return read_as(Described, read_file(path))
    except DefinitionRefused as refused:
        raise ConnectionRefused([str(each) for each in refused.findings]) from None


def remembered(data: object) -> Described:
    """A connection's file as it was kept, which was read before."""
    return _remembered(json.dumps(data))


@lru_cache(maxsize=256)
def _remembered(kept: str) -> Described:
    return read_as(Described, Tree(file="connection", data=json.loads(kept)))
