"""What we refuse in a rule that the engine would take: words of no choice, sums of dates, functions not offered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cel_expr_python import cel

from trellis.services.language.model import Question
from trellis.services.language.rules.faults import like
from trellis.services.language.rules.functions import CALLS, DAY_COMPARISONS, MACROS, NOT_FOR_DAYS, OPERATORS, runtime
from trellis.services.language.rules.source import Fault, Prepared
from trellis.services.language.rules.tree import Node, RuleTree, every, kind_of
from trellis.services.language.rules.vocabulary import Vocabulary, name_of


@dataclass(frozen=True, kw_only=True)
class _Look:
    """A rule's tree with what is needed to judge it."""

    tree: RuleTree
    prepared: Prepared
    vocabulary: Vocabulary
    asked: Mapping[str, Question]
    positions: Mapping[int, int]
    structures: Mapping[int, str]

    def offset(self, node: Node) -> int:
        return self.prepared.origin(self.positions.get(node.id, 0))

    def question(self, node: Node) -> Question | None:
        """The question that this node is the answer to."""
        if kind_of(node) == "ident_expr":
            return self.asked.get(node.ident_expr.name)
        if kind_of(node) == "select_expr":
            structure = self.structures.get(node.select_expr.operand.id, "")
            return self.vocabulary.fields_of(structure).get(node.select_expr.field)
        return None


def check_tree(tree: RuleTree, prepared: Prepared, vocabulary: Vocabulary, *, repeat: str) -> list[Fault]:
    """Every fault of a rule that has the right types."""
    look = _Look(
        tree=tree,
        prepared=prepared,
        vocabulary=vocabulary,
        asked=vocabulary.questions | {name_of(each.id): each for each in vocabulary.asked_in(repeat)},
        positions=tree.positions(),
        structures=tree.structures(),
    )
    overloads = tree.overloads()
    nodes = list(every(tree.root))
    calls = [node for node in nodes if kind_of(node) == "call_expr"]
    found = [
        fault
        for node in calls
        for fault in (*_function(node, overloads, look), *_choices(node, look), *_pattern(node, look))
    ]
    found += [_made(look.offset(node)) for node in nodes if not kind_of(node)]
    return sorted(found, key=lambda fault: fault.offset)


def _function(node: Node, overloads: Mapping[int, tuple[str, ...]], look: _Look) -> Iterator[Fault]:
    name = node.call_expr.function
    chosen = overloads.get(node.id, ())
    if name not in OPERATORS | CALLS:
        yield Fault(
            offset=look.offset(node),
            code="unknown-function",
            what=f"`{name}` is not offered to rules here",
            why="Rules use few functions, so that each can be explained and printed.",
            mend=f"Rules have these: {', '.join(sorted({*CALLS, *MACROS}))}.",
        )
    elif any(word in each and not each.startswith(DAY_COMPARISONS) for each in chosen for word in NOT_FOR_DAYS):
        yield Fault(
            offset=look.offset(node),
            code="date-sum",
            what="Dates are not added or taken from each other",
            why="A month has no fixed number of days, so the law counts in its own ways.",
            mend="Write days_between(from, to), months_between(from, to) or age(born).",
        )


def _made(offset: int) -> Fault:
    return Fault(
        offset=offset,
        code="made-structure",
        what="A rule does not make things of its own with { }",
        why="It decides on answers; what it makes nobody could look at.",
        mend="Name the answer instead.",
    )


def _choices(node: Node, look: _Look) -> Iterator[Fault]:
    """A text compared with a question that has choices has to be one of them."""
    call = node.call_expr
    if call.function not in {"_==_", "_!=_", "@in"} or len(call.args) != 2:
        return
    for one, other in ((call.args[0], call.args[1]), (call.args[1], call.args[0])):
        question = look.question(one)
        if question and question.choices and str(question.type) != "yes-no":
            for text in _texts(other):
                yield from _choice(question, text, look)


def _pattern(node: Node, look: _Look) -> Iterator[Fault]:
    """A pattern that is none would make the rule undecided for ever."""
    call = node.call_expr
    pattern = call.args[-1].const_expr if call.function == "matches" and call.args else None
    if pattern is None or not pattern.string_value:
        return
    tried = runtime().compile(f"''.matches({json.dumps(pattern.string_value)})").eval()
    if tried.type() == cel.Type.ERROR:
        yield Fault(
            offset=look.offset(call.args[-1]),
            code="bad-pattern",
            what=f"`{pattern.string_value}` is not a pattern: {str(tried.value()).rpartition('expression: ')[2]}",
            why="No answer could be held against it.",
            mend="Mend the pattern, or use startsWith, endsWith or contains.",
        )


def _texts(node: Node) -> list[Node]:
    if kind_of(node) == "const_expr":
        return [node]
    return [each for each in node.list_expr.elements if kind_of(each) == "const_expr"]


def _choice(question: Question, text: Node, look: _Look) -> Iterator[Fault]:
    value = text.const_expr.string_value
    known = [choice.value for choice in question.choices]
    if value in known or value == "":
        return
    listed = ", ".join(f'"{each}"' for each in known[:8]) + (" and more" if len(known) > 8 else "")
    yield Fault(
        offset=look.offset(text),
        code="unknown-choice",
        what=f'"{value}" is not one of the choices of `{question.id}`',
        why="The rule would never hold.",
        mend=like(value, known) or f"The choices are {listed}.",
    )
