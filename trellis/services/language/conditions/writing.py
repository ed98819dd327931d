"""From conditions to the text of a rule, and from what somebody typed to a value of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from trellis.services.language.conditions.subjects import Sort, Subject, Subjects
from trellis.services.language.conditions.tree import Condition, Group, Join
from trellis.services.language.conditions.ways import Wanted, way_called
from trellis.services.language.kinds.amounts import pence_of

_SIGNS = {Join.ALL: " && ", Join.ANY: " || "}
_DATE = re.compile(r'date\("(\d{4}-\d\d-\d\d)"\)')


def rule_of(group: Group, subjects: Subjects) -> str:
    """The rule that says this. What was read from a text and not changed is written as it was."""
    return _SIGNS[group.join].join(_part(each, subjects) for each in group.parts)


def _part(part: Condition | Group, subjects: Subjects) -> str:
    if isinstance(part, Group):
        return f"({rule_of(part, subjects)})"
    return part.source or condition_written(part, subjects)


def condition_written(condition: Condition, subjects: Subjects) -> str:
    """One condition, as the rule language says it."""
    subject = subjects[condition.about]
    way = way_called(subject.sort, condition.way)
    if way is None:
        raise LookupError(condition.way)
    values = condition.values
    value = f"[{', '.join(values)}]" if way.wants is Wanted.OPTIONS else next(iter(values), "")
    if not subject.within:
        return way.written(subject.name, value)
    each = "each" if subject.name != "each" else "one"
    return f"{subject.within}.{subject.every}({each}, {way.written(f'{each}.{subject.name}', value)})"


def value_written(subject: Subject, wanted: Wanted, typed: str) -> str | None:
    """What somebody typed or chose, as the rule language says it; None where it cannot be that."""
    typed = typed.strip()
    match wanted, subject.sort:
        case Wanted.COUNT, _:
            return typed if re.fullmatch(r"\d{1,6}", typed) else None
        case Wanted.AMOUNT, Sort.MONEY:
            return _money(typed)
        case Wanted.AMOUNT, Sort.DAY | Sort.TODAY:
            return _day(typed)
        case Wanted.AMOUNT, Sort.DECIMAL:
            found = re.fullmatch(r"(\d{1,12})(?:\.(\d{1,6}))?", typed)
            return f"{found[1]}.{found[2] or '0'}" if found else None
        case Wanted.AMOUNT, _:
            return typed if re.fullmatch(r"\d{1,12}", typed) else None
    return quoted(typed) if typed else None


def _money(typed: str) -> str | None:
    pence = pence_of(typed)
    if pence is None:
        return None
    return f"£{pence // 100}" + (f".{pence % 100:02d}" if pence % 100 else "")


def _day(typed: str) -> str | None:
    try:
        return f'date("{date.fromisoformat(typed).isoformat()}")'
    except ValueError:
        return None


def quoted(words: str) -> str:
    """Words as a text of the rule language."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def unquoted(literal: str) -> str | None:
    """The words of a text; None where it is none."""
    if len(literal) < 2 or literal[0] not in "\"'" or literal[-1] != literal[0]:
        return None
    return re.sub(r"\\(.)", r"\1", literal[1:-1])


def written_values(values: Sequence[str]) -> list[str]:
    """The other way round: what a form shows of values. A name stays a name."""
    return [_shown(each) for each in values]


def _shown(value: str) -> str:
    if (words := unquoted(value)) is not None:
        return words
    found = _DATE.fullmatch(value)
    return found[1] if found else value.removeprefix("£")
