"""What happens to a case, as others may react to it. The subject is the case's reference. No personal words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from trellis.base.log import Event


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """An application became a case."""

    kind: ClassVar[str] = "case-opened"
    service: str
    version_hash: str
    channel: str
    team: str


@dataclass(frozen=True, kw_only=True)
class CaseBrought(Event):
    """A case came over from a product in which it was kept before."""

    kind: ClassVar[str] = "case-brought"
    came_from: str


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(Event):
    """A case was given to somebody, or is nobody's again."""

    kind: ClassVar[str] = "case-assigned"
    staff: int | None
    before: int | None


@dataclass(frozen=True, kw_only=True)
class StageBegan(Event):
    """A part of the work began."""

    kind: ClassVar[str] = "stage-began"
    stage: str
    turn: int
    team: str


@dataclass(frozen=True, kw_only=True)
class StageEnded(Event):
    """A part of the work is done."""

    kind: ClassVar[str] = "stage-ended"
    stage: str
    turn: int


@dataclass(frozen=True, kw_only=True)
class StageSkipped(Event):
    """A part of the work is not needed in this case."""

    kind: ClassVar[str] = "stage-skipped"
    stage: str
    turn: int


@dataclass(frozen=True, kw_only=True)
class TaskStarted(Event):
    """Somebody began a task."""

    kind: ClassVar[str] = "task-started"
    stage: str
    task: str


@dataclass(frozen=True, kw_only=True)
class TaskDone(Event):
    """Somebody did a task."""

    kind: ClassVar[str] = "task-done"
    stage: str
    task: str


@dataclass(frozen=True, kw_only=True)
class NoteAdded(Event):
    """Somebody wrote a note for colleagues."""

    kind: ClassVar[str] = "note-added"
    note: int


@dataclass(frozen=True, kw_only=True)
class ApplicantWrittenTo(Event):
    """Somebody wrote to the applicant."""

    kind: ClassVar[str] = "applicant-written-to"
    message: str


@dataclass(frozen=True, kw_only=True)
class InformationRequested(Event):
    """The applicant was asked for more."""

    kind: ClassVar[str] = "information-requested"
    request: int
    questions: list[str]


@dataclass(frozen=True, kw_only=True)
class InformationAnswered(Event):
    """The applicant sent what was asked for."""

    kind: ClassVar[str] = "information-answered"
    request: int


@dataclass(frozen=True, kw_only=True)
class RequestTakenBack(Event):
    """What was asked for is not needed any more."""

    kind: ClassVar[str] = "request-taken-back"
    request: int


@dataclass(frozen=True, kw_only=True)
class ReplyReceived(Event):
    """The applicant wrote to us."""

    kind: ClassVar[str] = "reply-received"
    message: str


@dataclass(frozen=True, kw_only=True)
class CaseDocumentAdded(Event):
    """A document was added to the case."""

    kind: ClassVar[str] = "case-document-added"
    document: str


@dataclass(frozen=True, kw_only=True)
class DecisionProposed(Event):
    """A decision was proposed, for a second person to approve."""

    kind: ClassVar[str] = "decision-proposed"
    decision: int
    outcome: str
    stage: str
    approver_team: str


@dataclass(frozen=True, kw_only=True)
class DecisionMade(Event):
    """The case was decided."""

    kind: ClassVar[str] = "decision-made"
    decision: int
    outcome: str
    means: str
    stage: str
    how: str


@dataclass(frozen=True, kw_only=True)
class DecisionReturned(Event):
    """A proposed decision was given back."""

    kind: ClassVar[str] = "decision-returned"
    decision: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ClockStarted(Event):
    """A deadline began to run."""

    kind: ClassVar[str] = "clock-started"
    clock: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ClockPaused(Event):
    """A deadline stands still."""

    kind: ClassVar[str] = "clock-paused"
    clock: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ClockResumed(Event):
    """A deadline runs on."""

    kind: ClassVar[str] = "clock-resumed"
    clock: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ClockRestarted(Event):
    """A deadline began again from the start."""

    kind: ClassVar[str] = "clock-restarted"
    clock: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ClockExtended(Event):
    """A deadline was made longer, as the law allows."""

    kind: ClassVar[str] = "clock-extended"
    clock: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ClockStopped(Event):
    """A deadline was met, or does not matter any more."""

    kind: ClassVar[str] = "clock-stopped"
    clock: str
    on: date
    in_time: bool


@dataclass(frozen=True, kw_only=True)
class DeadlineNear(Event):
    """A deadline is near."""

    kind: ClassVar[str] = "deadline-near"
    clock: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DeadlineToday(Event):
    """A deadline ends today."""

    kind: ClassVar[str] = "deadline-today"
    clock: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DeadlineMissed(Event):
    """A deadline has passed."""

    kind: ClassVar[str] = "deadline-missed"
    clock: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ConsulteeInvited(Event):
    """Somebody outside was asked what they think."""

    kind: ClassVar[str] = "consultee-invited"
    consultee: int


@dataclass(frozen=True, kw_only=True)
class ConsulteeAnswered(Event):
    """Somebody outside said what they think."""

    kind: ClassVar[str] = "consultee-answered"
    consultee: int


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(Event):
    """The applicant took the application back."""

    kind: ClassVar[str] = "case-withdrawn"
    service: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    """The work on a case is over."""

    kind: ClassVar[str] = "case-closed"
    service: str
    outcome: str
    keep_until: date | None


@dataclass(frozen=True, kw_only=True)
class CaseReopened(Event):
    """A case is looked at again."""

    kind: ClassVar[str] = "case-reopened"
    stage: str
    turn: int


@dataclass(frozen=True, kw_only=True)
class CaseDisposed(Event):
    """A case was kept as long as it may be, and its personal details were erased for good."""

    kind: ClassVar[str] = "case-disposed"
    service: str
    outcome: str
    ended_on: date | None
    kept_until: date
    opened_on: date


@dataclass(frozen=True, kw_only=True)
class CouldNotTell(Event):
    """A message could not be written: nothing is known by which the person can be reached."""

    kind: ClassVar[str] = "could-not-tell"
    template: str
    to: str


@dataclass(frozen=True, kw_only=True)
class TeamTold(Event):
    """A team was told of something, on its desk."""

    kind: ClassVar[str] = "team-told"
    team: str
    template: str


@dataclass(frozen=True, kw_only=True)
class LetterMade(Event):
    """The decision letter was made."""

    kind: ClassVar[str] = "letter-made"
    document: str
    template: str


@dataclass(frozen=True, kw_only=True)
class StatusCodeSent(Event):
    """The applicant asked for a code to see how the application stands."""

    kind: ClassVar[str] = "status-code-sent"


@dataclass(frozen=True, kw_only=True)
class StatusSeen(Event):
    """The applicant showed the code, and saw how the application stands."""

    kind: ClassVar[str] = "status-seen"


THAT_MATTER: frozenset[str] = frozenset(
    event.kind
    for event in (
        CaseAssigned,
        StageBegan,
        StageEnded,
        TaskDone,
        InformationRequested,
        InformationAnswered,
        RequestTakenBack,
        ReplyReceived,
        CaseDocumentAdded,
        DecisionProposed,
        DecisionMade,
        DecisionReturned,
        ClockExtended,
        ConsulteeAnswered,
        CaseWithdrawn,
        CaseClosed,
        CaseReopened,
    )
)
"""What somebody has to know of before they act on the case as they saw it."""
