"""What the answer to each question is for: in the definition's own words, and by the rules that use it."""

from __future__ import annotations

from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Kind, Question

_REACHING = {Kind.NAME, Kind.EMAIL, Kind.PHONE, Kind.ADDRESS}
_USES = {
    "page": "decides what is asked",
    "question": "decides what is asked, or checks an answer",
    "eligible": "decides who may have this",
    "result": "decides which results are shown",
    "fee": "decides the fee",
    "prevent": "finds help that may prevent the need",
    "participant": "decides who else takes part",
    "stage": "decides which work is done",
    "task": "decides which work is done",
}
"""By the kind of place where a rule stands: see `sites` of the language."""


def purposes(question: Question, compiled: Compiled) -> list[str]:
    """Each thing that an answer is for; never none."""
    needs = {need.id: need.need.to("en") for need in compiled.definition.needs if need.id}
    found = [f"the need to {needs[question.why]}" if question.why in needs else question.why] if question.why else []
    # A rule may look at all that was answered on a repeated page, by the page's name.
    names = {question.id, compiled.page_of[question.id].page}
    uses = {_USES[site.partition(":")[0]] for site, rule in compiled.rules.items() if names & set(rule.uses)}
    found += sorted(uses)
    if question.type in _REACHING:
        found.append("to reach people and know whom a case is about")
    if question.type is Kind.DECLARATION:
        found.append("what the person declares to be true")
    return found or ["read by whoever decides the case"]
