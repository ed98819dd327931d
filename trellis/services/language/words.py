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
def words_in(folder: Path, language: str) -> Mapping[str, str]:
    """The words that a folder holds in one language; in English where one is not translated or we do not know it."""
    english: dict[str, str] = yaml.safe_load((folder / "en.yaml").read_text("utf-8"))
    file = folder / f"{language}.yaml"
    if language == "en" or not language.isalpha() or not file.exists():
        return english
    own: dict[str, str] = yaml.safe_load(file.read_text("utf-8"))
    return english | own


def vocabulary(language: str) -> Mapping[str, str]:
    """All our words in one language."""
    return words_in(FOLDER, language)


def say(key: str, language: str, **facts: object) -> str:
    """One sentence or word of ours, with its facts put in."""
    return vocabulary(language)[key].format(**facts)


@cache
def months(language: str) -> tuple[str, ...]:
    """The names of the months, January first."""
    return tuple(vocabulary(language)["months"].split())
