"""How a case ends without a decision, how it is looked at again, and how it is forgotten."""

from __future__ import annotations

from datetime import datetime

from trellis.cases import events
from trellis.cases.actions.changing import Change, changing
from trellis.cases.actions.clocks import stop_clocks
from trellis.cases.actions.settling import end, settle
from trellis.cases.actions.staging import begin_stage, end_all_stages, overtake_proposals, stage_called
from trellis.cases.errors import CannotNow, WordsNeeded
from trellis.cases.models import Case, CaseTeam, InformationRequest, StageRun
from trellis.organisations.actors import Actor, ActorKind, Permission
from trellis.services.language.model import Stage


def withdraw(*, reference: str, because: str = "", at: datetime, by: Actor, seen: int | None = None) -> None:
    """Take an application back: the applicant themselves, or a colleague whom they asked by phone or in person.

    Nobody may ask them why, but they may say it. A colleague writes down how they were asked.
    """
    of_staff = by.kind is not ActorKind.RESIDENT
    if of_staff and not because.strip():
        raise WordsNeeded
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_WORK if of_staff else None) as change:
        change.must_run()
        if change.case.outcome:
            raise CannotNow("decided-already")
        _stop_work(change)
        if because.strip():
            change.write_down(f"Why it was taken back: {because.strip()}")
        change.record(events.CaseWithdrawn(subject=reference, service=change.case.service))
        end(change, state=Case.State.WITHDRAWN)
        settle(change)


def close(*, reference: str, because: str, at: datetime, by: Actor, seen: int | None = None) -> None:
    """End a case that needs no decision: sent twice, or to the wrong council."""
    if not because.strip():
        raise WordsNeeded
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_DECIDE) as change:
        change.must_run()
        _stop_work(change)
        change.write_down(f"Why it was closed: {because.strip()}")
        end(change)
        settle(change)


def reopen(*, reference: str, because: str, stage: str = "", at: datetime, by: Actor, seen: int | None = None) -> None:
    """Look at a case again, for a review or an appeal: the stage that decided is done once more, by somebody else."""
    if not because.strip():
        raise WordsNeeded
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_ASSIGN) as change:
        case = change.case
        if case.state not in {Case.State.CLOSED, Case.State.DECIDED}:
            raise CannotNow("still-runs")
        again = _stage_to_repeat(change, stage)
        end_all_stages(change)
        turn = 1 + max(StageRun.objects.filter(case=case).values_list("turn", flat=True), default=0)
        case.state, case.outcome, case.assignee = Case.State.OPEN, "", None
        case.closed_at = case.erase_on = None
        case.save()
        change.write_down(f"Why it is looked at again: {because.strip()}")
        change.record(events.CaseReopened(subject=reference, stage=again.id, turn=turn))
        begin_stage(change, again, turn=turn, judgement=change.judgement)
        settle(change)


def _stop_work(change: Change) -> None:
    stop_clocks(change)
    end_all_stages(change)
    overtake_proposals(change)
    InformationRequest.objects.filter(case=change.case, answered_at=None, taken_back_at=None).update(
        taken_back_at=change.at
    )
    CaseTeam.objects.filter(case=change.case).update(working=False)


def _stage_to_repeat(change: Change, wanted: str) -> Stage:
    deciding = [stage.id for stage in change.work.stages if stage.outcomes]
    run = StageRun.objects.filter(case=change.case, state=StageRun.State.DONE).order_by("-pk")
    met = list(run.values_list("stage", flat=True))
    if wanted:
        if wanted not in met:
            raise CannotNow("never-reached")
        return stage_called(wanted, change)
    key = next((stage for stage in met if stage in deciding), deciding[-1] if deciding else "")
    if not key:
        raise CannotNow("nothing-decided")
    return stage_called(key, change)
