"""What happens to cases as days go by: stages end, deadlines near, silence decides, old cases are forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from pydantic import TypeAdapter

from trellis.base.time import local_day
from trellis.cases import events
from trellis.cases.actions.changing import Change, changing
from trellis.cases.actions.deciding import Words, carry_on, decide_without_anybody
from trellis.cases.actions.settling import settle
from trellis.cases.actions.staging import end_all_stages, end_stage, overtake_proposals
from trellis.cases.actions.telling import tell
from trellis.cases.errors import CannotNow
from trellis.cases.models import Case, CaseAddress, ClockRun, SearchTerm, StageRun, StatusCode
from trellis.cases.rules.clocks import SOON, near_day
from trellis.cases.situation import Occasion
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.people import actions as people
from trellis.services.language.dates import SUBDIVISIONS, add_period, add_working_days
from trellis.services.language.model import ClockRule, Tell
from trellis.services.language.values import Period, PeriodText
from trellis.services.queries import definition

MOST = 500
"""Cases looked at in one turn; the next turn takes the next."""
_DAYS_AROUND = re.compile(r"(?P<period>\d{1,4} [a-z ]+?) (?P<side>before|after) (?P<clock>\S+)")

_PERIOD: TypeAdapter[Period] = TypeAdapter(PeriodText)


def end_stages_whose_time_is_over(*, at: datetime, by: Actor) -> int:
    """End every stage that ends by itself, such as a consultation, on the day after its last."""
    with reading(by):
        over = StageRun.objects.filter(state=StageRun.State.RUNNING, ends_on__lt=local_day(at))
        references = _each_once(over.values_list("case__reference", flat=True))
    done = 0
    for reference in references:
        with changing(reference, at=at, by=by) as change:
            for run in over.filter(case=change.case):
                end_stage(change, run)
                carry_on(change, turn=run.turn)
            settle(change)
            done += 1
    return done


def let_silence_decide(*, at: datetime, by: Actor) -> int:
    """Where the law says what it means that nobody decided in time, it means that from the day after the deadline."""
    with reading(by):
        references = _each_once(_missed(at).values_list("case__reference", flat=True))
    done = 0
    for reference in references:
        with changing(reference, at=at, by=by) as change:
            said = ((each, _rule(change, each).silence) for each in _missed(at).filter(case=change.case))
            run, silence = next(((each, law) for each, law in said if law is not None), (None, None))
            if run is None or silence is None or change.case.outcome or not change.case.running:
                continue
            run.missed_on = change.day
            run.save(update_fields=["missed_on"])
            change.record(events.DeadlineMissed(subject=reference, clock=run.clock, due_on=run.due_on))
            overtake_proposals(change)
            end_all_stages(change)
            words = Words(reasons=silence.explain)
            decide_without_anybody(change, None, outcome=silence.outcome, words=words, how="silence")
            settle(change)
            done += 1
    return done


def warn_of_deadlines(*, at: datetime, by: Actor) -> int:
    """Say of each deadline when it is near, when it is today and when it was missed; each once."""
    done = 0
    for kind in (_near, _today, _missed):
        with reading(by):
            references = _each_once(kind(at).values_list("case__reference", flat=True))
        for reference in references:
            with changing(reference, at=at, by=by) as change:
                done += sum(_warn(change, run) for run in kind(at).filter(case=change.case))
    return done + _tell_around_deadlines(at=at, by=by)


def mark_as_told(change: Change) -> None:
    """Write down what is over with every deadline of a case that came from elsewhere, so that nobody is told of it now.

    :raises CannotNow: where the law decided it, since nobody did in time: that is for a person to look at.
    """
    for run in _ticking().filter(case=change.case):
        if run.due_on < change.day and _rule(change, run).silence and not change.case.outcome:
            raise CannotNow("decided-by-law", day=run.due_on.isoformat())
        _warn(change, run)
        said = _around(change.definition.tell, run.clock)
        run.told = [on for on, period, before in said if _is_over(run, period, before=before, change=change)]
        run.save(update_fields=["told"])


def _is_over(run: ClockRun, period: Period, *, before: bool, change: Change) -> bool:
    return run.due_on <= add_period(change.day, period, (change.definition.nation,), back=not before)


def dispose_of_old_cases(*, at: datetime, by: Actor) -> int:
    """Erase for good what is personal in cases that were kept as long as they may be; the log says that it was done."""
    with reading(by):
        old = Case.objects.filter(erased_at=None, erase_on__lte=local_day(at)).order_by("erase_on")
        references = _each_once(old.values_list("reference", flat=True))
    done = 0
    for reference in references:
        with changing(reference, at=at, by=by) as change:
            if not change.case.running:
                _dispose(change)
                done += 1
    return done


def _dispose(change: Change) -> None:
    case = change.case
    people.erase(key=case.key, about=case.reference, at=change.at, by=change.by)
    SearchTerm.objects.filter(case=case).delete()
    CaseAddress.objects.filter(case=case).delete()
    StatusCode.objects.filter(reference=case.reference).delete()
    case.erased_at = change.at
    case.save(update_fields=["erased_at"])
    disposed = events.CaseDisposed(
        subject=case.reference,
        service=case.service,
        outcome=case.outcome,
        opened_on=local_day(case.opened_at),
        ended_on=local_day(case.closed_at) if case.closed_at else None,
        kept_until=case.erase_on or change.day,
    )
    change.record(disposed)


def _ticking() -> QuerySet[ClockRun]:
    found: QuerySet[ClockRun] = ClockRun.objects.filter(stopped_on=None, paused_on=None)
    return found


def _near(at: datetime) -> QuerySet[ClockRun]:
    today = local_day(at)
    # The nation with the most holidays reaches furthest; each case is then held against its own.
    furthest = max(add_working_days(today, SOON, (nation,)) for nation in SUBDIVISIONS)
    return _ticking().filter(near_told_on=None, due_on__gt=today, due_on__lte=furthest).order_by("due_on")


def _today(at: datetime) -> QuerySet[ClockRun]:
    return _ticking().filter(day_told_on=None, due_on=local_day(at))


def _missed(at: datetime) -> QuerySet[ClockRun]:
    return _ticking().filter(missed_on=None, due_on__lt=local_day(at))


def _warn(change: Change, run: ClockRun) -> bool:
    reference, today = change.case.reference, change.day
    if run.due_on < today:
        if _rule(change, run).silence and not change.case.outcome:
            return False
        run.missed_on = today
        change.record(events.DeadlineMissed(subject=reference, clock=run.clock, due_on=run.due_on))
    elif run.due_on == today:
        run.day_told_on = run.near_told_on = today
        change.record(events.DeadlineToday(subject=reference, clock=run.clock, due_on=run.due_on))
    elif near_day(run.due_on, nation=change.definition.nation) <= today:
        run.near_told_on = today
        change.record(events.DeadlineNear(subject=reference, clock=run.clock, due_on=run.due_on))
    else:
        return False
    run.save(update_fields=["near_told_on", "day_told_on", "missed_on"])
    return True


def _rule(change: Change, run: ClockRun) -> ClockRule:
    return next(each for each in change.work.clocks if each.id == run.clock).rules[run.rule]


def _each_once(found: QuerySet[Any, str]) -> list[str]:
    return list(dict.fromkeys(found[:MOST]))


def _tell_around_deadlines(*, at: datetime, by: Actor) -> int:
    """Messages of a definition on days before or after a deadline: `5 working days before answer`."""
    today, done = local_day(at), 0
    with reading(by):
        running = ClockRun.objects.filter(stopped_on=None, paused_on=None)
        versions = list(running.values_list("case__version_hash", "clock").distinct())
    for version, clock in versions:
        said = definition(organisation_id=by.organisation, hash=version).definition
        for on, period, before in _around(said.tell, clock):
            first, last = _days_due(today, period, before=before, nation=said.nation)
            with reading(by):
                due = running.filter(clock=clock, case__version_hash=version, due_on__gte=first, due_on__lte=last)
                runs = [run for run in due.select_related("case")[:MOST] if on not in run.told]
            for run in runs:
                done += _tell_once(run, on, at=at, by=by)
    return done


def _tell_once(run: ClockRun, on: str, *, at: datetime, by: Actor) -> int:
    with changing(run.case.reference, at=at, by=by):
        run.told = [*run.told, on]
        run.save(update_fields=["told"])
        occasion = Occasion(on=(on,), once=f"clock-{run.pk}-{run.due_on:%y%m%d}", clock=run.clock)
        return tell(occasion, reference=run.case.reference, at=at, by=by)


def _around(tells: Iterable[Tell], clock: str) -> Iterator[tuple[str, Period, bool]]:
    for on in dict.fromkeys(each.on for each in tells):
        found = _DAYS_AROUND.fullmatch(on)
        if found and found["clock"] == clock:
            yield on, _PERIOD.validate_python(found["period"]), found["side"] == "before"


def _days_due(today: date, period: Period, *, before: bool, nation: str) -> tuple[date, date]:
    """The deadlines of which this is told today; a turn that was missed is made up for within a week."""
    if before:
        return today + timedelta(days=1), add_period(today, period, (nation,))
    day = add_period(today, period, (nation,), back=True)
    return day - timedelta(days=7), day
