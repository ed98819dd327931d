"""What to do now with a case: the one obvious next action, and everything else that this person may do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trellis.cases.models import Case
from trellis.cases.queries.said import Said
from trellis.cases.queries.work import Run
from trellis.cases.shown import Deadline, NextAction, OutcomeChoice
from trellis.cases.words import say
from trellis.organisations.actors import Actor, Permission


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """A case as one person stands before it."""

    case: Case
    runs: tuple[Run, ...]
    said: Said
    deadlines: tuple[Deadline, ...]
    outcomes: tuple[OutcomeChoice, ...]
    unanswered_reply: bool = False
    undelivered: bool = False
    """A message could not be delivered, and nobody has told them yet."""
    seen_by: Actor
    language: str

    @property
    def working(self) -> bool:
        return self.seen_by.may(Permission.CASE_WORK) and self.case.key.wrapped is not None

    def to_do(self, action: str, words: str, *, why: str = "", **facts: str) -> NextAction:
        """An action with its title, and why it is the next one."""
        title = say(f"next.{words}", self.language)
        return NextAction(action=action, title=title, why=say(why or f"next.{words}.why", self.language, **facts))


def next_action(now: Standpoint) -> NextAction:
    """The one obvious thing to do now."""
    # Also of a case that is closed: whoever never heard how it was decided cannot ask for a review in time.
    if now.undelivered and now.working:
        return now.to_do("tell", "tell")
    if not now.case.running:
        return now.to_do("nothing", "closed")
    proposal = now.said.proposal
    if proposal is not None:
        about = {"who": proposal.proposed_by, "outcome": proposal.title}
        if proposal.may_approve:
            return replace(now.to_do("approve", "approve", **about), target=proposal.id)
        return now.to_do("wait", "second", **about)
    if now.unanswered_reply:
        return now.to_do("reply", "reply")
    return _work_to_do(now)


def _work_to_do(now: Standpoint) -> NextAction:
    if now.case.assignee_id is None and now.working and now.seen_by.staff is not None:
        return now.to_do("take", "take")
    if now.case.state == Case.State.WAITING:
        return now.to_do("wait", "waiting")
    for run in (each for each in now.runs if each.running):
        for task in run.tasks:
            if task.state != "done" and task.may_do:
                why = task.guidance or say("next.task.why", now.language)
                return NextAction(action="complete_task", title=task.title, why=why, target=task.id)
    if now.outcomes:
        return now.to_do("decide", "decide")
    if not any(run.running for run in now.runs):
        return now.to_do("close", "close")
    other_team = any(run.running and run.tasks for run in now.runs)
    return now.to_do("wait", "wait", why="next.wait.other-team" if other_team else "next.wait.by-itself")


def allowed_actions(now: Standpoint) -> frozenset[str]:
    """The names of the verbs that make sense now and that this person may do."""
    if not now.working:
        return frozenset()
    allowed = {"add_note", "write_to_applicant", "add_document", "record_consultation_answer"}
    if now.undelivered:
        allowed.add("tell_by_hand")
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
        "withdraw": not now.case.outcome,
        "close": may(Permission.CASE_DECIDE),
        "reopen": now.case.state == Case.State.DECIDED and may(Permission.CASE_ASSIGN),
    }
    return {name for name, is_possible in possible.items() if is_possible}
