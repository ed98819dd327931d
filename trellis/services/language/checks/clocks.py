"""Can the deadlines be kept, do they hold in this nation, and does silence mean what it should?"""

from __future__ import annotations

from collections.abc import Iterator

from trellis.services.language.checks.subject import Path, Subject, near
from trellis.services.language.findings import Finding
from trellis.services.language.model import Clock, ClockRule, Stage, Work
from trellis.services.language.values import Period

DAYS = {
    "minutes": 1 / 1440,
    "hours": 1 / 24,
    "days": 1.0,
    "working days": 7 / 5,
    "weeks": 7.0,
    "months": 365 / 12,
    "years": 365.0,
}
"""About how many calendar days a unit lasts, to compare a deadline with the work that it needs."""

WITHOUT_HOLIDAYS = 365 / 357
"""By how much days get longer that leave out the eight public holidays of a year."""


def check_clocks(subject: Subject) -> Iterator[Finding]:
    """Every clock starts, holds here, leaves time for the work, and ends in an outcome that exists."""
    work = subject.definition.work
    if not work:
        return
    for index, clock in enumerate(work.clocks):
        path: Path = ("work", "clocks", index)
        yield from _starts(subject, work, clock, path)
        yield from _stops(subject, work, clock, path)
        yield from _here(subject, clock, path)
        for at, rule in enumerate(clock.rules):
            yield from _silence(subject, work, rule, (*path, "rules", at, "silence"))
            yield from _in_time(subject, work, clock, rule, path=(*path, "rules", at, "length"))


def _starts(subject: Subject, work: Work, clock: Clock, path: Path) -> Iterator[Finding]:
    stages = [stage.id for stage in work.stages]
    if clock.starts == "submitted" or clock.starts.removeprefix("stage ") in stages:
        return
    yield subject.finding(
        (*path, "starts"),
        "clock-never-starts",
        what=f"The clock `{clock.id}` starts on `{clock.starts}`, which never happens"
        f"{near(clock.starts.removeprefix('stage '), stages)}",
        why="A deadline that never starts is never missed, and never kept.",
        mend=f"Write submitted, or stage and one of: {', '.join(stages)}.",
    )


def _stops(subject: Subject, work: Work, clock: Clock, path: Path) -> Iterator[Finding]:
    stages = [stage.id for stage in work.stages]
    last = clock.stops.removeprefix("stage ")
    if clock.stops != "decided" and (last not in stages or last == clock.stops):
        yield subject.finding(
            (*path, "stops"),
            "clock-never-stops",
            what=f"The clock `{clock.id}` stops on `{clock.stops}`, which never happens{near(last, stages)}",
            why="It would run on after what it measures was done, and be counted as missed.",
            mend=f"Write decided, or stage and one of: {', '.join(stages)}.",
        )
    elif clock.starts.startswith("stage ") and last in stages:
        first = clock.starts.removeprefix("stage ")
        if first in stages and first not in _on_the_way(work, _called(work, last)):
            yield subject.finding(
                (*path, "stops"),
                "clock-stops-before-it-starts",
                what=f"The clock `{clock.id}` stops when `{last}` has ended, which need not come after `{first}`",
                why="It would be stopped before it has started, or never.",
                mend=f"Name `{first}` itself, or a stage that waits for it.",
            )


def _called(work: Work, name: str) -> Stage:
    return next(stage for stage in work.stages if stage.id == name)


def _here(subject: Subject, clock: Clock, path: Path) -> Iterator[Finding]:
    nation = subject.definition.nation
    if not any(not rule.nations or nation in rule.nations for rule in clock.rules):
        yield subject.finding(
            (*path, "rules"),
            "clock-not-here",
            what=f"The clock `{clock.id}` has no rule for {nation.replace('-', ' ').title()}, where this service is",
            why="The law sets different times in the four nations, and a case here would have no deadline.",
            mend=f"Add a rule with `nations: [{nation}]`, or one without `nations:` that holds everywhere.",
        )
    seen: dict[tuple[str, object], int] = {}
    for at, rule in enumerate(clock.rules):
        for each in rule.nations or ("everywhere",):
            if (each, rule.from_) in seen:
                yield subject.finding(
                    (*path, "rules", at),
                    "clock-says-two-things",
                    what=f"Two rules of the clock `{clock.id}` hold from {rule.from_} in the same place",
                    why="Nobody could say which of them a case has to keep.",
                    mend="Keep one, or give the later one its own day.",
                )
            seen[each, rule.from_] = at


