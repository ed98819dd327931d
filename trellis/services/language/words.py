"""The evaluator's own words in each language: errors, yes and no, months. Definitions bring their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "words"
DRAFT_LANGUAGES = frozenset({"cy"})
"""Nobody has reviewed these words yet: the pages that show them say so."""


@cache
def vocabulary(language: str) -> Mapping[str, str]:
    """All our words in one language; in English where a word is not translated or we do not know the language."""
    english: dict[str, str] = yaml.safe_load((FOLDER / "en.yaml").read_text("utf-8"))
    file = FOLDER / f"{language}.yaml"
    if language == "en" or not language.isalpha() or not file.exists():
        return english
    own: dict[str, str] = yaml.safe_load(file.read_text("utf-8"))
    return english | own


def say(key: str, language: str, **facts: object) -> str:
    """One sentence or word of ours, with its facts put in."""
    return vocabulary(language)[key].format(**facts)


@cache
def months(language: str) -> tuple[str, ...]:
    """The names of the months, January first."""
    return tuple(vocabulary(language)["months"].split())
