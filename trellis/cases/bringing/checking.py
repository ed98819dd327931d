"""Holding a mapping against the service that is live, and running its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from trellis.cases.bringing.faults import CannotBring, NotThisCase
from trellis.cases.bringing.mapping import NEEDS, CaseMap, Example, Happened
from trellis.cases.bringing.reading import Doubts, OldCase, read_case
from trellis.cases.bringing.sheets import Row
from trellis.services.contract import Raw
from trellis.services.language import kinds
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Kind


def hold_against(by: CaseMap, compiled: Compiled) -> None:
    """Check a mapping before anything is read with it.

    :raises CannotBring: with everything that is wrong.
    """
    # What is wrong already would only be said a second time by each example.
    found = list(_faults(by, compiled)) or [
        f"example {each.why or 'without a name'}: {fault}"
        for each in by.examples
        if (fault := _wrong_in(each, by, compiled))
    ]
    if found:
        raise CannotBring.because(*found)


def _faults(by: CaseMap, compiled: Compiled) -> Iterator[str]:
    if not by.examples:
        yield "It has no examples: write at least one row as it is exported, with what is read from it."
    if compiled.definition.work is None:
        yield "This service has no work, so there are no cases to bring."
    for name, source in by.answers.items():
        question = compiled.questions.get(name)
        if question is None:
            close = get_close_matches(name, compiled.questions, n=1)
            yield f"There is no question `{name}`." + (f" Did you mean `{close[0]}`?" if close else "")
            continue
        if compiled.page_of[name].repeat is not None:
            yield f"`{name}` is asked once for each thing, which cannot be brought yet: keep it in `notes`."
        if not any(source.columns()) and not source.otherwise:
            yield f"`{name}`: say which column it comes from."
        if unknown := sorted(set(source.parts) - set(kinds.parts(question))):
            yield f"`{name}` has no part `{unknown[0]}`; it has {', '.join(kinds.parts(question))}."
        yield from _of_values(name, source.values, compiled)
    for happened in filter(None, (by.case.status, by.history)):
        yield from _of_steps(happened, compiled)


def _of_values(name: str, values: Mapping[str, str], compiled: Compiled) -> Iterator[str]:
    known = {choice.value for choice in compiled.questions[name].choices}
    if compiled.questions[name].type is Kind.YES_NO:
        known = {"yes", "no"}
    for wrong in sorted({*values.values()} - known if known else ()):
        yield f"`{name}` cannot be answered with `{wrong}`; it can be: {', '.join(sorted(known))}."


def _of_steps(happened: Happened, compiled: Compiled) -> Iterator[str]:
    work = compiled.definition.work
    known = {
        "outcome": {each.id for each in work.outcomes} if work else set(),
        "stage": {each.id for each in work.stages} if work else set(),
        "clock": {each.id for each in work.clocks} if work else set(),
    }
    for said, step in happened.values.items():
        need = NEEDS.get(step.do)
        named = getattr(step, need) if need else None
        if need and named not in known[need]:
            yield f"`{said}` is `{step.do}`, so it needs `{need}:`, one of {', '.join(sorted(known[need]))}."


def _wrong_in(example: Example, by: CaseMap, compiled: Compiled) -> str:
    blank = dict.fromkeys(by.columns(), "")
    row = Row(file=by.file, number=2, cells={**blank, **example.row})
    empty = dict.fromkeys(by.history.columns(), "") if by.history else {}
    told = [
        Row(file=by.history.file if by.history else "", number=number, cells={**empty, **each})
        for number, each in enumerate(example.history, 2)
    ]
    if unknown := sorted(set(example.row) - by.columns()):
        return f"there is no column `{unknown[0]}`"
    try:
        read = as_written(read_case(row, told, by=by, compiled=compiled, doubts=Doubts()))
    except NotThisCase as error:
        read = {"faults": [each.why for each in error.faults]}
    wrong = [name for name, value in example.reads.items() if read.get(name) != value]
    return "; ".join(f"{name} is {read.get(name)!r}, not {example.reads[name]!r}" for name in wrong)


def as_written(case: OldCase) -> dict[str, Any]:
    """What was read, as an example writes it down."""
    return {
        "reference": case.reference,
        "sent": f"{case.sent:%Y-%m-%d %H:%M}",
        "channel": case.channel,
        "language": case.language,
        "answers": {name: _plain(raw) for name, raw in case.raw.items()},
        "files": {name: list(names) for name, names in case.files.items()},
        "documents": list(case.documents),
        "notes": dict(case.notes),
        "given-to": case.given_to,
        "steps": [str(each) for each in case.steps],
    }


def _plain(raw: Raw) -> object:
    """`Ash` rather than `{value: Ash}`."""
    return raw["value"] if set(raw) == {"value"} else dict(raw)
