"""What was answered, gathered for reading: under the parts of a long service, or as one list for a short one."""

from __future__ import annotations

from collections.abc import Sequence

from trellis.services.contract import AnswerGroup
from trellis.services.language.compiled import Compiled


def gathered(groups: Sequence[AnswerGroup], *, compiled: Compiled) -> tuple[AnswerGroup, ...]:
    """The groups to show. A short service asks one thing a page, and a heading over each would say it all twice."""
    if compiled.definition.sections:
        return tuple(groups)
    found: list[AnswerGroup] = []
    for group in groups:
        repeated = any(line.change.item is not None for line in group.lines)
        if repeated or not found or found[-1].title:
            found.append(group if repeated else AnswerGroup(title="", lines=group.lines))
        else:
            found[-1] = AnswerGroup(title="", lines=(*found[-1].lines, *group.lines))
    return tuple(found)
