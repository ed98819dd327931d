"""The log of a case in sentences: what a colleague reads from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from trellis.base.log import LogEntry
from trellis.cases.models import Case
from trellis.cases.shown import TimelineLine
from trellis.services.language.model import Definition
from trellis.services.queries import definition

_SENTENCES: dict[str, str] = {
    "journey-submitted": "The application was sent",
    "answers-amended": "Answers were changed by the applicant",
    "case-opened": "The case was opened",
    "case-assigned": "{assigned}",
    "stage-began": "“{stage}” began",
    "stage-ended": "“{stage}” is done",
    "stage-skipped": "“{stage}” is not needed",
    "task-started": "Began: {task}",
    "task-done": "Did: {task}",
    "note-added": "Wrote a note",
    "applicant-written-to": "Wrote to the applicant",
    "information-requested": "Asked the applicant for more information",
    "information-answered": "The applicant sent what was asked for",
    "request-taken-back": "Took back what was asked of the applicant",
    "reply-received": "The applicant wrote to us",
    "case-document-added": "Added a document",
    "decision-proposed": "Proposed: {outcome}. A second person must approve it",
    "decision-made": "Decided: {outcome}",
    "decision-returned": "Returned the proposal: {outcome}",
    "clock-started": "“{clock}” runs until {due_on}",
    "clock-paused": "“{clock}” stands still",
    "clock-resumed": "“{clock}” runs on, until {due_on}",
    "clock-restarted": "“{clock}” began again, until {due_on}",
    "clock-extended": "Extended “{clock}” until {due_on}",
    "clock-stopped": "“{clock}” was {kept}",
    "deadline-near": "“{clock}” ends soon, on {due_on}",
    "deadline-today": "“{clock}” ends today",
    "deadline-missed": "“{clock}” was missed: it ended on {due_on}",
    "consultee-invited": "Asked somebody outside what they think",
    "consultee-answered": "Wrote down what somebody outside thinks",
    "case-withdrawn": "The application was taken back",
    "case-closed": "The case was closed",
    "case-reopened": "The case was opened again",
    "case-disposed": "Its time was over: the personal details were erased for good",
    "could-not-tell": "A message could not be written: there is no way to reach the person",
    "team-told": "The team was told",
    "letter-made": "The decision letter was made",
    "status-code-sent": "The applicant asked for a code to see how the application stands",
    "status-seen": "The applicant looked at how the application stands",
    "message-written": "A message was written",
    "message-settled": "{settled}",
    "message-received": "A message came in",
    "document-kept": "A document was kept",
    "document-removed": "A document was taken away",
    "details-erased": "Personal details were erased",
}
_LEFT_OUT = frozenset({"message-written", "message-received", "document-kept", "answers-amended"})
"""Said already by another line that says why."""
_SETTLED = {
    "sent": "A message was sent",
    "failed": "A message could not be delivered",
    "doubt": "Nobody knows whether a message was sent",
}


def lines_of(entries: Iterable[LogEntry], *, case: Case) -> tuple[TimelineLine, ...]:
    """Log entries of one case as lines, in the order given."""
    described = definition(organisation_id=case.organisation_id, hash=case.version_hash).definition
    titles = _Titles(described)
    return tuple(_line(entry, titles=titles) for entry in entries if entry.kind not in _LEFT_OUT)


def _line(entry: LogEntry, *, titles: _Titles) -> TimelineLine:
    sentence = _SENTENCES.get(entry.kind, entry.kind.replace("-", " ").capitalize())
    return TimelineLine(
        id=entry.pk,
        at=entry.happened_at,
        who=entry.actor_label,
        words=sentence.format_map(_facts(entry.data, titles=titles)),
        kind=entry.kind,
    )


class _Titles:
    """What the definition calls its stages, tasks, clocks and outcomes."""

    def __init__(self, definition: Definition) -> None:
        work = definition.work
        self.stages = {each.id: each.title.to("en") for each in work.stages} if work else {}
        self.tasks = {task.id: task.title.to("en") for each in work.stages for task in each.tasks} if work else {}
        self.outcomes = {each.id: each.title.to("en") for each in work.outcomes} if work else {}
        self.clocks = {each.id: each.title.to("en") for each in work.clocks} if work else {}


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _facts(data: Mapping[str, Any], *, titles: _Titles) -> _Facts:
    stage, task = str(data.get("stage", "")), str(data.get("task", ""))
    due = data.get("due_on")
    return _Facts(
        stage=titles.stages.get(stage, stage),
        task=titles.tasks.get(task, titles.stages.get(task, task)),
        outcome=titles.outcomes.get(str(data.get("outcome", "")), ""),
        clock=titles.clocks.get(str(data.get("clock", "")), ""),
        due_on=f"{date.fromisoformat(due):%-d %B %Y}" if due else "",
        kept="kept" if data.get("in_time") else "not kept",
        assigned="Gave the case to a colleague" if data.get("staff") else "Put the case back for the team",
        settled=_SETTLED.get(str(data.get("state")), "A message changed"),
    )