def _silence(subject: Subject, work: Work, rule: ClockRule, path: Path) -> Iterator[Finding]:
    if not rule.silence:
        return
    means = {outcome.id: outcome.means for outcome in work.outcomes}
    outcome = rule.silence.outcome
    if outcome not in means:
        why = "On the day it matters in law, nothing would happen."
        yield subject.unknown((*path, "outcome"), what="outcome", name=outcome, there=means, why=why)
        return
    against = {"yes": "refused", "no": "granted"}[rule.silence.means]
    if means[outcome] == against:
        yield subject.finding(
            path,
            "silence-contradicts",
            what=f"Silence means {rule.silence.means} here, and leads to `{outcome}`, which is {against}",
            why="One of the two is not what the law says.",
            mend="Correct `means:` or `outcome:`.",
        )


def _in_time(subject: Subject, work: Work, clock: Clock, rule: ClockRule, *, path: Path) -> Iterator[Finding]:
    ends = _longest(work)
    last = clock.stops.removeprefix("stage ")
    deciding = [stage for stage in work.stages if (stage.id == last if last in ends else stage.outcomes)]
    begin = 0.0
    if clock.starts.startswith("stage "):
        started = clock.starts.removeprefix("stage ")
        if started not in ends:
            return
        begin = ends[started][0]
        # A branch that does not come after this stage has a clock of its own, or none.
        deciding = [stage for stage in deciding if started in _on_the_way(work, stage)]
    latest = max(deciding, key=lambda stage: ends[stage.id][1], default=None)
    if latest is None:
        return
    needed, allowed = ends[latest.id][1] - begin, _days(rule.length, skip_holidays=rule.skip_holidays)
    if needed <= allowed + 0.5:
        return
    yield subject.finding(
        path,
        "deadline-cannot-be-met",
        what=f"`{clock.id}` allows {rule.length}, and the work up to `{latest.id}` may take {_said(work, latest)}: "
        f"about {round(needed)} days against {round(allowed)}",
        why="Every case could be late with nobody to blame for it.",
        mend="Shorten `due:` or `lasts:` of a stage, let two stages run side by side (`after:`), or correct the clock.",
    )


def _longest(work: Work) -> dict[str, tuple[float, float]]:
    """When each stage begins and ends at the latest, in calendar days from the start of the work."""
    before = _before(work)
    ends: dict[str, tuple[float, float]] = {}
    waiting = list(work.stages)
    while waiting:
        ready = [stage for stage in waiting if all(name in ends for name in before[stage.id])] or waiting
        for stage in ready:
            begin = max((ends[name][1] for name in before[stage.id] if name in ends), default=0.0)
            ends[stage.id] = (begin, begin + _length(stage))
        waiting = [stage for stage in waiting if stage.id not in ends]
    return ends


def _before(work: Work) -> dict[str, list[str]]:
    """The stages that each stage waits for: those it names, or the one before it."""
    there = {stage.id for stage in work.stages}
    before: dict[str, list[str]] = {}
    for index, stage in enumerate(work.stages):
        previous = (work.stages[index - 1].id,) if index else ()
        named = previous if stage.after is None else stage.after
        before[stage.id] = [name for name in named if name in there]
    return before


def _length(stage: Stage) -> float:
    whole = stage.lasts or stage.due
    periods = [whole] if whole else [task.due for task in stage.tasks if task.due]
    return max((_days(period, skip_holidays=stage.skip_holidays) for period in periods), default=0.0)


def _on_the_way(work: Work, latest: Stage) -> set[str]:
    """This stage and all those that it waits for."""
    before = _before(work)
    found, names = {latest.id}, [latest.id]
    for name in names:
        names += [each for each in before[name] if each not in found]
        found |= set(before[name])
    return found


def _said(work: Work, latest: Stage) -> str:
    """The times of the stages on the way, as they are written."""
    on_the_way = _on_the_way(work, latest)
    times = [
        f"{stage.lasts or stage.due} (`{stage.id}`)"
        for stage in work.stages
        if stage.id in on_the_way and (stage.lasts or stage.due)
    ]
    return " and ".join(times) or "longer"


def _days(period: Period, *, skip_holidays: bool) -> float:
    longer = WITHOUT_HOLIDAYS if skip_holidays and period.unit in {"days", "weeks"} else 1
    return period.amount * DAYS[period.unit] * longer
