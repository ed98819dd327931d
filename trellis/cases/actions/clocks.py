"""Deadlines of a case: started, stopped, paused, resumed, begun again, extended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from trellis.cases import events
from trellis.cases.actions.changing import Change, changing
from trellis.cases.actions.settling import settle
from trellis.cases.errors import CannotNow, NoSuchClock, WordsNeeded
from trellis.cases.models import Case, ClockRun
from trellis.cases.rules.clocks import Manner, later, manner_of, resumed, rule_for
from trellis.organisations.actors import Actor, Permission
from trellis.services.language.model import Clock, ClockRule

INFORMATION = "information"


def start_clocks(change: Change, *, on: str, turn: int = 1) -> None:
    """Start every clock that starts with this: `submitted`, or `stage ID`."""
    for clock in change.work.clocks:
        number = rule_for(clock, nation=change.definition.nation, on=change.day)
        if clock.starts != on or number is None:
            continue
        rule = clock.rules[number]
        run = ClockRun.objects.create(
            organisation_id=change.by.organisation,
            case=change.case,
            clock=clock.id,
            turn=turn,
            rule=number,
            started_on=change.day,
            due_on=later(change.day, rule.length, manner=_manner(change, rule)),
        )
        change.record(events.ClockStarted(subject=change.case.reference, clock=clock.id, due_on=run.due_on))


def stop_clocks(change: Change) -> None:
    """Stop every clock: the case is decided, or over."""
    _stop(change, ClockRun.objects.filter(case=change.case, stopped_on=None))


def stop_clocks_of_stage(change: Change, *, stage: str) -> None:
    """Stop the clocks that only run until this stage has ended."""
    keys = [clock.id for clock in change.work.clocks if clock.stops == f"stage {stage}"]
    if keys:
        _stop(change, ClockRun.objects.filter(case=change.case, stopped_on=None, clock__in=keys))


def _stop(change: Change, runs: Iterable[ClockRun]) -> None:
    for run in runs:
        late = run.paused_on is None and run.due_on < change.day
        run.stopped_on, run.paused_on = change.day, None
        if late and run.missed_on is None:
            run.missed_on = change.day
        run.save(update_fields=["stopped_on", "paused_on", "missed_on"])
        stopped = events.ClockStopped(
            subject=change.case.reference, clock=run.clock, on=change.day, in_time=run.missed_on is None
        )
        change.record(stopped)


def wait_for_information(change: Change) -> None:
    """Let every clock stand still that may, while the applicant is asked for more."""
    for run in ClockRun.objects.filter(case=change.case, stopped_on=None, paused_on=None):
        clock = _clock(change, run.clock)
        if INFORMATION in (*clock.pause_for, *clock.restart_for):
            _pause(change, run, why=INFORMATION)


def information_came(change: Change) -> None:
    """Let the clocks run on that waited for the applicant, or begin again where the law says so."""
    for run in ClockRun.objects.filter(case=change.case, stopped_on=None).exclude(paused_on=None):
        if INFORMATION in _clock(change, run.clock).restart_for:
            _restart(change, run)
        else:
            _resume(change, run)


def pause_clock(*, reference: str, clock: str, because: str, at: datetime, by: Actor, seen: int | None = None) -> None:
    """Let a deadline stand still, for one of the reasons that its definition allows.

    :raises CannotNow: where it may not stand still for that.
    """
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_WORK) as change:
        change.must_run()
        run = _running(change, clock)
        allowed = _clock(change, clock).pause_for
        if because not in allowed:
            raise CannotNow("not-pausable")
        if run.paused_on is None:
            _pause(change, run, why=because)
        settle(change)


def resume_clock(*, reference: str, clock: str, at: datetime, by: Actor, seen: int | None = None) -> None:
    """Let a deadline run on: as many days are left as when it was paused."""
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_WORK) as change:
        change.must_run()
        run = _running(change, clock)
        if change.case.state == Case.State.WAITING and INFORMATION in _clock(change, clock).pause_for:
            raise CannotNow("waits-for-applicant")
        if run.paused_on is not None:
            _resume(change, run)
        settle(change)


def extend_clock(*, reference: str, clock: str, because: str, at: datetime, by: Actor, seen: int | None = None) -> None:
    """Make a deadline longer, as often as the law allows and for the reason it names.

    :raises CannotNow: where it may not be extended, or not again, or is missed already.
    """
    if not because.strip():
        raise WordsNeeded
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_DECIDE) as change:
        change.must_run()
        run = _running(change, clock)
        allowed = _clock(change, clock).extend
        if allowed is None or run.extended >= allowed.times:
            raise CannotNow("no-longer-again" if allowed else "never-longer")
        if run.paused_on is None and run.due_on < change.day:
            raise CannotNow("has-passed")
        run.due_on = later(run.due_on, allowed.by, manner=_manner(change, _rule(change, run)))
        run.extended += 1
        run.near_told_on = run.day_told_on = None
        run.told = []
        run.save(update_fields=["due_on", "extended", "near_told_on", "day_told_on", "told"])
        title = _clock(change, clock).title.to("en")
        change.write_down(f"Why “{title}” was made longer: {because}")
        change.record(events.ClockExtended(subject=reference, clock=clock, due_on=run.due_on))
        settle(change)


def _running(change: Change, clock: str) -> ClockRun:
    run = ClockRun.objects.filter(case=change.case, clock=clock, stopped_on=None).first()
    if run is None:
        raise NoSuchClock
    return run


def _clock(change: Change, key: str) -> Clock:
    return next(each for each in change.work.clocks if each.id == key)


def _rule(change: Change, run: ClockRun) -> ClockRule:
    return _clock(change, run.clock).rules[run.rule]


def _manner(change: Change, rule: ClockRule) -> Manner:
    return manner_of(rule, nation=change.definition.nation)


def _pause(change: Change, run: ClockRun, *, why: str) -> None:
    run.paused_on = change.day
    run.save(update_fields=["paused_on"])
    change.record(events.ClockPaused(subject=change.case.reference, clock=run.clock, why=why))


def _resume(change: Change, run: ClockRun) -> None:
    run.due_on = resumed(
        due_on=run.due_on,
        paused_on=run.paused_on or change.day,
        on=change.day,
        manner=_manner(change, _rule(change, run)),
    )
    _run_on(run)
    change.record(events.ClockResumed(subject=change.case.reference, clock=run.clock, due_on=run.due_on))


def _restart(change: Change, run: ClockRun) -> None:
    rule = _rule(change, run)
    run.started_on = change.day
    run.due_on = later(change.day, rule.length, manner=_manner(change, rule))
    _run_on(run)
    change.record(events.ClockRestarted(subject=change.case.reference, clock=run.clock, due_on=run.due_on))


def _run_on(run: ClockRun) -> None:
    run.paused_on = run.near_told_on = run.day_told_on = None
    run.told = []
    run.save(update_fields=["started_on", "due_on", "paused_on", "near_told_on", "day_told_on", "told"])
