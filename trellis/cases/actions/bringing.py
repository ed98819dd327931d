"""What came over from a product that a council has left: the same actions at the time they happened, told to nobody.

Everything here is recorded as long ago, so no message, letter or other system follows from it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from trellis.base.log import long_ago
from trellis.base.time import LONDON, local_day
from trellis.cases import events
from trellis.cases.about import squeezed
from trellis.cases.actions.asking import write_to_applicant
from trellis.cases.actions.changing import Change, changing
from trellis.cases.actions.deciding import Words, carry_on, decide_without_anybody
from trellis.cases.actions.opening import open_case
from trellis.cases.actions.settling import settle
from trellis.cases.actions.staging import end_stage, overtake_proposals, stage_called
from trellis.cases.actions.watching import mark_as_told
from trellis.cases.brought import Before, Form
from trellis.cases.errors import BroughtAlready, CannotNow, NoSuchOutcome, NoSuchStage
from trellis.cases.index import blinded
from trellis.cases.models import BroughtCase, SearchTerm, StageRun, Task
from trellis.cases.rules.deciding import outcome_called
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.models import Organisation
from trellis.organisations.scope import acting
from trellis.people import actions as people
from trellis.people.models import Message
from trellis.services import actions as services

_MOST_STAGES = 100


def bring_case(*, before: Before, form: Form, at: datetime, now: datetime, by: Actor) -> str:
    """Open a case as it was opened in another product; gives our reference. It is known by the old one too.

    :raises BroughtAlready: where it came over before.
    :raises AnswersRefused, LeadsNowhere, NotFinished: (of the services) where the answers do not fit the service.
    """
    require(by, Permission.CASE_WORK)
    with acting(by), long_ago():
        looked_up = before.looked_up(organisation=by.organisation)
        if BroughtCase.objects.filter(came_from=before.came_from, looked_up=looked_up).exists():
            raise BroughtAlready
        council = Organisation.objects.get(pk=by.organisation)
        started = services.start_journey(
            organisation=council, service=form.service, channel=form.channel, language=form.language, at=at
        )
        filled = services.fill_in(journey=started.journey, known=form.known, at=at)
        reference = services.send_as_before(journey=filled, at=at).reference
        if not open_case(reference=reference, at=at, by=by):
            raise CannotNow("no-work")
        with changing(reference, at=at, by=by) as change:
            _remember(change, before, looked_up=looked_up, now=now)
    return reference


def _remember(change: Change, before: Before, *, looked_up: str, now: datetime) -> None:
    case, organisation = change.case, change.by.organisation
    BroughtCase.objects.create(
        organisation_id=organisation,
        case=case,
        came_from=before.came_from,
        looked_up=looked_up,
        reference=change.seal(before.reference, "brought"),
        brought_at=now,
    )
    known = set(SearchTerm.objects.filter(case=case).values_list("term", flat=True))
    terms = blinded({squeezed(before.reference)}, organisation=organisation)
    SearchTerm.objects.bulk_create(
        SearchTerm(organisation_id=organisation, case=case, term=term) for term in terms if term not in known
    )
    change.record(events.CaseBrought(subject=case.reference, came_from=before.came_from))


def bring_to_stage(*, reference: str, stage: str, at: datetime, by: Actor) -> None:
    """Say that the work before this stage was done in the other product.

    :raises NoSuchStage: where the work does not come to this stage without a decision.
    """
    with long_ago(), changing(reference, at=at, by=by, needs=Permission.CASE_WORK) as change:
        change.must_run()
        if _come_to(lambda run: run.stage == stage, change) is None:
            raise NoSuchStage
        settle(change)


def bring_decision(
    *, reference: str, outcome: str, reasons: str = "", conditions: str = "", at: datetime, by: Actor
) -> None:
    """Write down what was decided in the other product, and by whom; what follows from it begins.

    It was approved there where it had to be, so nobody approves it again.

    :raises NoSuchOutcome: where the service has no such outcome.
    """
    with long_ago(), changing(reference, at=at, by=by, needs=Permission.CASE_DECIDE) as change:
        change.must_run()
        if outcome_called(outcome, work=change.work) is None:
            raise NoSuchOutcome
        if change.case.outcome:
            raise CannotNow("decided-already")
        run = _come_to(lambda each: outcome in stage_called(each.stage, change).outcomes, change)
        overtake_proposals(change)
        for each in _running(change):
            _finish_tasks(each, change)
            if run is None or each.pk != run.pk:
                end_stage(change, each)
        words = Words(reasons=reasons, conditions=conditions)
        decide_without_anybody(change, run, outcome=outcome, words=words, how="brought")
        settle(change)


def bring_message(*, reference: str, subject: str, words: str, at: datetime, by: Actor) -> None:
    """Keep what was written to the applicant from the other product. It was sent then, and is not sent again."""
    with acting(by), long_ago():
        mine = Message.objects.filter(about=reference)
        before = set(mine.values_list("pk", flat=True))
        write_to_applicant(reference=reference, subject=subject, words=words, at=at, by=by)
        for message in mine.exclude(pk__in=before):
            people.settle_message(message=message, state=Message.State.SENT, at=at, by=by)


def let_days_pass(*, reference: str, until: datetime, by: Actor) -> None:
    """End what ended by itself in the days until then, such as a consultation: each on its own day."""
    with acting(by), long_ago():
        while run := _over(reference, until=until):
            morning = datetime.combine((run.ends_on or local_day(until)) + timedelta(days=1), time.min, tzinfo=LONDON)
            with changing(reference, at=morning, by=by) as change:
                end_stage(change, run)
                carry_on(change, turn=run.turn)
                settle(change)


def bring_up_to_date(*, reference: str, now: datetime, by: Actor) -> None:
    """Let the days pass until today: what is long over is written down, and nobody is warned of it.

    :raises CannotNow: where the law has decided this case since, or it was kept as long as it may be.
    """
    let_days_pass(reference=reference, until=now, by=by)
    with long_ago(), changing(reference, at=now, by=by) as change:
        if change.case.erase_on and change.case.erase_on <= change.day:
            raise CannotNow("kept-long-enough")
        mark_as_told(change)


def _come_to(wanted: Callable[[StageRun], bool], change: Change) -> StageRun | None:
    """Finish stage after stage until a wanted one runs; None where only a decision would lead on."""
    for _ in range(_MOST_STAGES):
        running = _running(change)
        if found := next((run for run in running if wanted(run)), None):
            return found
        undecided = [run for run in running if not stage_called(run.stage, change).outcomes]
        if not undecided:
            return None
        for run in undecided:
            _finish_tasks(run, change)
            end_stage(change, run)
        carry_on(change)
    return None


def _running(change: Change) -> list[StageRun]:
    return list(StageRun.objects.filter(case=change.case, state=StageRun.State.RUNNING).order_by("pk"))


def _finish_tasks(run: StageRun, change: Change) -> None:
    for task in Task.objects.filter(run=run).exclude(state=Task.State.DONE).order_by("pk"):
        task.state, task.done_by, task.done_at = Task.State.DONE, change.by.label, change.at
        task.save(update_fields=["state", "done_by", "done_at"])
        change.record(events.TaskDone(subject=change.case.reference, stage=run.stage, task=task.task))


def _over(reference: str, *, until: datetime) -> StageRun | None:
    running = StageRun.objects.filter(case__reference=reference, state=StageRun.State.RUNNING)
    return running.filter(ends_on__lt=local_day(until)).order_by("ends_on", "pk").first()
