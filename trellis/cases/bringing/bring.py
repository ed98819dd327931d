"""Bringing every case of a file over, one after the other, each whole or not at all; what became of each is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import IntegrityError, transaction

from trellis.cases import queries
from trellis.cases.bringing.checking import hold_against
from trellis.cases.bringing.faults import Fault, NotThisCase
from trellis.cases.bringing.mapping import CaseMap
from trellis.cases.bringing.play import Stage, play, somebody_there
from trellis.cases.bringing.reading import OldCase, doubts_of, mixed_in, read_case
from trellis.cases.bringing.sheets import Limits, Row, Sheet, open_sheet
from trellis.cases.errors import BroughtAlready
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.queries import staff
from trellis.organisations.scope import reading
from trellis.services.contract import document_store
from trellis.services.queries import live


@dataclass(frozen=True, kw_only=True)
class Source:
    """What came out of the other product: the file of cases, what its columns mean, the files that go with it."""

    cases: Path
    by: CaseMap
    attachments: Path

    @property
    def folder(self) -> Path:
        return self.cases.parent


@dataclass(kw_only=True)
class Brought:
    """What became of it: each case is here, or named with the reason."""

    new: int = 0
    already: int = 0
    lost: int = 0
    named: list[dict[str, object]] = field(default_factory=list)
    dry_run: bool = False

    def lose(self, faults: Iterable[Fault]) -> None:
        """One case that is not here, with everything that stands in its way."""
        self.lost += 1
        self.name(*faults)

    def name(self, *faults: Fault) -> None:
        self.named += [each.as_json() for each in faults]

    def as_report(self) -> dict[str, object]:
        """In the form of every importer: all that there is, what is kept, and the rest by name."""
        kept = self.new + self.already
        return {
            "total": kept + self.lost,
            "kept": kept,
            "named": self.named,
            "new": self.new,
            "already": self.already,
            "dry_run": self.dry_run,
        }


def bring(
    source: Source,
    *,
    organisation: Organisation,
    service: str,
    now: datetime,
    dry_run: bool = False,
    limits: Limits | None = None,
) -> Brought:
    """Bring every case that is not here yet; asked again, it goes on where it stopped.

    :raises CannotBring: where the mapping or a file cannot be used at all. Nothing has come over then.
    """
    compiled = live(organisation=organisation, service=service)
    by = source.by
    hold_against(by, compiled)
    sheet = open_sheet(
        source.cases, encoding=by.encoding, separator=by.separator, spoken_for=by.columns(), limits=limits
    )
    history = _history(source, limits=limits)
    doubts = doubts_of(sheet.rows, by=by, compiled=compiled)
    doubts = replace(doubts, mixed={**doubts.mixed, **history.mixed})
    stage = _stage(source, organisation=organisation, service=service, now=now)
    done = Brought(dry_run=dry_run)
    _name_what_has_no_case(history, sheet, by=by, done=done)
    for row in sheet.rows():
        reference = row.cells.get(by.case.reference, "")
        read = partial(read_case, row, history.of.get(reference, ()), by=by, compiled=compiled, doubts=doubts)
        _one(read, stage=stage, done=done)
    return done


def _stage(source: Source, *, organisation: Organisation, service: str, now: datetime) -> Stage:
    seen_by = system(organisation=organisation.pk, doing="bringing")
    with reading(seen_by):
        known = {each.account.email.casefold(): each.pk for each in staff(seen_by=seen_by)}
    return Stage(
        organisation=organisation.pk,
        service=service,
        by=source.by,
        attachments=source.attachments,
        staff=known,
        now=now,
    )


@dataclass(frozen=True, kw_only=True)
class _History:
    of: Mapping[str, list[Row]] = field(default_factory=dict)
    """What happened to each case, by its old reference."""
    mixed: Mapping[str, str] = field(default_factory=dict)


def _history(source: Source, *, limits: Limits | None) -> _History:
    told = source.by.history
    if told is None:
        return _History()
    sheet = open_sheet(
        source.folder / told.file,
        encoding=source.by.encoding,
        separator=source.by.separator,
        spoken_for={*told.columns()},
        limits=limits,
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sheet.rows():
        found[row.cells.get(told.case, "")].append(row)
    return _History(of=found, mixed=mixed_in(sheet.rows(), column=told.at, form=source.by.dates))


def _name_what_has_no_case(history: _History, sheet: Sheet, *, by: CaseMap, done: Brought) -> None:
    """What happened to cases that are not in the file is named too: nothing is lost in silence."""
    known = {row.cells.get(by.case.reference, "") for row in sheet.rows()} if history.of else set()
    for reference, rows in history.of.items():
        if reference not in known:
            why = f"{len(rows)} rows say what happened to a case that is not in {sheet.path.name}."
            fault = rows[0].fault(reference, why=why, mend="Add the case, or take the rows out.")
            done.name(fault)


def _one(read: partial[OldCase], *, stage: Stage, done: Brought) -> None:
    try:
        case = read()
        before = stage.before(case)
        seen_by = somebody_there(organisation=stage.organisation, name="", came_from=stage.by.came_from)
        if queries.was_brought(before, seen_by=seen_by):
            done.already += 1
        elif _came_over(case, stage=stage, keep=not done.dry_run):
            done.new += 1
        else:
            done.already += 1
    except NotThisCase as error:
        done.lose(error.faults)


class _TakeBackError(Exception):
    """Nothing of this is to stay."""


def _came_over(case: OldCase, *, stage: Stage, keep: bool) -> bool:
    """Play one case, and let it stay where it may; says whether it was not here yet."""
    try:
        with transaction.atomic():
            _play_or_tidy(case, stage=stage, keep=keep)
    except _TakeBackError:
        return True
    except (BroughtAlready, IntegrityError):
        # Somebody else brings the same file at this moment, and was quicker.
        return False
    return True


def _play_or_tidy(case: OldCase, *, stage: Stage, keep: bool) -> None:
    """Files stand outside of the database: what was kept for a case that does not stay leaves the store too."""
    with document_store().tidied_up_after_failure():
        play(case, on=stage)
        if not keep:
            raise _TakeBackError
