"""Does the work lead to a decision, in time, by somebody who may take it?"""

from __future__ import annotations

from collections.abc import Iterator

from trellis.services.language.checks.subject import Path, Subject, names_in
from trellis.services.language.findings import Finding
from trellis.services.language.model import Stage, Work

NOTHING_HAPPENS = "On the day it matters, nothing would happen."


def check_work(subject: Subject) -> Iterator[Finding]:
    """The stages hang together, each can end, and every outcome can be reached."""
    work = subject.definition.work
    if not work:
        return
    outcomes = [outcome.id for outcome in work.outcomes]
    for index, stage in enumerate(work.stages):
        path: Path = ("work", "stages", index)
        for named in stage.outcomes:
            if named not in outcomes:
                at = (*path, "outcomes")
                yield subject.unknown(at, what="outcome", name=named, there=outcomes, why=NOTHING_HAPPENS)
        yield from _ends(subject, stage, path)
        yield from _approved(subject, stage, path)
        yield from _automatic(subject, work, stage, path)
    yield from _decided(subject, work)


def check_order(subject: Subject) -> Iterator[Finding]:
    """No stage waits for itself, or for one that is not there."""
    work = subject.definition.work
    if not work:
        return
    ids = [stage.id for stage in work.stages]
    for index, stage in enumerate(work.stages):
        for named in stage.after or ():
            if named not in ids:
                path = ("work", "stages", index, "after")
                yield subject.unknown(path, what="stage", name=named, there=ids, why=NOTHING_HAPPENS)
    circle = _circle(work)
    if circle:
        yield subject.finding(
            ("work", "stages", ids.index(circle[0]), "after"),
            "stages-in-a-circle",
            what=f"The stages wait for each other in a circle: {' → '.join([*circle, circle[0]])}",
            why="None of them could ever begin, and the case would stand still until somebody complains.",
            mend=f"Take `{circle[-1]}` out of the `after:` of `{circle[0]}`, or the other way round."
            if len(circle) > 1
            else f"Take `{circle[0]}` out of its own `after:`.",
        )


def check_retention(subject: Subject) -> Iterator[Finding]:
    """Every way a case can end says how long it is kept, and unfinished journeys too."""
    keep = subject.definition.data.keep
    work = subject.definition.work
    outcomes = {outcome.id: ("work", "outcomes", index) for index, outcome in enumerate(work.outcomes if work else ())}
    for name, path in outcomes.items():
        if name not in keep:
            yield subject.finding(
                path,
                "no-retention",
                what=f"`data: keep:` does not say how long a case is kept that ends in `{name}`",
                why="It would be kept for ever, which the law does not allow (UK GDPR article 5(1)(e)).",
                mend=f"Add `{name}:` and a time, like 2 years, under `keep:`.",
            )
    if "unfinished" not in keep:
        yield subject.finding(
            ("data", "keep"),
            "no-retention",
            what="`data: keep:` does not say how long answers are kept that nobody sent",
            why="Someone who stops half way has not agreed that we keep what they wrote.",
            mend="Add `unfinished:` and a time, like 28 days.",
        )
    known = {*outcomes, "unfinished", "withdrawn"}
    for name in keep:
        if name not in known:
            there = sorted(known)
            yield subject.unknown(("data", "keep", name), what="outcome", name=name, there=there, why=NOTHING_HAPPENS)


def _ends(subject: Subject, stage: Stage, path: Path) -> Iterator[Finding]:
    if stage.outcomes or stage.tasks or stage.lasts or stage.automatic:
        return
    yield subject.finding(
        path,
        "dead-end",
        what=f"The stage `{stage.id}` can never end: it has no tasks, no outcomes and no time after which it is over",
        why="A case that comes here stays here.",
        mend="Give it `tasks:`, or `outcomes:` that are decided in it, or `lasts:` with a time.",
    )


