"""What a component shows on a case, to its applicant, and as lists of work of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from trellis.base.abilities import all_with
from trellis.organisations.actors import Actor


@dataclass(frozen=True, kw_only=True)
class PanelLine:
    """One line of a panel."""

    label: str
    value: str
    note: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What a component shows on the page of a case."""

    title: str
    lines: tuple[PanelLine, ...]
    alert: str = ""


@runtime_checkable
class CasePanel(Protocol):
    """A component that has something to show on the page of a case."""

    def panel(
        self, *, about: str, seen_by: Actor, language: str = "en", happened: frozenset[str] | None = None
    ) -> Panel | None:
        """`happened`: the kinds of everything in the log about it, where the page has read it all.

        Who has nothing to show where nothing of theirs happened need not ask the database.
        """
        ...


def case_panels() -> tuple[CasePanel, ...]:
    """Whoever has something to show on the page of a case."""
    return all_with(CasePanel)


@runtime_checkable
class ApplicantPanel(Protocol):
    """A component that has something to tell the applicant of how their application stands."""

    def applicant_panel(self, *, about: str, holder: Actor, language: str = "en") -> Panel | None: ...


def applicant_panels() -> tuple[ApplicantPanel, ...]:
    """Whoever has something to tell the applicant."""
    return all_with(ApplicantPanel)


@dataclass(frozen=True, kw_only=True)
class RowVerb:
    """Something that can be done about one thing in a list."""

    key: str
    title: str
    asks: str = ""
    """What has to be said with it; empty where a press is enough."""


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """One thing in a list of work."""

    id: str
    about: str
    """The reference of its case; empty where it has none."""
    what: str
    detail: str
    since: datetime
    verbs: tuple[RowVerb, ...] = ()
    steps: tuple[Panel, ...] = ()
    """What is to be done for it in order, such as what to type on each screen of another system."""


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """Work that is no case of its own, such as what another system does not agree on."""

    key: str
    title: str
    empty: str
    """What the list is for, said where there is nothing in it."""
    rows: tuple[ListRow, ...]
    figures: tuple[PanelLine, ...] = ()
    """What this work costs, and how long it waits."""


@runtime_checkable
class WorkLister(Protocol):
    """A component with lists of work for the desk."""

    def work_lists(self, *, seen_by: Actor, language: str = "en") -> tuple[WorkList, ...]: ...

    def do_in_list(self, *, listed: str, row: str, verb: str, words: str, at: datetime, by: Actor) -> None:
        """Do one thing about one row. Raises `NotFound` where it is not theirs, or not in the list any more."""
        ...


def work_listers() -> tuple[WorkLister, ...]:
    """Whoever has lists of work for the desk."""
    return all_with(WorkLister)
