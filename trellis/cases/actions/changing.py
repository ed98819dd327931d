"""Every change of a case goes through here: found, allowed, locked, not stale, then written and logged as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from trellis.base.log import Event, LogEntry, record
from trellis.base.time import local_day
from trellis.cases.errors import CannotNow, CaseChanged, NoSuchCase
from trellis.cases.events import THAT_MATTER
from trellis.cases.history import lines_of
from trellis.cases.judging import Judgement
from trellis.cases.models import Case, Note
from trellis.cases.sight import may_see
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import acting
from trellis.services.language.compiler import Compiled
from trellis.services.language.model import Definition, Work
from trellis.services.queries import definition, submission


@dataclass(kw_only=True)
class Change:
    """One case while somebody changes it: locked, with its definition, who does it and when."""

    case: Case
    by: Actor
    at: datetime

    @property
    def day(self) -> date:
        return local_day(self.at)

    @cached_property
    def compiled(self) -> Compiled:
        return definition(organisation_id=self.case.organisation_id, hash=self.case.version_hash)

    @property
    def definition(self) -> Definition:
        return self.compiled.definition

    @property
    def work(self) -> Work:
        work = self.definition.work
        if work is None:
            raise CannotNow("no-work")
        return work

    @property
    def judgement(self) -> Judgement:
        """What the rules of the work make of the answers as they are now, and of the outcome so far."""
        sent = submission(self.case.reference, seen_by=self.by)
        return Judgement(sent=sent, outcome=self.case.outcome)

    def record(self, event: Event, *, by: Actor | None = None) -> LogEntry:
        return record(event, by=by or self.by, at=self.at)

    def seal(self, words: str, place: str) -> bytes:
        return self.case.key.seal(words, place=f"{self.case.reference}:{place}")

    def write_down(self, words: str) -> Note:
        """Leave a note for colleagues."""
        return Note.objects.create(
            organisation_id=self.by.organisation,
            case=self.case,
            words=self.seal(words.strip(), "note"),
            by=self.by.label,
            at=self.at,
        )

    def must_run(self) -> None:
        """Stop what makes no sense once a case has ended."""
        if not self.case.running:
            raise CannotNow("ended")


@contextmanager
def changing(
    reference: str, *, at: datetime, by: Actor, seen: int | None = None, needs: Permission | None = None
) -> Iterator[Change]:
    """A case to change, in one transaction.

    :raises NoSuchCase: where there is none, or it is not theirs to see.
    :raises CaseChanged: where something that matters has happened since `seen`.
    """
    with acting(by):
        case = Case.objects.select_for_update(of=("self",)).select_related("key").filter(reference=reference).first()
        if case is None or not may_see(case, by=by):
            raise NoSuchCase
        if needs is not None:
            require(by, needs)
        if case.key.wrapped is None:
            raise CannotNow("erased")
        if seen is not None:
            _nothing_changed(case, since=seen)
        yield Change(case=case, by=by, at=at)


def _nothing_changed(case: Case, *, since: int) -> None:
    newer = LogEntry.objects.filter(subject=case.reference, pk__gt=since, kind__in=THAT_MATTER)
    others = list(newer.order_by("pk")[:20])
    if others:
        raise CaseChanged(lines_of(others, case=case))
