"""The work on one case as it stands: stages with their tasks, deadlines, what may be done now and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from trellis.cases.models import Case, ClockRun, StageRun, Task
from trellis.cases.rules.clocks import standing
from trellis.cases.rules.deciding import may_decide_in, may_work_in
from trellis.cases.shown import Deadline, OutcomeChoice, StageView, TaskView
from trellis.cases.wording import day_in_words
from trellis.cases.words import counted, say
from trellis.organisations.actors import Actor
from trellis.services.language.model import Clock, ClockRule, Definition, Stage, Work
from trellis.services.language.values import Period


@dataclass(frozen=True, kw_only=True)
class Run:
    """One stage of the case with its tasks, as it was read."""

    stage: str
    turn: int
    state: str
    began_at: datetime
    ended_at: datetime | None
    due_on: date | None
    ends_on: date | None
    tasks: tuple[TaskView, ...]

    @property
    def running(self) -> bool:
        return self.state == StageRun.State.RUNNING


def runs_of(case: Case, *, seen_by: Actor, titles: dict[str, str], language: str) -> tuple[Run, ...]:
    """Every stage that was met, with its tasks, in one query. Run inside a scope."""
    columns = (
        "pk", "stage", "turn", "state", "began_at", "ended_at", "due_on", "ends_on",
        "tasks__pk", "tasks__title", "tasks__guidance", "tasks__state", "tasks__team", "tasks__due_on",
        "tasks__assignee__name", "tasks__done_by", "tasks__done_at",
    )  # fmt: skip
    found: dict[int, list[dict[str, Any]]] = {}
    for row in StageRun.objects.filter(case=case).order_by("pk", "tasks__pk").values(*columns):
        found.setdefault(row["pk"], []).append(row)
    reader = _Reader(case=case, seen_by=seen_by, titles=titles, language=language)
    return tuple(_run(rows, reader) for rows in found.values())


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Who reads which case, in which language."""

    case: Case
    seen_by: Actor
    titles: dict[str, str]
    language: str


def _run(rows: list[dict[str, Any]], reader: _Reader) -> Run:
    first = rows[0]
    tasks = (_task(row, reader) for row in rows if row["tasks__pk"])
    return Run(
        stage=first["stage"],
        turn=first["turn"],
        state=first["state"],
        began_at=first["began_at"],
        ended_at=first["ended_at"],
        due_on=first["due_on"],
        ends_on=first["ends_on"],
        tasks=tuple(tasks),
    )


def _task(row: dict[str, Any], reader: _Reader) -> TaskView:
    open_ = row["tasks__state"] != Task.State.DONE and reader.case.running
    return TaskView(
        id=row["tasks__pk"],
        title=_in(reader.language, row["tasks__title"]),
        guidance=_in(reader.language, row["tasks__guidance"]),
        state=row["tasks__state"],
        team_title=reader.titles.get(row["tasks__team"], row["tasks__team"]),
        due_on=row["tasks__due_on"],
        assignee=row["tasks__assignee__name"] or "",
        done_by=row["tasks__done_by"],
        done_at=row["tasks__done_at"],
        may_do=open_ and may_work_in(row["tasks__team"], by=reader.seen_by),
    )


def _in(language: str, words: dict[str, str] | None) -> str:
    """Words of the definition as a task keeps them; in English where they have no translation."""
    return (words or {}).get(language) or (words or {}).get("en", "")


def stage_views(
    runs: Iterable[Run], *, work: Work, titles: dict[str, str], ended: bool, language: str
) -> tuple[StageView, ...]:
    """Every stage that was met, then, while the case goes on, those that may still come."""
    known = {stage.id: stage for stage in work.stages}
    met = list(runs)
    views = [_stage_view(run, known[run.stage], titles, language) for run in met if run.stage in known]
    seen = {run.stage for run in met}
    coming = [stage for stage in work.stages if stage.id not in seen and not ended]
    return tuple(views + [_to_come(stage, titles, language) for stage in coming])


