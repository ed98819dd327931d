"""Rules in the Common Expression Language: checked against the declared questions, bounded, without access to Python.

Money is whole pence, a day is a day, and where an answer is not there yet the rule says so (`Unknown`) instead of
guessing: `a || b` is true as soon as `a` is, whatever `b` will be.
"""

from __future__ import annotations

from cel_expr_python import cel

from trellis.services.language.rules.checks import check_tree
from trellis.services.language.rules.compiled import CompiledRule, Facts, Unknown, answered_name, decide_all
from trellis.services.language.rules.faults import faults_from, type_said
from trellis.services.language.rules.functions import runtime
from trellis.services.language.rules.source import ANSWERED, Fault, Prepared, RuleRefused, prepare
from trellis.services.language.rules.tree import RuleTree, names_in
from trellis.services.language.rules.vocabulary import Scope, Vocabulary, name_of

__all__ = [
    "ANSWERED",
    "CompiledRule",
    "Facts",
    "Fault",
    "RuleRefused",
    "Scope",
    "Unknown",
    "Vocabulary",
    "answered_name",
    "compile_rule",
    "decide_all",
    "name_of",
]


def compile_rule(
    source: str,
    *,
    vocabulary: Vocabulary,
    scope: Scope = Scope.JOURNEY,
    repeat: str = "",
    money: bool = False,
) -> CompiledRule:
    """Check one rule and make it ready. Raises `RuleRefused` with its faults in plain words.

    `repeat` is the repeated page whose own questions the rule may name directly; `money` asks for an amount in pence
    where the rule would otherwise have to be true or false.
    """
    prepared = prepare(source, ids=vocabulary.hyphened)
    try:
        expression = vocabulary.env(scope, repeat).compile(prepared.text)
    except RuntimeError as error:
        names = vocabulary.variables(scope, repeat)
        raise RuleRefused(faults_from(str(error), prepared, vocabulary, names)) from None
    _expect(expression, money=money)
    return _compiled(expression, prepared, vocabulary, repeat=repeat)


def _compiled(expression: cel.Expression, prepared: Prepared, vocabulary: Vocabulary, *, repeat: str) -> CompiledRule:
    serialized = expression.serialize()
    tree = RuleTree(serialized)
    faults = check_tree(tree, prepared, vocabulary, repeat=repeat)
    if faults:
        raise RuleRefused(faults)
    ids = dict(vocabulary.ids) | {name_of(each.id): each.id for each in vocabulary.asked_in(repeat)}
    names = tuple(sorted(names_in(tree.root)))
    return CompiledRule(
        source=prepared.source,
        names=names,
        uses=tuple(dict.fromkeys(ids[bare] for bare in (name.removesuffix(ANSWERED) for name in names) if bare in ids)),
        ids=ids,
        serialized=serialized,
        program=runtime().deserialize(serialized),
    )


def _expect(expression: cel.Expression, *, money: bool) -> None:
    found = expression.return_type()
    wanted = cel.Type.INT if money else cel.Type.BOOL
    if found in (wanted, cel.Type.DYN):
        return
    said = type_said(found.name().lower())
    raise RuleRefused(
        [
            Fault(
                offset=0,
                code="rule-result",
                what=f"This comes to {said}, where {'an amount of money' if money else 'yes or no'} is needed",
                why="Nothing can be done with it here.",
                mend="Write an amount like £30.00 or £8.00 * n."
                if money
                else 'Compare it with something: `kind == "sofa"`.',
            )
        ]
    )
