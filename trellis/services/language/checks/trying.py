"""Deciding a definition's rules on answers that nobody gave, with the same engine that decides them for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from trellis.services.language import kinds
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Question
from trellis.services.language.rules import Unknown, answered_name, name_of
from trellis.services.language.tables import figures

World = Mapping[str, object]
"""Answers by the names that rules use; an answer that is not there is not known."""


class Decider:
    """Decides rules on made-up answers. Days stay unknown: a service must hold on every day."""

    def __init__(self, compiled: Compiled) -> None:
        self._rules = {rule.source: rule for rule in compiled.rules.values()}
        nation = compiled.definition.nation
        self._known: dict[str, object] = {"nation": nation}
        for key, table in compiled.tables.items():
            held = figures(table, nation=nation, on=date.max)
            if held is not None:
                self._known[name_of(key)] = held

    def decide(self, rule: str, world: World) -> object | None:
        """What a rule comes to, or None where nobody can tell."""
        compiled = self._rules.get(rule)
        if compiled is None:
            return None
        answered = {answered_name(name): value not in ("", [], ()) for name, value in world.items()}
        said = compiled.decide({**self._known, **answered, **world})
        return None if isinstance(said, Unknown) else said


def empty(question: Question) -> object | None:
    """The answer of a question that is not asked, or None where its kind has none."""
    blank = kinds.empty(question)
    return list(blank) if isinstance(blank, tuple) else blank
