"""Deciding: proposed by one person, approved by another where the service says so, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trellis.base.log import is_long_ago
from trellis.cases import events
from trellis.cases.actions.changing import Change, changing
from trellis.cases.actions.clocks import stop_clocks
from trellis.cases.actions.settling import settle
from trellis.cases.actions.staging import end_stage, go_on, granted_alone, stage_called
from trellis.cases.errors import (
    CannotNow,
    NoSuchDecision,
    NoSuchOutcome,
    NotTheSecondPerson,
    NotYours,
    ReasonsNeeded,
    WordsNeeded,
)
from trellis.cases.models import Case, Decision, InformationRequest, StageRun, Task
from trellis.cases.rules.deciding import may_approve, may_decide_in, outcome_called
from trellis.organisations.actors import Actor, Permission, system
from trellis.services.language.model import Outcome, Stage


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What became of a decision: made, or proposed for a second person to approve."""

    decision: int
    state: str


def decide(
    *,
    reference: str,
    outcome: str,
    reasons: str = "",
    conditions: str = "",
    at: datetime,
    by: Actor,
    seen: int | None = None,
) -> Decided:
    """Decide a case, with reasons; where the service wants a second person, this only proposes it.

    :raises NoSuchOutcome: where this cannot be decided at this stage.
    :raises NotYours: where another team decides.
    :raises CannotNow: where something has to be done first; it says what.
    """
    with changing(reference, at=at, by=by, seen=seen, needs=Permission.CASE_DECIDE) as change:
        change.must_run()
        run, stage, chosen = _deciding(change, outcome)
        _may_be_decided(change, run)
        if chosen.reasons and not reasons.strip():
            raise ReasonsNeeded
        decision = _write(change, stage, outcome=outcome, words=Words(reasons=reasons, conditions=conditions))
        if decision.state == Decision.State.PROPOSED:
            proposed = events.DecisionProposed(
                subject=reference,
                decision=decision.pk,
                outcome=outcome,
                stage=stage.id,
                approver_team=decision.approver_team,
            )
            change.record(proposed)
        else:
            take_effect(change, decision, run, how="decided")
        settle(change)
    return Decided(decision=decision.pk, state=decision.state)


def approve(*, reference: str, decision: int, at: datetime, by: Actor, seen: int | None = None) -> None:
    """Approve what somebody else proposed; it is then decided.

    :raises NotTheSecondPerson: where they proposed it themselves, or are not of the team that approves.
    """
    with changing(reference, at=at, by=by, seen=seen) as change:
        found = _proposal(change, decision)
        _settle_proposal(found, Decision.State.MADE, change)
        run = StageRun.objects.filter(case=change.case, stage=found.stage, state=StageRun.State.RUNNING).first()
        take_effect(change, found, run, how="approved")
        settle(change)


def return_decision(
    *, reference: str, decision: int, because: str, at: datetime, by: Actor, seen: int | None = None
) -> None:
    """Give a proposal back to the one who made it, and say why."""
    if not because.strip():
        raise WordsNeeded
    with changing(reference, at=at, by=by, seen=seen) as change:
        found = _proposal(change, decision)
        found.returned_because = change.seal(because, f"decision:{found.pk}:returned")
        _settle_proposal(found, Decision.State.RETURNED, change)
        change.record(events.DecisionReturned(subject=reference, decision=found.pk, outcome=found.outcome))
        settle(change)


def carry_on(change: Change, *, turn: int = 1) -> None:
    """Begin what comes next; grant at once what a machine may grant, but nothing that came from another product."""
    alone = turn == 1 and not is_long_ago()
    for run in go_on(change, turn=turn):
        outcome = granted_alone(stage_called(run.stage, change), change) if alone else ""
        if outcome and not change.case.outcome:
            decide_without_anybody(change, run, outcome=outcome, words=Words(), how="automatic")


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said with a decision."""

    reasons: str = ""
    conditions: str = ""


def decide_without_anybody(change: Change, run: StageRun | None, *, outcome: str, words: Words, how: str) -> None:
    """The service's own rule decides, or the law where nobody did in time; or another product had it decided."""
    label = _BY.get(how, change.by.label)
    decision = Decision.objects.create(
        organisation_id=change.by.organisation,
        case=change.case,
        stage=run.stage if run else "",
        outcome=outcome,
        reasons=b"",
        conditions=b"",
        state=Decision.State.MADE,
        proposed_by_label=label,
        proposed_at=change.at,
        settled_by_label=label,
        settled_at=change.at,
    )
    _seal_words(change, decision, words)
    take_effect(change, decision, run, how=how)


