"""The daily work on a case: who has it, what is done, what colleagues write down."""

from __future__ import annotations

from datetime import datetime

from trellis.cases import events
from trellis.cases.actions.changing import Change, changing
from trellis.cases.actions.deciding import carry_on
from trellis.cases.actions.settling import settle
from trellis.cases.actions.staging import end_stage, stage_called
from trellis.cases.errors import CannotNow, NoSuchTask, NotYours, WordsNeeded
from trellis.cases.models import StageRun, Task
from trellis.cases.rules.deciding import may_work_in
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.errors import NoSuchStaff
from trellis.organisations.models import StaffMember


def take(*, reference: str, at: datetime, by: Actor, seen: int | None = None) -> None:
    """Take a case oneself, to be answerable for it."""
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_WORK) as change:
        change.must_run()
        if by.staff is None:
            raise NotYours
        _give(change, by.staff)


def assign(*, reference: str, staff: int | None, at: datetime, by: Actor, seen: int | None = None) -> None:
    """Give a case to a colleague, who is then answerable for it; or to nobody, so that the team sees it again."""
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_WORK) as change:
        change.must_run()
        if staff is not None or change.case.assignee_id != by.staff:
            require(by, Permission.CASE_ASSIGN)
        if staff is not None and not StaffMember.objects.filter(pk=staff, left_at=None).exists():
            raise NoSuchStaff
        _give(change, staff)


def start_task(*, reference: str, task: int, at: datetime, by: Actor) -> None:
    """Begin a task, so that colleagues see who does it."""
    with changing(reference, at=at, by=by, needs=Permission.CASE_WORK) as change:
        found = _task(change, task)
        found.state, found.assignee_id = Task.State.DOING, by.staff
        found.save(update_fields=["state", "assignee"])
        change.record(events.TaskStarted(subject=reference, stage=found.run.stage, task=found.task))


def complete_task(*, reference: str, task: int, at: datetime, by: Actor, seen: int | None = None) -> None:
    """Say that a task is done; with the last one its stage ends, unless it is for somebody to decide."""
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_WORK) as change:
        found = _task(change, task)
        found.state, found.done_by, found.done_at = Task.State.DONE, by.label, at
        found.save(update_fields=["state", "done_by", "done_at"])
        change.record(events.TaskDone(subject=reference, stage=found.run.stage, task=found.task))
        _end_if_done(change, found.run)
        settle(change)


def add_note(*, reference: str, words: str, at: datetime, by: Actor) -> None:
    """Write something down for colleagues. The applicant may ask to see it."""
    if not words.strip():
        raise WordsNeeded
    with changing(reference, at=at, by=by, needs=Permission.CASE_WORK) as change:
        note = change.write_down(words)
        change.record(events.NoteAdded(subject=reference, note=note.pk))


def _give(change: Change, staff: int | None) -> None:
    before = change.case.assignee_id
    if before == staff:
        return
    change.case.assignee_id = staff
    change.case.save(update_fields=["assignee"])
    change.record(events.CaseAssigned(subject=change.case.reference, staff=staff, before=before))


def _task(change: Change, number: int) -> Task:
    change.must_run()
    found = Task.objects.select_related("run").filter(case=change.case, pk=number).first()
    if found is None:
        raise NoSuchTask
    if found.state == Task.State.DONE:
        raise CannotNow("done-already", who=found.done_by)
    if not may_work_in(found.team, by=change.by):
        raise NotYours
    return found


def _end_if_done(change: Change, run: StageRun) -> None:
    stage = stage_called(run.stage, change)
    left = Task.objects.filter(run=run).exclude(state=Task.State.DONE).exists()
    if left or stage.outcomes or stage.lasts or run.state != StageRun.State.RUNNING:
        return
    end_stage(change, run)
    carry_on(change, turn=run.turn)