def _stage_view(run: Run, stage: Stage, titles: dict[str, str], language: str) -> StageView:
    return StageView(
        id=run.stage,
        title=stage.title.to(language),
        team_title=titles.get(stage.by, "" if stage.by == "nobody" else stage.by),
        state=run.state,
        began_at=None if run.state == StageRun.State.SKIPPED else run.began_at,
        ended_at=run.ended_at,
        due_on=run.ends_on or run.due_on,
        tasks=run.tasks,
    )


def _to_come(stage: Stage, titles: dict[str, str], language: str) -> StageView:
    return StageView(
        id=stage.id,
        title=stage.title.to(language),
        team_title=titles.get(stage.by, "" if stage.by == "nobody" else stage.by),
        state="to-come",
        began_at=None,
        ended_at=None,
        due_on=None,
        tasks=(),
    )


def deadlines_of(case: Case, *, definition: Definition, on: date, language: str) -> tuple[Deadline, ...]:
    """The clocks of the case, in words; those that run first. Run inside a scope."""
    clocks = {clock.id: clock for clock in definition.work.clocks} if definition.work else {}
    runs = sorted(ClockRun.objects.filter(case=case), key=lambda run: (run.stopped_on is not None, run.due_on))
    return tuple(_deadline(run, clocks[run.clock], nation=definition.nation, on=on, language=language) for run in runs)


def _deadline(run: ClockRun, clock: Clock, *, nation: str, on: date, language: str) -> Deadline:
    rule = clock.rules[run.rule]
    stands = standing(
        run.due_on if run.stopped_on is None else None,
        on=on,
        nation=nation,
        paused=run.paused_on is not None,
        language=language,
    )
    may_extend = clock.extend is not None and run.extended < clock.extend.times and run.stopped_on is None
    return Deadline(
        clock=run.clock,
        title=clock.title.to(language),
        started_on=run.started_on,
        due_on=run.due_on if run.paused_on is None else None,
        words=_said(run, stands.words, language),
        urgency=stands.urgency,
        running=run.ticking,
        paused=run.paused_on is not None,
        length=_length(rule.length, language),
        explain=rule.explain,
        silence=_silence(rule, run, language),
        may_pause_for=clock.pause_for if run.ticking else (),
        may_extend=may_extend and (run.paused_on is not None or run.due_on >= on),
        extend_by=_length(clock.extend.by, language) if clock.extend else "",
        extend_because=clock.extend.because.to(language) if clock.extend else "",
    )


def _length(period: Period, language: str) -> str:
    return counted(f"period.{period.unit.replace(' ', '-')}", period.amount, language)


def _said(run: ClockRun, words: str, language: str) -> str:
    if run.stopped_on is not None:
        return say("due.kept" if run.missed_on is None else "due.missed", language)
    if run.paused_on is None:
        return words
    return say("due.paused-since", language, day=day_in_words(run.paused_on, language))


def _silence(rule: ClockRule, run: ClockRun, language: str) -> str:
    if rule.silence is None or run.stopped_on is not None:
        return ""
    day, law = day_in_words(run.due_on, language), rule.silence
    return say("due.silence", language, day=day, means=law.means, explain=law.explain)


def outcomes_now(runs: Iterable[Run], *, work: Work, seen_by: Actor, language: str) -> tuple[OutcomeChoice, ...]:
    """What this person may decide now: where a stage has tasks, they come first."""
    running = {run.stage for run in runs if run.running and all(task.state == Task.State.DONE for task in run.tasks)}
    stages = [stage for stage in work.stages if stage.id in running and may_decide_in(stage, by=seen_by)]
    return tuple(
        OutcomeChoice(
            id=outcome.id,
            title=outcome.title.to(language),
            means=outcome.means,
            needs_reasons=outcome.reasons,
            needs_approval=stage.approve is not None,
            has_letter=outcome.letter is not None,
        )
        for stage in stages
        for outcome in work.outcomes
        if outcome.id in stage.outcomes
    )
