"""The blanks of messages and letters, `{{ reference }}` and the like: which there are, and how they are filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from trellis.services.language.rules.vocabulary import name_of

_BLANK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@dataclass(frozen=True, kw_only=True)
class Blanks:
    """Everything a message may name beside the answers. The checker allows these; whoever tells fills in every one."""

    reference: str
    name: str
    """Whom it is told to."""
    service: str
    organisation: str
    team: str
    phone: str
    hours: str
    link: str
    """Where they see how things stand."""
    next: str
    stage: str
    clock: str
    due: str
    answer_by: str
    extended_to: str
    outcome: str
    reasons: str
    conditions: str
    appeal: str
    decided_on: str
    submitted_on: str
    today: str
    information: str
    asked_for: str
    fee: str
    total: str
    paid: str


KNOWN = frozenset(field.name for field in fields(Blanks))


def blanks_in(words: str) -> tuple[str, ...]:
    """The blanks of a text as they are written, each once."""
    return tuple(dict.fromkeys(_BLANK.findall(words))) if "{{" in words else ()


def filled_from(blank: str) -> str:
    """The name of the fact or answer that fills this blank."""
    return name_of(blank.partition(".")[0].strip())


def fill(words: str, facts: Mapping[str, str]) -> str:
    """A text with its blanks filled in; a blank that nothing is known for leaves nothing behind."""
    filled = _BLANK.sub(lambda blank: facts.get(filled_from(blank[1]), ""), words)
    return re.sub(r"\n{3,}", "\n\n", filled).strip()
