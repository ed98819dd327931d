"""Conditions in the words that a designer reads."""

from __future__ import annotations

from trellis.services.language.conditions.subjects import Every, Subject, Subjects
from trellis.services.language.conditions.tree import Condition, Group, Join
from trellis.services.language.conditions.ways import Wanted, way_called
from trellis.services.language.conditions.writing import unquoted, written_values

_AND = {Join.ALL: "and", Join.ANY: "or"}


def in_words(part: Condition | Group, subjects: Subjects) -> str:
    """What it says: `“Kind of home” is “A flat” and “Number of bins” is more than 3`."""
    if isinstance(part, Condition):
        return _condition(part, subjects[part.about], subjects)
    said = [
        f"({in_words(each, subjects)})" if isinstance(each, Group) else in_words(each, subjects) for each in part.parts
    ]
    return f" {_AND[part.join]} ".join(said)


def _within(part: Condition | Group, said: str) -> str:
    return f"({said})" if isinstance(part, Group) else said


def _condition(condition: Condition, subject: Subject, subjects: Subjects) -> str:
    way = way_called(subject.sort, condition.way)
    template = way.words if way else condition.way
    values = [_value(each, subject, subjects, way.wants if way else Wanted.NOTHING) for each in condition.values]
    said = f"“{subject.words}” {template.format(_listed(values))}"
    if not subject.within:
        return said
    which = f"one {subject.thing} at least" if subject.every is Every.SOME else f"every {subject.thing}"
    return f"for {which}, {said}"


def _value(value: str, subject: Subject, subjects: Subjects, wanted: Wanted) -> str:
    labels = dict(subject.options)
    if (words := unquoted(value)) is not None:
        return f"“{labels.get(words, words)}”"
    others = {name: name.replace(".", ": ").replace("_", " ") for name, _ in subjects.figures}
    others |= dict(subjects.beside(subject))
    if value in others:
        return "today" if value == "today" else f"“{others[value]}”"
    shown = written_values([value])[0]
    return f"£{shown}" if value.startswith("£") and wanted is Wanted.AMOUNT else shown


def _listed(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} or {values[-1]}" if values else ""
