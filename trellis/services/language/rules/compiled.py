"""A rule that was checked against its definition, ready to be decided again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cel_expr_python import cel

from trellis.services.language.rules.functions import runtime
from trellis.services.language.rules.source import ANSWERED
from trellis.services.language.rules.tree import Node, RuleTree, kind_of, names_in

Facts = Mapping[str, object]
"""What is known, by the name that rules use."""


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A rule cannot be decided yet: these names are not known, or what it counts does not work out."""

    because: tuple[str, ...]
    """Ids of the questions (or repeated pages, or `today`) that have no answer."""
    why: str = ""
    """What went wrong where nothing is missing: a division by nought, a number too large, too much work."""


@dataclass(frozen=True, kw_only=True)
class CompiledRule:
    """One rule of a definition."""

    source: str
    names: tuple[str, ...]
    """The names it takes from outside, as rules write them, in order."""
    uses: tuple[str, ...]
    """The ids of the questions and repeated pages among them."""
    ids: Mapping[str, str] = field(repr=False)
    serialized: bytes = field(repr=False)
    program: cel.Expression = field(repr=False)

    def decide(self, facts: Facts) -> object:
        """What the rule comes to: true, false, an amount; or `Unknown`. It never raises and never takes long."""
        known = {name: facts[name] for name in self.names if name in facts}
        found = _run(self.program, known)
        if not isinstance(found, Unknown):
            return found
        # Some names are not known; `&&` and `||` may be certain all the same, and here they were not.
        missing = tuple(dict.fromkeys(self.ids.get(name, name) for name in self.names if name not in known))
        return Unknown(because=missing) if missing else Unknown(because=self.uses, why=found.why)

    def holds(self, facts: Facts) -> bool | None:
        """Whether it is true: yes, no, or None where nobody can tell yet."""
        found = self.decide(facts)
        return found if isinstance(found, bool) else None

    @cached_property
    def tree(self) -> RuleTree:
        return RuleTree(self.serialized)

    @cached_property
    def _parts(self) -> dict[int, cel.Expression]:
        return {}

    def deciding(self, facts: Facts) -> tuple[str, ...]:
        """The names whose answers made the rule come out as it did: of `a || b`, only the one that held."""
        return tuple(dict.fromkeys(name for name in self._deciding(self.tree.root, facts)))

    def _deciding(self, node: Node, facts: Facts) -> list[str]:
        if kind_of(node) == "call_expr":
            call = node.call_expr
            if call.function in {"_&&_", "_||_"}:
                return self._deciding_of_joined(node, facts, sign=call.function)
            if call.function == "!_":
                return self._deciding(call.args[0], facts)
            if call.function == "_?_:_":
                chosen = call.args[1] if self._value(call.args[0], facts) is True else call.args[2]
                return self._deciding(call.args[0], facts) + self._deciding(chosen, facts)
        return [name for name in self.names if name in names_in(node)]

    def _deciding_of_joined(self, node: Node, facts: Facts, *, sign: str) -> list[str]:
        sides = list(node.call_expr.args)
        # One true side makes an "or" true, and one false side an "and" false: that side alone decided.
        decisive = sign == "_||_"
        alone = next((side for side in sides if self._value(side, facts) is decisive), None)
        if alone is not None:
            return self._deciding(alone, facts)
        return [name for side in sides for name in self._deciding(side, facts)]

    def _value(self, node: Node, facts: Facts) -> object:
        if node.id not in self._parts:
            self._parts[node.id] = runtime().deserialize(self.tree.part(node))
        return _run(self._parts[node.id], {name: facts[name] for name in names_in(node) if name in facts})


def decide_all(rules: Sequence[CompiledRule], facts: Facts) -> list[bool | None]:
    """Whether each of many rules holds on the same facts. What is known is handed over once, which halves the time."""
    activation = runtime().Activation(dict(facts))
    return [_truth(rule.program, activation) for rule in rules]


def _truth(program: cel.Expression, activation: cel.Activation) -> bool | None:
    try:
        found = _meaning(program.eval(activation))
    except RuntimeError:
        return None
    return found if isinstance(found, bool) else None


def _run(program: cel.Expression, known: Facts) -> object:
    try:
        return _meaning(program.eval(data=known))
    except RuntimeError as error:
        # The engine's own budget: a rule that goes round too often is stopped within hundredths of a second.
        return Unknown(because=(), why=str(error))


def _meaning(found: cel.Value) -> object:
    value = found.plain_value()
    # An error comes as its text; a rule of ours comes to yes, no or a number, so only a text needs the second look.
    if isinstance(value, str) and found.type() == cel.Type.ERROR:
        return Unknown(because=(), why=value)
    return value


def answered_name(name: str) -> str:
    """The name of the fact that this question was answered."""
    return f"{name}{ANSWERED}"
