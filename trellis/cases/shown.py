"""What the channels are shown of a case: frozen values, already in words, never the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from trellis.cases.rules.clocks import Urgency
from trellis.services.contract import AnswerGroup, Kept, Panel, Step

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """One page of a list, with a peek at whether there is more; nothing is counted."""

    rows: tuple[Row, ...]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case as a line in a list."""

    reference: str
    service: str
    service_title: str
    applicant: str
    """The applicant's name; empty where nobody is named."""
    where: str
    """The first line of the first address, or empty."""
    state: str
    """open, waiting-for-information, decided, closed, withdrawn"""
    state_words: str
    stage: str
    """The title of the stage that runs."""
    team: str
    team_title: str
    assignee: str
    assignee_id: int | None
    opened_on: date
    due_on: date | None
    due_words: str
    """`3 working days left`, `Due today`, `2 working days late`, `Paused`, or empty."""
    urgency: Urgency
    outcome_words: str
    to_approve: bool
    """A decision is proposed and waits for a second person."""


@dataclass(frozen=True, kw_only=True)
class QueueFilters:
    """What to leave out of a team's queue."""

    service: str = ""
    assignee: str = "anyone"
    """anyone, nobody, me, or a staff number."""
    state: str = "running"
    """running (open and waiting), open, waiting-for-information, decided, closed, withdrawn, all"""
    urgency: str = ""
    """late, soon (late or due within 5 days), or empty"""
    sort: str = "due"
    """due, newest, oldest"""


@dataclass(frozen=True, kw_only=True)
class MyWork:
    """What one member of staff has on their desk today."""

    mine: tuple[CaseRow, ...]
    """Given to me or with a task I began; the most urgent first; at most 100."""
    to_approve: tuple[CaseRow, ...]
    """Decisions that wait for a second person, and I may be that person."""
    to_tell: tuple[CaseRow, ...]
    """Somebody could not be reached by a message: they must be told by phone, by post or in person. At most 25."""
    waiting: tuple[CaseRow, ...]
    """Mine, but waiting for the resident."""
    to_take: tuple[CaseRow, ...]
    """Nobody's yet, in my teams: the five that are due first."""
    lately_ended: tuple[CaseRow, ...]


@dataclass(frozen=True, kw_only=True)
class PartyView:
    role: str
    """The role's title, such as Applicant."""
    name: str
    email: str
    phone: str
    language: str


@dataclass(frozen=True, kw_only=True)
class AddressView:
    role: str
    words: str
    uprn: str
    areas: tuple[str, ...]
    """What the areas it lies in are called."""


@dataclass(frozen=True, kw_only=True)
class TaskView:
    id: int
    title: str
    guidance: str
    state: str
    """to-do, doing, done"""
    team_title: str
    due_on: date | None
    assignee: str
    done_by: str
    done_at: datetime | None
    may_do: bool


