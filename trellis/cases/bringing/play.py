"""Playing an old case through the actions that anybody uses, at the times when things happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from trellis.base.errors import TrellisError
from trellis.base.log import long_ago
from trellis.cases import actions, queries
from trellis.cases.bringing.faults import Fault, NotThisCase
from trellis.cases.bringing.mapping import CaseMap, Do
from trellis.cases.bringing.reading import OldCase, OldStep
from trellis.cases.brought import Before, Form
from trellis.organisations.actors import Actor, ActorKind, Permission, resident
from trellis.organisations.scope import acting
from trellis.services.actions import Known, LeadsNowhere
from trellis.services.contract import Upload
from trellis.services.errors import AnswersRefused, NotFinished

_MAY = frozenset(
    {
        Permission.CASE_SEE,
        Permission.CASE_SEE_ALL,
        Permission.CASE_WORK,
        Permission.CASE_ASSIGN,
        Permission.CASE_DECIDE,
    }
)
_LARGEST_FILE = 64 * 1024 * 1024
"""What is read at all; whether it is taken, the documents say."""


def somebody_there(*, organisation: int, name: str, came_from: str) -> Actor:
    """Whoever did it in the other product: a name in the history, and nobody who can sign in."""
    label = f"{name} ({came_from})" if name else came_from
    return Actor(
        organisation=organisation, kind=ActorKind.SYSTEM, key="system:bringing", label=label[:200], permissions=_MAY
    )


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where cases are played: for whom, of which service, with which files, and what day it is today."""

    organisation: int
    service: str
    by: CaseMap
    attachments: Path
    staff: Mapping[str, int]
    """Colleagues here, by e-mail address."""
    now: datetime

    def before(self, case: OldCase) -> Before:
        return Before(came_from=self.by.came_from, reference=case.reference)


def play(case: OldCase, *, on: Stage) -> str:
    """Bring one case over, whole or not at all; gives our reference.

    :raises NotThisCase: with what is in its way.
    """
    return _Play(case=case, stage=on, uploads=_Attachments(case=case, folder=on.attachments)).go()