def _decided(subject: Subject, work: Work) -> Iterator[Finding]:
    reachable = {name for stage in work.stages for name in stage.outcomes}
    reachable |= {stage.automatic.outcome for stage in work.stages if stage.automatic}
    reachable |= {rule.silence.outcome for clock in work.clocks for rule in clock.rules if rule.silence}
    for index, outcome in enumerate(work.outcomes):
        if outcome.id not in reachable and outcome.means != "withdrawn":
            yield subject.finding(
                ("work", "outcomes", index),
                "outcome-never-decided",
                what=f"No stage can end in `{outcome.id}`",
                why="Someone wrote down this way of ending because it happens; now it cannot.",
                mend=f"Name `{outcome.id}` in the `outcomes:` of the stage where it is decided, or take it out.",
            )
    if not any(stage.outcomes for stage in work.stages):
        yield subject.finding(
            ("work", "stages"),
            "dead-end",
            what="No stage decides anything",
            why="Cases would be opened and never closed, and nobody would hear the answer.",
            mend="Give the stage in which it is decided `outcomes:`.",
        )


def _approved(subject: Subject, stage: Stage, path: Path) -> Iterator[Finding]:
    if stage.approve and not stage.outcomes:
        yield subject.finding(
            (*path, "approve"),
            "nothing-to-approve",
            what=f"`{stage.id}` has a second person to approve, and decides nothing",
            why="There is nothing for them to approve.",
            mend="Move `approve:` to the stage with the `outcomes:`, or take it out.",
        )
    if stage.outcomes and stage.by == "nobody":
        yield subject.finding(
            (*path, "by"),
            "decided-by-nobody",
            what=f"`{stage.id}` has outcomes, and is done by nobody",
            why="Somebody has to decide, sign and answer for it.",
            mend="Name the team that decides.",
        )


def _automatic(subject: Subject, work: Work, stage: Stage, path: Path) -> Iterator[Finding]:
    if not stage.automatic:
        return
    path = (*path, "automatic")
    means = {outcome.id: outcome.means for outcome in work.outcomes}
    outcome = stage.automatic.outcome
    if outcome not in means:
        yield subject.unknown((*path, "outcome"), what="outcome", name=outcome, there=list(means), why=NOTHING_HAPPENS)
    elif means[outcome] == "refused":
        yield subject.finding(
            (*path, "outcome"),
            "automatic-refusal",
            what=f"A machine would decide `{outcome}` alone, and that refuses somebody",
            why="Only a person refuses here: whoever is refused must be able to be heard first (UK GDPR articles 22A "
            "to 22D).",
            mend="Let the rule grant where it is certain, and leave the rest to the team.",
        )
    sensitive = sorted(_sensitive_behind(subject, stage.automatic.when))
    if sensitive:
        yield subject.finding(
            (*path, "when"),
            "automatic-on-special",
            what=f"A machine would decide on special category data: {', '.join(f'`{name}`' for name in sensitive)}",
            why="The law allows that only in narrow cases, with the person's explicit consent or an act that says so "
            "(UK GDPR article 22B).",
            mend="Leave these answers out of the rule, or let a person decide.",
        )


def _sensitive_behind(subject: Subject, rule: str) -> set[str]:
    """The sensitive questions that a rule looks at, itself or through eligibility."""
    names = set(names_in(rule))
    if "eligibility" in names:
        for each in subject.definition.eligible:
            names |= names_in(each.when or "") | names_in(each.unless or "")
    return {name for name in names if name in subject.questions and subject.questions[name].special}


def _circle(work: Work) -> list[str]:
    """The stages of a circle of waiting, or none."""
    before = {stage.id: set(stage.after or ()) & {each.id for each in work.stages} for stage in work.stages}
    while ready := [name for name, waits in before.items() if not waits]:
        for name in ready:
            del before[name]
        for waits in before.values():
            waits.difference_update(ready)
    if not before:
        return []
    walked = [next(iter(before))]
    while (following := min(before[walked[-1]])) not in walked:
        walked.append(following)
    return walked[walked.index(following) :]
