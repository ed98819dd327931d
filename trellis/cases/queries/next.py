"""What to do now with a case: the one obvious next action, and everything else that this person may do."""

from __future__ import annotations

from dataclasses import dataclass

from trellis.cases.models import Case
from trellis.cases.queries.said import Said
from trellis.cases.queries.work import Run
from trellis.cases.shown import Deadline, NextAction, OutcomeChoice
from trellis.organisations.actors import Actor, Permission


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """A case as one person stands before it."""

    case: Case
    runs: tuple[Run, ...]
    said: Said
    deadlines: tuple[Deadline, ...]
    outcomes: tuple[OutcomeChoice, ...]
    unanswered_reply: bool
    seen_by: Actor

    @property
    def working(self) -> bool:
        return self.seen_by.may(Permission.CASE_WORK) and self.case.key.wrapped is not None


def next_action(now: Standpoint) -> NextAction:
    """The one obvious thing to do now."""
    if not now.case.running:
        return NextAction(action="nothing", title="Nothing to do", why="This case is closed.")
    proposal = now.said.proposal
    if proposal is not None:
        if proposal.may_approve:
            why = f"{proposal.proposed_by} proposes: {proposal.title}."
            return NextAction(action="approve", title="Approve or return the decision", why=why, target=proposal.id)
        why = f"{proposal.proposed_by} proposed: {proposal.title}. A second person must approve it."
        return NextAction(action="wait", title="Wait for the second person", why=why)
    if now.unanswered_reply:
        why = "They wrote to us, and nobody has answered."
        return NextAction(action="reply", title="Answer the applicant", why=why)
    return _work_to_do(now)


def _work_to_do(now: Standpoint) -> NextAction:
    if now.case.assignee_id is None and now.working and now.seen_by.staff is not None:
        return NextAction(action="take", title="Take this case", why="It is nobody’s yet.")
    if now.case.state == Case.State.WAITING:
        return NextAction(action="wait", title="Wait for the applicant", why="We asked for more information.")
    for run in (each for each in now.runs if each.running):
        for task in run.tasks:
            if task.state != "done" and task.may_do:
                why = task.guidance or "This is the next task."
                return NextAction(action="complete_task", title=task.title, why=why, target=task.id)
    if now.outcomes:
        return NextAction(action="decide", title="Decide", why="Everything before it is done.")
    if not any(run.running for run in now.runs):
        return NextAction(action="close", title="Close this case", why="There is no work left to do.")
    return NextAction(action="wait", title="Wait", why=_waiting_for(now))


def _waiting_for(now: Standpoint) -> str:
    if any(run.running and run.tasks for run in now.runs):
        return "Another team has the next task."
    return "It goes on by itself, or another team decides."


def allowed_actions(now: Standpoint) -> frozenset[str]:
    """The names of the verbs that make sense now and that this person may do."""
    if not now.working:
        return frozenset()
    allowed = {"add_note", "write_to_applicant", "add_document", "record_consultation_answer"}
    if now.case.running:
        allowed |= _while_it_runs(now)
    elif now.case.state == Case.State.CLOSED and now.seen_by.may(Permission.CASE_ASSIGN):
        allowed.add("reopen")
    if not any(each.answered_on is None for each in now.said.consultees):
        allowed.discard("record_consultation_answer")
    return frozenset(allowed)


def _while_it_runs(now: Standpoint) -> set[str]:
    me, may = now.seen_by, now.seen_by.may
    own = now.case.assignee_id is not None and now.case.assignee_id == me.staff
    tasks = any(task.may_do for run in now.runs for task in run.tasks)
    proposal = now.said.proposal
    possible = {
        "take": me.staff is not None and not own,
        "assign": may(Permission.CASE_ASSIGN) or own,
        "start_task": tasks,
        "complete_task": tasks,
        "ask_for_information": True,
        "take_request_back": any(each.state == "waiting" for each in now.said.requests),
        "invite_consultee": True,
        "decide": bool(now.outcomes) and proposal is None,
        "approve": proposal is not None and proposal.may_approve,
        "return_decision": proposal is not None and proposal.may_approve,
        "extend_clock": may(Permission.CASE_DECIDE) and any(each.may_extend for each in now.deadlines),
        "pause_clock": any(each.may_pause_for for each in now.deadlines),
        "resume_clock": any(each.paused for each in now.deadlines) and now.case.state != Case.State.WAITING,
        "close": may(Permission.CASE_DECIDE),
        "reopen": now.case.state == Case.State.DECIDED and may(Permission.CASE_ASSIGN),
    }
    return {name for name, is_possible in possible.items() if is_possible}
