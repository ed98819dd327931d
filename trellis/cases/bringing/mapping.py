"""What the columns of another product's CSV mean here: a small file, whose examples are run before anything is read.

Read by the loader of definitions: every scalar is text, and a mistake is named with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from trellis.cases.bringing.faults import CannotBring
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.loader import read_file
from trellis.services.language.model import Part
from trellis.services.language.reading import read_as
from trellis.services.language.values import Key, YesNo

Column = str
"""The head of a column, as the file writes it."""


class Do(StrEnum):
    """What happened, as one of the things that can happen to a case here."""

    NOTHING = "nothing"
    NOTE = "note"
    WROTE = "wrote"
    """We wrote to the applicant."""
    HEARD = "heard"
    """The applicant wrote to us."""
    ASKED = "asked"
    ANSWERED = "answered"
    STAGE = "stage"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    REOPENED = "reopened"


NEEDS: Mapping[Do, str] = {
    Do.STAGE: "stage",
    Do.DECIDED: "outcome",
    Do.PAUSED: "clock",
    Do.RESUMED: "clock",
    Do.EXTENDED: "clock",
}
"""What has to be said with it."""


class Step(Part):
    """What one of their words means."""

    do: Do
    outcome: Key | None = None
    stage: Key | None = None
    clock: Key | None = None
    because: str = ""
    """Said where no column holds words for it."""
    over: YesNo = False
    """Of a decision: whether everything that follows from it was done there too."""


def _short_step(value: object) -> object:
    """`Note: note` is short for `Note: {do: note}`."""
    return {"do": value} if isinstance(value, str) else value


class Happened(Part):
    """Columns that say what happened to a case, when, and by whom."""

    what: Column
    at: Column
    by: Column = ""
    words: Column = ""
    subject: Column = ""
    documents: Column = ""
    values: Mapping[str, Annotated[Step, BeforeValidator(_short_step)]]

    def columns(self) -> Iterator[Column]:
        yield from filter(None, (self.what, self.at, self.by, self.words, self.subject, self.documents))


class History(Happened):
    """A file with one row for each thing that happened, which names its case."""

    file: str = "history.csv"
    case: Column
    left_out: tuple[Column, ...] = ()

    def columns(self) -> Iterator[Column]:
        yield from (self.case, *self.left_out, *super().columns())


class From(Part):
    """Where an answer comes from: one column, or one for each part of it (`first`, `last`; `line1`, `postcode`)."""

    column: Column = ""
    parts: Mapping[str, Column] = Field(default_factory=dict)
    values: Mapping[str, str] = Field(default_factory=dict)
    """Our word for each of theirs."""
    split: str = ""
    """What stands between several values in one cell."""
    otherwise: str = ""
    """What is answered where the cell is empty: only where that is true of every such case."""

    def columns(self) -> Iterator[Column]:
        yield from filter(None, (self.column, *self.parts.values()))


def _short_from(value: object) -> object:
    """`address: {column: UPRN}` may be written `address: UPRN`."""
    return {"column": value} if isinstance(value, str) else value


FromColumn = Annotated[From, BeforeValidator(_short_from)]


class GivenTo(Part):
    """Who has the case: the e-mail address of a colleague here, for each name there."""

    column: Column
    staff: Mapping[str, str]


class OfTheCase(Part):
    """Columns about the case itself."""

    reference: Column
    sent: Column
    channel: FromColumn = From(otherwise="web")
    language: FromColumn = From(otherwise="en")
    status: Happened | None = None
    given_to: GivenTo | None = None
    documents: Column = ""
    """Names of files that came with it and answer no question."""
    notes: tuple[Column, ...] = ()
    """Columns that no question asks for: kept as one note on the case."""

    def columns(self) -> Iterator[Column]:
        yield from filter(None, (self.reference, self.sent, self.documents, *self.notes))
        yield from (*self.channel.columns(), *self.language.columns())
        yield from self.status.columns() if self.status else ()
        yield from (self.given_to.column,) if self.given_to else ()


class Example(Part):
    """One row as it is exported, and what is read from it: a test that goes with the file."""

    why: str = ""
    row: Mapping[str, str]
    history: tuple[Mapping[str, str], ...] = ()
    reads: Mapping[str, Any]


class CaseMap(Part):
    """The whole file."""

    came_from: Annotated[str, Field(min_length=1, max_length=60)]
    file: str = "cases.csv"
    encoding: Literal["utf-8", "windows-1252"] = "utf-8"
    dates: Literal["day/month/year", "month/day/year", "year-month-day"]
    separator: str = Field(default=",", min_length=1, max_length=1)
    files_apart: str = ";"
    """What stands between several names of files in one cell."""
    case: OfTheCase
    answers: Mapping[str, FromColumn]
    history: History | None = None
    left_out: tuple[Column, ...] = ()
    """Columns that nobody needs any more. A column that is used nowhere has to stand here."""
    examples: tuple[Example, ...] = ()

    def columns(self) -> frozenset[Column]:
        """Every column of the file of cases that is spoken for."""
        answered = (column for each in self.answers.values() for column in each.columns())
        return frozenset((*self.case.columns(), *answered, *self.left_out))


def read_mapping(path: Path) -> CaseMap:
    """Read a mapping.

    :raises CannotBring: with each mistake at its line.
    """
    try:
        return read_as(CaseMap, read_file(path))
    except DefinitionRefused as refused:
        raise CannotBring.because(*(str(each) for each in refused.findings)) from None
    except OSError as error:
        raise CannotBring.because(f"{path}: there is no mapping to read ({error.strerror})") from None
