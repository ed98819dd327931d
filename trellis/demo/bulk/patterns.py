"""Cases that came about by the real actions, read whole and opened once, to make others like them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trellis.base.errors import TrellisError
from trellis.base.models import LogEntry
from trellis.cases.models import (
    Case,
    CaseTeam,
    ClockRun,
    Consultee,
    Decision,
    InformationRequest,
    Note,
    StageRun,
    Task,
)
from trellis.organisations.actors import Actor, system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.people.models import Message
from trellis.services.answers import Held, unseal_held
from trellis.services.contract import document_store
from trellis.services.language.model import Kind
from trellis.services.models import Journey
from trellis.services.queries import Submission, submission

MOST = 60
LEFT_OUT = frozenset({"letter-made", "document-kept", "message-written", "message-settled", "message-received"})
"""What is about something that is not copied: a letter's file; a message, where it was not sent yet."""


class NothingToCopy(TrellisError):
    """There is no case to take as a pattern. Seed the demo first: trellis demo seed."""

    code = "nothing-to-copy"


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """One case with everything that belongs to it, opened."""

    case: Case
    journey: Journey
    held: Held
    sent: Submission
    teams: list[CaseTeam]
    runs: list[StageRun]
    tasks: list[Task]
    clocks: list[ClockRun]
    sealed: list[Any]
    """Decisions, notes, requests and consultees."""
    words: dict[int, dict[str, str]]
    """What those say, by their place in the list and by column."""
    messages: list[Message]
    log: list[LogEntry]


SEALED: dict[Any, dict[str, str]] = {
    Decision: {
        "reasons": "decision:{pk}:reasons",
        "conditions": "decision:{pk}:conditions",
        "returned_because": "decision:{pk}:returned",
    },
    Note: {"words": "note"},
    InformationRequest: {"words": "request", "answers": "answers"},
    Consultee: {"words": "consultee:words", "answer": "consultee:answer"},
}
"""Where each sealed column belongs, without the reference."""


def patterns_of(organisation: Organisation) -> list[Pattern]:
    """Cases to copy: those that no file and no payment belongs to, since these are kept outside the case."""
    by = system(organisation=organisation.pk, doing="seeding")
    with reading(by):
        whole = Case.objects.filter(erased_at=None).select_related("key").order_by("-pk")[: MOST * 5]
        found = [pattern for case in whole if (pattern := _pattern(case, by))][:MOST]
    if not found:
        raise NothingToCopy
    return found


def _pattern(case: Case, by: Actor) -> Pattern | None:
    sent = submission(case.reference, seen_by=by)
    files = [each.id for each in sent.compiled.questions.values() if each.type is Kind.FILE]
    kept = document_store().documents_about(about=case.reference, seen_by=by)
    from_applicant = [each for each in kept if not each.name.endswith("-decision.pdf")]
    if sent.amended or sent.walk.fee.total_pence or from_applicant or any(sent.answers.get(each) for each in files):
        return None
    journey = Journey.objects.get(reference=case.reference)
    sealed = [row for model in SEALED for row in model.objects.filter(case=case).order_by("pk")]
    messages = Message.objects.filter(about=case.reference, private=False, state__in=["sent", "received"])
    return Pattern(
        case=case,
        journey=journey,
        held=unseal_held(journey.answers, key=case.key),
        sent=sent,
        teams=list(CaseTeam.objects.filter(case=case)),
        runs=list(StageRun.objects.filter(case=case).order_by("pk")),
        tasks=list(Task.objects.filter(case=case).order_by("pk")),
        clocks=list(ClockRun.objects.filter(case=case).order_by("pk")),
        sealed=sealed,
        words={number: _opened(row, case) for number, row in enumerate(sealed)},
        messages=list(messages.select_related("key").order_by("pk")),
        log=list(LogEntry.objects.filter(subject=case.reference).exclude(kind__in=LEFT_OUT).order_by("pk")),
    )


def _opened(row: Any, case: Case) -> dict[str, str]:
    return {
        column: case.key.unseal(getattr(row, column), place=f"{case.reference}:{place.format(pk=row.pk)}").decode()
        for column, place in SEALED[type(row)].items()
        if getattr(row, column) is not None
    }
