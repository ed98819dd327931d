"""A service as plain text, to be read aloud in a meeting or by a screen reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trellis.services.language.compiled import Compiled
from trellis.services.language.explain.journey import Journey, Told, journey


def text(compiled: Compiled) -> str:
    """The service in words: who needs it, what is asked and when, where it ends and what follows."""
    return "\n".join(_lines(journey(compiled))) + "\n"


def _lines(told: Journey) -> Iterator[str]:
    yield told.title
    yield "=" * len(told.title)
    yield told.summary
    yield from _part("Who needs it", told.needs)
    yield from _pages(told)
    yield from _part("Who may have it", map(_said, told.eligible))
    yield from _part("What it costs", map(_said, told.fee))
    yield from _part("What may fit", map(_said, told.results))
    stages = [
        f"{'at the same time, ' if index else ''}{_said(stage)}"
        for level in told.levels
        for index, stage in enumerate(level.stages)
    ]
    yield from _part("What the council does", stages, numbered=True)
    yield from _part("How it can end", told.outcomes)
    yield from _part("Deadlines", told.clocks)
    yield from _part("Messages", told.messages)
    yield from _part("Examples that hold", told.examples)
    yield from _part("What others may say in their own way", told.local)


def _pages(told: Journey) -> Iterator[str]:
    yield from ("", "What is asked", "-------------")
    for number, step in enumerate(told.steps, start=1):
        note = f" ({step.note})" if step.note else ""
        yield f"{number}. {step.title}{note}"
        if step.only_if:
            yield f"   Only if {step.only_if}"
        for question in step.questions:
            if question.words != step.title or question.only_if:
                yield f"   - {_said(question)}"
        for ending in step.exits:
            yield f"   Ends here{_if(ending)}:"
            yield f"      {ending.words}"


def _part(heading: str, lines: Iterable[str], *, numbered: bool = False) -> Iterator[str]:
    listed = list(lines)
    if not listed:
        return
    yield from ("", heading, "-" * len(heading))
    for number, line in enumerate(listed, start=1):
        yield f"{number}. {line}" if numbered else f"- {line}"


def _said(told: Told) -> str:
    if not told.only_if:
        return told.words
    return f"{told.words} — {'' if told.only_if.startswith('unless ') else 'only if '}{told.only_if}"


def _if(told: Told) -> str:
    if not told.only_if:
        return ""
    return f" {'' if told.only_if.startswith('unless ') else 'if '}{told.only_if}"
