"""What a drawing and a text both tell of a service: its pages, where it can end, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trellis.services.language.checks.subject import names_in
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Clock, ClockRule, Eligibility, FeeLine, Page, Stage, Work
from trellis.services.language.rules import name_of
from trellis.services.language.rules_in_words import Speaker


@dataclass(frozen=True, kw_only=True)
class Told:
    """A line in words, with the rule that says when it holds (empty: always)."""

    words: str
    only_if: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A page of the journey."""

    key: str
    title: str
    questions: tuple[Told, ...]
    only_if: str
    note: str
    exits: tuple[Told, ...]
    """Ends of the journey that are certain once this page is answered."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """Stages of the work that run side by side."""

    stages: tuple[Told, ...]


@dataclass(frozen=True, kw_only=True)
class Journey:
    """A service in words, in the order in which it is met."""

    title: str
    summary: str
    needs: tuple[str, ...]
    steps: tuple[Step, ...]
    eligible: tuple[Told, ...]
    """Rules that end nothing: who qualifies, and when a person must look."""
    fee: tuple[Told, ...]
    results: tuple[Told, ...]
    levels: tuple[Level, ...]
    outcomes: tuple[str, ...]
    clocks: tuple[str, ...]
    messages: tuple[str, ...]
    examples: tuple[str, ...]
    local: tuple[str, ...] = ()
    """What is left open to who takes it as a template."""


def journey(compiled: Compiled) -> Journey:
    """Everything that is told of a service, in English."""
    definition, speaker = compiled.definition, Speaker.of(compiled.pages)
    work = definition.work
    stops = [each for each in definition.eligible if each.then == "stop"]
    return Journey(
        title=definition.title.to("en"),
        summary=definition.summary.to("en"),
        needs=tuple(
            f"As {need.as_.to('en')}, I need to {need.need.to('en')}, so that {need.so.to('en')}"
            for need in definition.needs
        ),
        steps=_steps(compiled.pages, stops, speaker),
        eligible=tuple(_ruled(each, speaker) for each in definition.eligible if each.then != "stop"),
        fee=tuple(_fee(line, speaker) for line in definition.fee),
        results=tuple(
            Told(words=result.title.to("en"), only_if=speaker.say(result.when) if result.when else "")
            for result in (definition.results.list if definition.results else ())
        ),
        levels=_levels(work, speaker) if work else (),
        outcomes=tuple(f"{outcome.title.to('en')} ({outcome.means})" for outcome in work.outcomes) if work else (),
        clocks=tuple(_clock(clock) for clock in work.clocks) if work else (),
        local=tuple(f"{each.at}: {each.why}" for each in definition.local),
        messages=tuple(f"{tell.template} to the {tell.to}: {tell.on}" for tell in definition.tell),
        examples=tuple(each.says for each in definition.examples),
    )


def _steps(pages: Sequence[Page], stops: Sequence[Eligibility], speaker: Speaker) -> tuple[Step, ...]:
    ends: dict[int, list[Told]] = {}
    for stop in stops:
        ends.setdefault(_certain_at(stop, pages), []).append(_ruled(stop, speaker))
    return tuple(
        Step(
            key=page.page,
            title=page.title.to("en"),
            questions=tuple(
                Told(words=question.ask.to("en"), only_if=speaker.say(question.show) if question.show else "")
                for question in page.questions
            ),
            only_if=speaker.say(page.show) if page.show else "",
            note=_note(page),
            exits=tuple(ends.get(at, ())),
        )
        for at, page in enumerate(pages)
    )


def _certain_at(stop: Eligibility, pages: Sequence[Page]) -> int:
    """The last page whose answers the rule looks at."""
    names = names_in(stop.when or "") | names_in(stop.unless or "")
    asked = [
        at
        for at, page in enumerate(pages)
        if names & {name_of(page.page), *(name_of(question.id) for question in page.questions)}
    ]
    return max(asked, default=0)


def _note(page: Page) -> str:
    notes = []
    if page.repeat:
        notes.append(f"answered for each {page.repeat.as_}, {page.repeat.from_} to {page.repeat.to} times")
    if page.by != "applicant":
        notes.append(f"answered by the {page.by}")
    return "; ".join(notes)


def _ruled(each: Eligibility, speaker: Speaker) -> Told:
    said = speaker.say(each.when) if each.when else ""
    if each.unless:
        said = f"{said} and " if said else ""
        said += f"unless {speaker.say(each.unless)}"
    opening = {"stop": "", "cannot-tell": "A person must look: ", "yes": "Qualifies: "}[each.then]
    source = f" [{each.explain.to('en')}]" if each.explain else ""
    return Told(words=f"{opening}{each.say.to('en')}{source}", only_if=said)


def _fee(line: FeeLine, speaker: Speaker) -> Told:
    worth = line.amount if line.percent is None else f"{line.percent:+d}%"
    return Told(words=f"{line.line.to('en')}: {worth}", only_if=speaker.say(line.when) if line.when else "")


def _levels(work: Work, speaker: Speaker) -> tuple[Level, ...]:
    """The stages in rows: side by side where neither waits for the other."""
    depth: dict[str, int] = {}
    for index, stage in enumerate(work.stages):
        before = stage.after if stage.after is not None else ((work.stages[index - 1].id,) if index else ())
        depth[stage.id] = 1 + max((depth.get(name, -1) for name in before), default=-1)
    rows: dict[int, list[Told]] = {}
    for stage in work.stages:
        rows.setdefault(depth[stage.id], []).append(_stage(stage, speaker))
    return tuple(Level(stages=tuple(rows[row])) for row in sorted(rows))


def _stage(stage: Stage, speaker: Speaker) -> Told:
    done = "waits" if stage.by == "nobody" else f"by {stage.by}"
    parts = [f"{stage.title.to('en')} ({done})"]
    if stage.due:
        parts.append(f"due in {stage.due}{_skipping(stage)}")
    if stage.lasts:
        parts.append(f"lasts {stage.lasts}{_skipping(stage)}")
    if stage.outcomes:
        parts.append(f"decides {' or '.join(stage.outcomes)}")
    if stage.approve:
        parts.append(f"a second person of {stage.approve} agrees")
    if stage.automatic:
        parts.append(f"may be granted by rule: {stage.automatic.outcome}")
    return Told(words="; ".join(parts), only_if=speaker.say(stage.when) if stage.when else "")


def _clock(clock: Clock) -> str:
    lengths = [
        f"{rule.length}{_skipping(rule)} from {rule.from_:%-d %B %Y}"
        + (f" in {' and '.join(rule.nations)}" if rule.nations else "")
        + (f", then silence means {rule.silence.means}" if rule.silence else "")
        for rule in clock.rules
    ]
    stops = "" if clock.stops == "decided" else f"; stops when {clock.stops} has ended"
    return f"{clock.title.to('en')}: {'; '.join(lengths)}; starts when {clock.starts}{stops}"


def _skipping(days: Stage | ClockRule) -> str:
    return " without public holidays" if days.skip_holidays else ""