@dataclass(kw_only=True)
class _Play:
    case: OldCase
    stage: Stage
    uploads: _Attachments
    reference: str = ""
    asked: list[int] = field(default_factory=list)
    """Requests for information that nobody has answered yet."""

    def go(self) -> str:
        case, now = self.case, self.stage.now
        for step in case.steps:
            if step.at > now:
                raise self._fault(step, "It has not happened yet.", "Correct the day, or leave the row out.")
        if case.sent > now:
            why = "It came in on a day that has not come yet."
            column = self.stage.by.case.sent
            raise NotThisCase(case.row.fault(case.reference, column=column, why=why, mend="Correct the day."))
        by = self._who("")
        with acting(by), long_ago():
            self._open(by)
            for step in case.steps:
                self._step(step)
            self._finish(by)
        return self.reference

    def _open(self, by: Actor) -> None:
        case = self.case
        known = Known(raw=case.raw, uploads={name: self.uploads.of(names) for name, names in case.files.items()})
        form = Form(service=self.stage.service, channel=case.channel, language=case.language, known=known)
        try:
            self.reference = actions.bring_case(
                before=self.stage.before(case), form=form, at=case.sent, now=self.stage.now, by=by
            )
        except AnswersRefused as error:
            raise NotThisCase(*self._refused(error)) from error
        except NotFinished as error:
            raise NotThisCase(self._unanswered(error.place.page)) from error
        except LeadsNowhere as error:
            mend = "Such an application could not have been sent here: leave it out, or change the service."
            raise NotThisCase(case.row.fault(case.reference, why=f"{error}.".capitalize(), mend=mend)) from error
        self._documents(case.documents, at=case.sent, by=by)
        if case.notes:
            words = "\n".join(f"{column}: {said}" for column, said in case.notes.items())
            actions.add_note(reference=self.reference, words=words, at=case.sent, by=by)

    def _step(self, step: OldStep) -> None:
        by = self._who(step.by)
        try:
            actions.let_days_pass(reference=self.reference, until=step.at, by=by)
            _DOES[step.step.do](self, step, by)
            self._documents(step.documents, at=step.at, by=by)
        except NotThisCase:
            raise
        except TrellisError as error:
            mend = "Map it to something else, correct the order in which things happened, or leave it out."
            raise self._fault(step, f"{step.step.do} on {step.at:%-d %B %Y}: {error}", mend) from error

    def _documents(self, names: tuple[str, ...], *, at: datetime, by: Actor) -> None:
        for upload in self.uploads.of(names):
            try:
                actions.add_document(reference=self.reference, upload=upload, at=at, by=by)
            except TrellisError as error:
                raise self.uploads.fault(upload.name, str(error), "Mend it, or take it out.") from error

    def _finish(self, by: Actor) -> None:
        case = self.case
        last = case.steps[-1].at if case.steps else case.sent
        try:
            if case.given_to and queries.still_runs(self.reference, seen_by=by):
                actions.assign(reference=self.reference, staff=self._colleague(case.given_to), at=last, by=by)
            actions.bring_up_to_date(reference=self.reference, now=self.stage.now, by=by)
        except TrellisError as error:
            mend = "Look at it in the other product, and export what became of it; or leave it out."
            raise NotThisCase(case.row.fault(case.reference, why=str(error), mend=mend)) from error

    def _colleague(self, email: str) -> int:
        if email.casefold() not in self.stage.staff:
            raise NotThisCase(self.case.row.fault(
                self.case.reference, why=f"Nobody here has the address {email}.", mend="Employ them first."
            ))  # fmt: skip
        return self.stage.staff[email.casefold()]

    def _who(self, name: str) -> Actor:
        return somebody_there(organisation=self.stage.organisation, name=name, came_from=self.stage.by.came_from)

    @property
    def _applicant(self) -> Actor:
        return resident(organisation=self.stage.organisation, holding=self.reference)

    def _fault(self, step: OldStep, why: str, mend: str) -> NotThisCase:
        return NotThisCase(step.row.fault(self.case.reference, column=step.column, why=why, mend=mend))

    def _refused(self, error: AnswersRefused) -> list[Fault]:
        return [
            self.case.row.fault(
                self.case.reference,
                column=self._column_of(each.question),
                why=f"{each.question}: {each.words}",
                mend="Correct the cell, or say in the mapping what it means here.",
            )
            for each in error.step.problems
        ]

    def _unanswered(self, page: str) -> Fault:
        mend = "Name a column for it, or `otherwise:` where one answer is true of all."
        return self.case.row.fault(self.case.reference, why=f"The page `{page}` is not answered.", mend=mend)

    def _column_of(self, question: str) -> str:
        source = self.stage.by.answers.get(question)
        return ", ".join(source.columns()) if source else ""

    # What each thing that happened is here.

    def _note(self, step: OldStep, by: Actor) -> None:
        actions.add_note(reference=self.reference, words=step.words or step.subject, at=step.at, by=by)

    def _wrote(self, step: OldStep, by: Actor) -> None:
        subject = step.subject or f"From {self.stage.by.came_from}"
        actions.bring_message(reference=self.reference, subject=subject, words=step.words, at=step.at, by=by)

    def _heard(self, step: OldStep, by: Actor) -> None:
        actions.reply(reference=self.reference, words=step.words, at=step.at, by=self._applicant)

    def _asked(self, step: OldStep, by: Actor) -> None:
        found = actions.ask_for_information(reference=self.reference, questions=[], words=step.words, at=step.at, by=by)
        self.asked.append(found)

    def _answered(self, step: OldStep, by: Actor) -> None:
        if not self.asked:
            raise self._fault(step, "Nothing was asked before this.", "Map it to `heard`.")
        actions.answer_information(
            reference=self.reference,
            request=self.asked.pop(),
            raw={},
            words=step.words,
            at=step.at,
            by=self._applicant,
        )

    def _stage(self, step: OldStep, by: Actor) -> None:
        actions.bring_to_stage(reference=self.reference, stage=step.step.stage or "", at=step.at, by=by)

    def _paused(self, step: OldStep, by: Actor) -> None:
        clock = step.step.clock or ""
        actions.pause_clock(reference=self.reference, clock=clock, because=step.step.because, at=step.at, by=by)

    def _resumed(self, step: OldStep, by: Actor) -> None:
        actions.resume_clock(reference=self.reference, clock=step.step.clock or "", at=step.at, by=by)

    def _extended(self, step: OldStep, by: Actor) -> None:
        clock = step.step.clock or ""
        actions.extend_clock(reference=self.reference, clock=clock, because=step.words, at=step.at, by=by)

    def _decided(self, step: OldStep, by: Actor) -> None:
        outcome = step.step.outcome or ""
        actions.bring_decision(reference=self.reference, outcome=outcome, reasons=step.words, at=step.at, by=by)
        if step.step.over and queries.still_runs(self.reference, seen_by=by):
            because = f"Everything was done in {self.stage.by.came_from}."
            actions.close(reference=self.reference, because=because, at=step.at, by=by)

    def _withdrawn(self, step: OldStep, by: Actor) -> None:
        because = step.words or f"It was taken back in {self.stage.by.came_from}."
        actions.withdraw(reference=self.reference, because=because, at=step.at, by=by)

    def _closed(self, step: OldStep, by: Actor) -> None:
        because = step.words or f"It was closed in {self.stage.by.came_from}."
        actions.close(reference=self.reference, because=because, at=step.at, by=by)

    def _reopened(self, step: OldStep, by: Actor) -> None:
        because = step.words or f"It was opened again in {self.stage.by.came_from}."
        actions.reopen(reference=self.reference, because=because, at=step.at, by=by)

    def _nothing(self, step: OldStep, by: Actor) -> None:
        """Only its documents are kept."""


_DOES: Mapping[Do, Callable[[_Play, OldStep, Actor], None]] = {each: getattr(_Play, f"_{each.value}") for each in Do}


@dataclass(frozen=True, kw_only=True)
class _Attachments:
    """The files that came with one case: only from one folder, and only by their own names."""

    case: OldCase
    folder: Path

    def of(self, names: tuple[str, ...]) -> list[Upload]:
        return [Upload(name=name, content=self._read(name)) for name in names]

    def _read(self, name: str) -> bytes:
        path = self.folder / name
        if Path(name).name != name or not path.resolve().is_relative_to(self.folder.resolve()):
            raise self.fault(name, "It names a place outside of the folder of attachments.", "Write its name alone.")
        try:
            if path.stat().st_size > _LARGEST_FILE:
                raise self.fault(name, "It is larger than 64 MB.", "Make it smaller.")
            return path.read_bytes()
        except OSError:
            mend = f"Put it into {self.folder}, with just this name, or take the name out of the cell."
            raise self.fault(name, "There is no such file among the attachments.", mend) from None

    def fault(self, name: str, why: str, mend: str) -> NotThisCase:
        return NotThisCase(self.case.row.fault(self.case.reference, column=name, why=f"{name}: {why}", mend=mend))
