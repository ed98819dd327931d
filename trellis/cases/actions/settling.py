"""After a change: what a list needs to know of the case, worked out again from its parts."""

from __future__ import annotations

from datetime import date

from trellis.cases import events
from trellis.cases.actions.changing import Change
from trellis.cases.models import Case, CaseTeam, ClockRun, Decision, InformationRequest, StageRun, Task
from trellis.cases.rules.keeping import WITHDRAWN, keep_until


def settle(change: Change) -> None:
    """Write down whose turn it is, by when, and in which state the case is."""
    case = change.case
    running = list(StageRun.objects.filter(case=case, state=StageRun.State.RUNNING).order_by("pk"))
    if case.running:
        case.state = _state(change, running)
    case.stage = _turn(change, running)
    working = _working_teams(change, running)
    case.team = next((run.team for run in running), case.team)
    case.due_on = _due(change, running)
    case.save()
    CaseTeam.objects.filter(case=case, working=True).exclude(team__in=working).update(working=False)
    CaseTeam.objects.filter(case=case, working=False, team__in=working).update(working=True)


def _state(change: Change, running: list[StageRun]) -> Case.State:
    if InformationRequest.objects.filter(case=change.case, answered_at=None, taken_back_at=None).exists():
        return Case.State.WAITING
    if change.case.outcome and not running:
        end(change)
        return Case.State.CLOSED
    return Case.State.DECIDED if change.case.outcome else Case.State.OPEN


def _turn(change: Change, running: list[StageRun]) -> str:
    """The stage to name in a list: one that somebody works on before one that only waits."""
    waiting = {stage.id for stage in change.work.stages if stage.by == "nobody"}
    first = sorted(running, key=lambda run: run.stage in waiting)
    return first[0].stage if first else ""


def _working_teams(change: Change, running: list[StageRun]) -> set[str]:
    if not change.case.running:
        return set()
    teams = {run.team for run in running}
    teams |= set(
        Task.objects.filter(case=change.case, run__state=StageRun.State.RUNNING)
        .exclude(state=Task.State.DONE)
        .values_list("team", flat=True)
    )
    proposed = Decision.objects.filter(case=change.case, state=Decision.State.PROPOSED)
    # A case whose stages have all ended without an outcome still needs somebody: it stays with its team.
    return teams | set(proposed.values_list("approver_team", flat=True)) or {change.case.team}


def _due(change: Change, running: list[StageRun]) -> date | None:
    if not change.case.running:
        return None
    clocks = list(ClockRun.objects.filter(case=change.case, stopped_on=None))
    if clocks:
        return min((clock.due_on for clock in clocks if clock.ticking), default=None)
    return min((run.due_on for run in running if run.due_on), default=None)


def end(change: Change, *, state: Case.State = Case.State.CLOSED) -> None:
    """The work is over: from today counts how long the case is kept."""
    case = change.case
    counted_by = WITHDRAWN if state == Case.State.WITHDRAWN else case.outcome
    case.state, case.closed_at = state, change.at
    case.erase_on = keep_until(change.definition, outcome=counted_by, ended_on=change.day)
    closed = events.CaseClosed(
        subject=case.reference, service=case.service, outcome=case.outcome, keep_until=case.erase_on
    )
    change.record(closed)
