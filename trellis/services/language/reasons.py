"""Why a rule came out as it did: the answers that decided it, in the words that the person saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trellis.services.language import kinds
from trellis.services.language.compiled import Compiled
from trellis.services.language.rules import ANSWERED, CompiledRule, Facts, Unknown


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One answer that decided a rule: the question's id, its words, the answer in words."""

    question: str
    label: str
    answer: str


def explain(
    compiled: Compiled, rule: CompiledRule, *, facts: Facts, answers: Mapping[str, Any], language: str = "en"
) -> tuple[Reason, ...]:
    """The answers that made a rule come out as it did, in words; where it is undecided, those it waits for."""
    found = rule.decide(facts)
    if isinstance(found, Unknown):
        named = [each for each in found.because if each in compiled.questions or compiled.has_page(each)]
    else:
        deciding = (rule.ids.get(name.removesuffix(ANSWERED), "") for name in rule.deciding(facts))
        named = [each for each in dict.fromkeys(deciding) if each]
    return tuple(_reason(compiled, each, answers, language) for each in named)


def _reason(compiled: Compiled, named: str, answers: Mapping[str, Any], language: str) -> Reason:
    question = compiled.questions.get(named)
    if question is not None:
        shown = kinds.shown(question, answers.get(named), language)
        return Reason(question=named, label=question.ask.to(language), answer=shown)
    page = compiled.page(named)
    return Reason(question=named, label=page.title.to(language), answer=str(len(answers.get(named, ()))))
