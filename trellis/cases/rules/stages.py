"""Which stage of the work comes next: in sequence, side by side, or left out because its rule does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from trellis.services.language.model import Stage, Work

_WORDS_IN_QUOTES = re.compile(r'"[^"]*"|\'[^\']*\'')
_OUTCOME = re.compile(r"\boutcome\b")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the work on a case has come."""

    running: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    outcome: str = ""

    @property
    def over(self) -> frozenset[str]:
        return self.done | self.skipped

    @property
    def met(self) -> frozenset[str]:
        return self.running | self.over


@dataclass(frozen=True, kw_only=True)
class Moves:
    """What happens now: stages that begin, stages that are left out."""

    begin: tuple[Stage, ...]
    skip: tuple[Stage, ...]


def before(work: Work) -> dict[str, tuple[str, ...]]:
    """The stages that each stage waits for: those it names, or the one before it."""
    waits: dict[str, tuple[str, ...]] = {}
    for number, stage in enumerate(work.stages):
        previous = (work.stages[number - 1].id,) if number else ()
        waits[stage.id] = previous if stage.after is None else stage.after
    return waits


def ancestors(stage: str, *, work: Work) -> frozenset[str]:
    """Every stage that has to be over before this one begins."""
    waits, found, todo = before(work), set[str](), [stage]
    while todo:
        for each in waits.get(todo.pop(), ()):
            if each not in found:
                found.add(each)
                todo.append(each)
    return frozenset(found)


def asks_for_outcome(rule: str | None) -> bool:
    """Whether a rule looks at the outcome of the case, so that it cannot hold before there is one."""
    return bool(rule) and bool(_OUTCOME.search(_WORDS_IN_QUOTES.sub("", rule or "")))


def moves(work: Work, progress: Progress, *, holds: Callable[[Stage], bool]) -> Moves:
    """What begins and what is left out now. `holds` says whether a stage's own rule holds."""
    begin: list[Stage] = []
    skip: list[Stage] = []
    changed = True
    while changed:
        changed = False
        for stage in work.stages:
            if stage.id in progress.met or not _ready(stage, work, progress):
                continue
            if _wanted(stage, work, progress) and holds(stage):
                begin.append(stage)
                progress = replace(progress, running=progress.running | {stage.id})
            else:
                skip.append(stage)
                progress = replace(progress, skipped=progress.skipped | {stage.id})
            changed = True
    return Moves(begin=tuple(begin), skip=tuple(skip))


def _ready(stage: Stage, work: Work, progress: Progress) -> bool:
    if not all(each in progress.over for each in before(work)[stage.id]):
        return False
    # `when: outcome == "granted"` waits while somebody may still decide.
    return not asks_for_outcome(stage.when) or bool(progress.outcome) or not _may_yet_decide(stage, work, progress)


def _may_yet_decide(stage: Stage, work: Work, progress: Progress) -> bool:
    return any(
        each.outcomes and each.id not in progress.over and stage.id not in ancestors(each.id, work=work)
        for each in work.stages
        if each.id != stage.id
    )


def _wanted(stage: Stage, work: Work, progress: Progress) -> bool:
    """Once a case is decided, only what follows from the decision is still begun."""
    if not progress.outcome or asks_for_outcome(stage.when):
        return True
    deciding = {each.id for each in work.stages if each.outcomes} & progress.done
    return bool(deciding & ancestors(stage.id, work=work))


def teams_of(work: Work) -> frozenset[str]:
    """Every team that has a part in the work, or may see it."""
    named = {work.owner, *work.see}
    for stage in work.stages:
        named |= {stage.by, stage.approve or "", *(task.by or "" for task in stage.tasks)}
    return frozenset(named - {"", "nobody"})


def team_for(stage: Stage, *, work: Work) -> str:
    """Who answers for a stage; the owner where it only waits."""
    return work.owner if stage.by == "nobody" else stage.by