_BY = {
    "automatic": "The rules of the service",
    "silence": "The law: nobody decided in time",
    "reported": "The system where the work is done",
}


def take_effect(change: Change, decision: Decision, run: StageRun | None, *, how: str) -> None:
    """The case is decided: deadlines stop, what was asked for is not needed any more, the next stages begin."""
    case = change.case
    case.outcome, case.state = decision.outcome, Case.State.DECIDED
    stop_clocks(change)
    InformationRequest.objects.filter(case=case, answered_at=None, taken_back_at=None).update(taken_back_at=change.at)
    chosen = outcome_called(decision.outcome, work=change.work)
    made = events.DecisionMade(
        subject=case.reference,
        decision=decision.pk,
        outcome=decision.outcome,
        means=chosen.means if chosen else "",
        stage=decision.stage,
        how=how,
    )
    alone = how in _BY
    change.record(made, by=system(organisation=case.organisation_id, doing=how) if alone else None)
    if run is not None:
        end_stage(change, run)
    carry_on(change, turn=run.turn if run else 1)


def _deciding(change: Change, outcome: str) -> tuple[StageRun, Stage, Outcome]:
    """The stage in which this may be decided now, by this person."""
    chosen = outcome_called(outcome, work=change.work)
    runs = StageRun.objects.filter(case=change.case, state=StageRun.State.RUNNING).order_by("pk")
    fitting = [(run, stage) for run in runs if outcome in (stage := stage_called(run.stage, change)).outcomes]
    if chosen is None or not fitting:
        raise NoSuchOutcome
    mine = [(run, stage) for run, stage in fitting if may_decide_in(stage, by=change.by)]
    if not mine:
        raise NotYours
    return *mine[0], chosen


def _may_be_decided(change: Change, run: StageRun) -> None:
    if Decision.objects.filter(case=change.case, state=Decision.State.PROPOSED).exists():
        raise CannotNow("proposed-already")
    left = Task.objects.filter(run=run).exclude(state=Task.State.DONE).order_by("pk").first()
    if left is not None:
        raise CannotNow("task-first", task=left.title)
    if run.turn > 1 and change.by.staff in deciders_before(change.case, before=run):
        raise CannotNow("same-person-again")


def deciders_before(case: Case, *, before: StageRun) -> set[int | None]:
    """Who decided this case before it was opened again."""
    made = Decision.objects.filter(case=case, state=Decision.State.MADE, settled_at__lte=before.began_at)
    return {person for pair in made.values_list("proposed_by", "settled_by") for person in pair if person}


def _write(change: Change, stage: Stage, *, outcome: str, words: Words) -> Decision:
    alone = stage.approve is None
    decision = Decision.objects.create(
        organisation_id=change.by.organisation,
        case=change.case,
        stage=stage.id,
        outcome=outcome,
        reasons=b"",
        conditions=b"",
        state=Decision.State.MADE if alone else Decision.State.PROPOSED,
        approver_team=stage.approve or "",
        proposed_by_id=change.by.staff,
        proposed_by_label=change.by.label,
        proposed_at=change.at,
        settled_by_id=change.by.staff if alone else None,
        settled_by_label=change.by.label if alone else "",
        settled_at=change.at if alone else None,
    )
    _seal_words(change, decision, words)
    return decision


def _seal_words(change: Change, decision: Decision, words: Words) -> None:
    # Sealed for this row, so the row's number has to be known first.
    decision.reasons = change.seal(words.reasons.strip(), f"decision:{decision.pk}:reasons")
    decision.conditions = change.seal(words.conditions.strip(), f"decision:{decision.pk}:conditions")
    decision.save(update_fields=["reasons", "conditions"])


def _proposal(change: Change, number: int) -> Decision:
    found = Decision.objects.filter(case=change.case, pk=number).first()
    if found is None:
        raise NoSuchDecision
    if found.state != Decision.State.PROPOSED:
        raise CannotNow("settled-already")
    if not may_approve(team=found.approver_team, proposed_by=found.proposed_by_id, by=change.by):
        raise NotTheSecondPerson
    return found


def _settle_proposal(found: Decision, state: Decision.State, change: Change) -> None:
    found.state, found.settled_at = state, change.at
    found.settled_by_id, found.settled_by_label = change.by.staff, change.by.label
    found.save(update_fields=["state", "settled_at", "settled_by", "settled_by_label", "returned_because"])
