"""The stages of the work: begun when their turn comes, ended when they are done, left out where no rule wants them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from trellis.cases import events
from trellis.cases.actions.changing import Change
from trellis.cases.actions.clocks import start_clocks, stop_clocks_of_stage
from trellis.cases.judging import Judgement
from trellis.cases.models import Decision, StageRun, Task
from trellis.cases.rules.deciding import outcome_called
from trellis.cases.rules.stages import Progress, ancestors, moves, team_for
from trellis.services.language.dates import add_period
from trellis.services.language.model import Stage
from trellis.services.language.values import Period, Text


def go_on(change: Change, *, turn: int = 1) -> list[StageRun]:
    """Begin every stage whose turn has come, and end those with nothing to do. Says which now run."""
    begun: list[StageRun] = []
    judgement = change.judgement
    while True:
        due = moves(change.work, _progress(change, turn=turn), holds=judgement.wants)
        if not due.begin and not due.skip:
            return begun
        for stage in due.skip:
            _skip(change, stage, turn=turn)
        for stage in due.begin:
            run = begin_stage(change, stage, turn=turn, judgement=judgement)
            if run.state == StageRun.State.RUNNING:
                begun.append(run)


def begin_stage(change: Change, stage: Stage, *, turn: int, judgement: Judgement) -> StageRun:
    """Begin one stage with its tasks; one in which there is nothing to do ends at once."""
    run = StageRun.objects.create(
        organisation_id=change.by.organisation,
        case=change.case,
        stage=stage.id,
        turn=turn,
        state=StageRun.State.RUNNING,
        team=team_for(stage, work=change.work),
        began_at=change.at,
        due_on=_after(change, stage, stage.due),
        ends_on=_after(change, stage, stage.lasts),
    )
    began = events.StageBegan(subject=change.case.reference, stage=stage.id, turn=turn, team=run.team)
    change.record(began)
    start_clocks(change, on=f"stage {stage.id}", turn=turn)
    tasks = _tasks(change, stage, run, judgement=judgement)
    Task.objects.bulk_create(tasks)
    if not tasks and not stage.outcomes and not stage.lasts:
        end_stage(change, run)
    return run


def end_stage(change: Change, run: StageRun) -> None:
    """A part of the work is done."""
    run.state, run.ended_at = StageRun.State.DONE, change.at
    run.save(update_fields=["state", "ended_at"])
    stop_clocks_of_stage(change, stage=run.stage)
    change.record(events.StageEnded(subject=change.case.reference, stage=run.stage, turn=run.turn))


def end_all_stages(change: Change) -> None:
    """Nothing more is to be done in any of them."""
    for run in StageRun.objects.filter(case=change.case, state=StageRun.State.RUNNING):
        end_stage(change, run)


def overtake_proposals(change: Change) -> None:
    """A decision that somebody proposed has no effect any more: the case ended in another way."""
    Decision.objects.filter(case=change.case, state=Decision.State.PROPOSED).update(
        state=Decision.State.OVERTAKEN, settled_at=change.at
    )


def stage_called(key: str, change: Change) -> Stage:
    """The stage of this name, as the case's own version of the service describes it."""
    return next(each for each in change.work.stages if each.id == key)


def granted_alone(stage: Stage, change: Change) -> str:
    """The outcome that the service lets a machine grant here, where every rule for it is certain. It never refuses."""
    if stage.automatic is None:
        return ""
    outcome = outcome_called(stage.automatic.outcome, work=change.work)
    if outcome is None or outcome.means == "refused" or not change.judgement.grants(stage):
        return ""
    return outcome.id


def _progress(change: Change, *, turn: int) -> Progress:
    """How far this turn has come; in a later one, whatever does not follow from the stage it began with is over."""
    runs = list(StageRun.objects.filter(case=change.case, turn=turn).order_by("pk"))
    progress = Progress(
        running=frozenset(run.stage for run in runs if run.state == StageRun.State.RUNNING),
        done=frozenset(run.stage for run in runs if run.state == StageRun.State.DONE),
        skipped=frozenset(run.stage for run in runs if run.state == StageRun.State.SKIPPED),
        outcome=change.case.outcome,
    )
    if turn == 1 or not runs:
        return progress
    first = runs[0].stage
    unaffected = {
        stage.id
        for stage in change.work.stages
        if stage.id not in progress.met and first not in ancestors(stage.id, work=change.work)
    }
    return replace(progress, skipped=progress.skipped | unaffected)


def _skip(change: Change, stage: Stage, *, turn: int) -> None:
    StageRun.objects.create(
        organisation_id=change.by.organisation,
        case=change.case,
        stage=stage.id,
        turn=turn,
        state=StageRun.State.SKIPPED,
        team=team_for(stage, work=change.work),
        began_at=change.at,
        ended_at=change.at,
    )
    change.record(events.StageSkipped(subject=change.case.reference, stage=stage.id, turn=turn))


def _tasks(change: Change, stage: Stage, run: StageRun, *, judgement: Judgement) -> list[Task]:
    return [
        Task(
            organisation_id=change.by.organisation,
            case=change.case,
            run=run,
            task=task.id,
            title=dict(task.title),
            guidance=dict(task.guidance or Text({})),
            team=task.by or run.team,
            due_on=_after(change, stage, task.due),
        )
        for task in stage.tasks
        if judgement.needs(stage, task)
    ]


def _after(change: Change, stage: Stage, period: Period | None) -> date | None:
    if period is None:
        return None
    return add_period(change.day, period, (change.definition.nation,), skip_holidays=stage.skip_holidays)
