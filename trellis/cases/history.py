"""The log of a case in sentences: what a colleague reads from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from trellis.base.log import LogEntry
from trellis.cases.models import Case
from trellis.cases.shown import TimelineLine
from trellis.cases.wording import day_in_words
from trellis.cases.words import has, say
from trellis.organisations.actors import ActorKind
from trellis.services.language.model import Definition
from trellis.services.queries import definition

_LEFT_OUT = frozenset({"message-written", "message-received", "document-kept", "answers-amended"})
"""Said already by another line that says why."""
_SETTLED = frozenset({"sent", "failed", "doubt"})


def lines_of(entries: Iterable[LogEntry], *, case: Case, language: str = "en") -> tuple[TimelineLine, ...]:
    """Log entries of one case as lines, in the order given."""
    described = definition(organisation_id=case.organisation_id, hash=case.version_hash).definition
    titles = _Titles(described, language)
    return tuple(_line(entry, titles=titles) for entry in entries if entry.kind not in _LEFT_OUT)


def _line(entry: LogEntry, *, titles: _Titles) -> TimelineLine:
    key = f"happened.{_what_happened(entry)}"
    plain = entry.kind.replace("-", " ").capitalize()
    return TimelineLine(
        id=entry.pk,
        at=entry.happened_at,
        who=_who(entry, titles.language),
        words=say(key, titles.language, **_facts(entry.data, titles=titles)) if has(key) else plain,
        kind=entry.kind,
    )


def _what_happened(entry: LogEntry) -> str:
    """The kind of an entry, where its words hang on what it says."""
    if entry.kind == "case-assigned":
        return "case-assigned" if entry.data.get("staff") else "case-put-back"
    if entry.kind == "clock-stopped":
        return "clock-kept" if entry.data.get("in_time") else "clock-not-kept"
    if entry.kind == "message-settled":
        state = str(entry.data.get("state"))
        return f"message-{state}" if state in _SETTLED else "message-changed"
    return entry.kind


def _who(entry: LogEntry, language: str) -> str:
    """A colleague by their name; the applicant, who has none in the log, by their part in it."""
    if entry.actor.startswith(f"{ActorKind.RESIDENT}:"):
        return say("the-applicant", language)
    return entry.actor_label


class _Titles:
    """What the definition calls its stages, tasks, clocks and outcomes."""

    def __init__(self, definition: Definition, language: str) -> None:
        self.language, work = language, definition.work
        self.stages = {each.id: each.title.to(language) for each in work.stages} if work else {}
        self.tasks = {task.id: task.title.to(language) for each in work.stages for task in each.tasks} if work else {}
        self.outcomes = {each.id: each.title.to(language) for each in work.outcomes} if work else {}
        self.clocks = {each.id: each.title.to(language) for each in work.clocks} if work else {}


def _facts(data: Mapping[str, Any], *, titles: _Titles) -> dict[str, str]:
    stage, task = str(data.get("stage", "")), str(data.get("task", ""))
    due = data.get("due_on")
    return {
        "stage": titles.stages.get(stage, stage),
        "task": titles.tasks.get(task, titles.stages.get(task, task)),
        "outcome": titles.outcomes.get(str(data.get("outcome", "")), ""),
        "clock": titles.clocks.get(str(data.get("clock", "")), ""),
        "day": day_in_words(date.fromisoformat(due) if due else None, titles.language),
        "number": str(data.get("number", "")),
        **{name: _in(data.get(name), titles.language) for name in ("system", "said")},
        **({"system": str(data["came_from"])} if "came_from" in data else {}),
    }


def _in(words: object, language: str) -> str:
    """Words that were written down in several languages, in this one."""
    return str(words.get(language) or words.get("en", "")) if isinstance(words, Mapping) else ""