@dataclass(frozen=True, kw_only=True)
class StageView:
    id: str
    title: str
    team_title: str
    state: str
    """running, done, skipped, to-come"""
    began_at: datetime | None
    ended_at: datetime | None
    due_on: date | None
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A clock of the case, in words."""

    clock: str
    title: str
    started_on: date
    due_on: date | None
    words: str
    urgency: Urgency
    running: bool
    paused: bool
    length: str
    explain: str
    silence: str
    """What it means when nobody decides in time, or empty."""
    may_pause_for: tuple[str, ...]
    """What it may stand still for, as `because` of `pause_clock`; empty where it stands still already."""
    may_extend: bool
    extend_by: str
    extend_because: str


@dataclass(frozen=True, kw_only=True)
class DecisionView:
    id: int
    outcome: str
    title: str
    state: str
    """proposed, made, returned, overtaken"""
    reasons: str
    conditions: str
    proposed_by: str
    proposed_at: datetime
    settled_by: str
    settled_at: datetime | None
    returned_because: str
    may_approve: bool
    """The person who looks may approve or return it."""


@dataclass(frozen=True, kw_only=True)
class NoteView:
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MessageView:
    reference: str
    incoming: bool
    channel: str
    to: str
    subject: str
    body: str
    at: datetime
    state: str
    state_words: str
    trouble: bool
    """It failed for good, or nobody knows whether it was sent."""


@dataclass(frozen=True, kw_only=True)
class RequestView:
    """Information that was asked for."""

    id: int
    words: str
    questions: tuple[str, ...]
    """The labels of the questions that were opened again."""
    asked_by: str
    asked_at: datetime
    answered_at: datetime | None
    state: str
    """waiting, answered, taken-back"""
    answers: tuple[tuple[str, str], ...]
    """(label, answer) as it came in."""


@dataclass(frozen=True, kw_only=True)
class ConsulteeView:
    id: int
    name: str
    asked_on: date
    answer_by: date | None
    answered_on: date | None
    words: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class TimelineLine:
    """One thing that happened, in a sentence."""

    id: int
    at: datetime
    who: str
    words: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class NextAction:
    """The one obvious thing to do now."""

    action: str
    """take, complete_task, decide, approve, wait, reply, tell, close, nothing"""
    title: str
    why: str
    target: int | None = None
    """The task or decision it is about."""


@dataclass(frozen=True, kw_only=True)
class OutcomeChoice:
    id: str
    title: str
    means: str
    needs_reasons: bool
    needs_approval: bool
    has_letter: bool


@dataclass(frozen=True, kw_only=True)
class QuestionChoice:
    id: str
    label: str
    page: str
    """The title of the page it stands on."""


@dataclass(frozen=True, kw_only=True)
class FeeLineView:
    line: str
    pence: int


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a case was kept before it came over, and by which reference it was known there."""

    came_from: str
    reference: str
    """Empty once the case is erased."""


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """A case, with everything in one place, as one member of staff may see it."""

    reference: str
    seen: int = 0
    """Give this back as `seen` with a change, so that two changes at once are noticed."""
    service: str
    service_title: str
    service_language: str
    """The language that the service speaks to this reader: English where it has no words in theirs."""
    version_hash: str
    state: str
    state_words: str
    outcome: str
    outcome_words: str
    channel: str
    language: str
    opened_at: datetime
    closed_at: datetime | None
    erased: bool
    """Its time is over: nothing personal can be read any more."""
    applicant: PartyView
    parties: tuple[PartyView, ...] = ()
    """The others with a part in it."""
    addresses: tuple[AddressView, ...] = ()
    team: str
    team_title: str
    assignee: str
    assignee_id: int | None
    deadlines: tuple[Deadline, ...] = ()
    answers: tuple[AnswerGroup, ...] = ()
    verdict: str = ""
    """yes, no or cannot-tell; empty where the service has no rules on who may have it."""
    because: tuple[str, ...] = ()
    fee: tuple[FeeLineView, ...] = ()
    fee_pence: int = 0
    stages: tuple[StageView, ...] = ()
    decisions: tuple[DecisionView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    messages: tuple[MessageView, ...] = ()
    requests: tuple[RequestView, ...] = ()
    consultees: tuple[ConsulteeView, ...] = ()
    documents: tuple[Kept, ...] = ()
    panels: tuple[Panel, ...] = ()
    timeline: tuple[TimelineLine, ...] = ()
    next_action: NextAction = field(default_factory=lambda: NextAction(action="nothing", title="", why=""))
    allowed_actions: frozenset[str] = frozenset()
    """The names of the verbs in `trellis.cases.actions` that make sense now and that this person may do."""
    outcomes: tuple[OutcomeChoice, ...] = ()
    """What may be decided now."""
    questions: tuple[QuestionChoice, ...]
    """What may be asked again."""
    keep_until: date | None
    origin: Origin | None = None
    """Where it was kept before; None where it began here."""


@dataclass(frozen=True, kw_only=True)
class StatusStep:
    """One part of what happens, as the applicant is told it."""

    title: str
    state: str
    """done, now, next"""
    on: date | None


@dataclass(frozen=True, kw_only=True)
class OpenRequest:
    """What the applicant is asked to add."""

    id: int
    words: str
    asked_on: date
    step: Step
    """Only the questions that were opened again, for the channel to show like any page; it may hold none."""


@dataclass(frozen=True, kw_only=True)
class StatusView:
    """An application as its applicant sees it afterwards, in their language."""

    reference: str
    service: str
    service_title: str
    exit_page: bool
    """Whether somebody may have to leave this page fast, as the pages of the service itself."""
    language: str
    state: str
    state_words: str
    what_next: str
    expected_on: date | None
    expected_words: str
    """`We must decide by 14 March 2026.`, or empty."""
    outcome: str
    outcome_words: str
    reasons: str
    conditions: str
    appeal: str
    steps: tuple[StatusStep, ...]
    messages: tuple[MessageView, ...]
    requests: tuple[OpenRequest, ...]
    documents: tuple[Kept, ...]
    panels: tuple[Panel, ...]
    """What others tell of it, such as the system where the work is done."""
    submitted_at: datetime
    may_reply: bool
    may_add_document: bool
    may_withdraw: bool
    answers: tuple[AnswerGroup, ...] = field(default=())
