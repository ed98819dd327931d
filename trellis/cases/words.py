"""Our own words about a case in each language: how it stands, what happened, what is next, why something cannot be.

Pure: whoever shows a case says in which language. Definitions bring the words of their own stages and outcomes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from trellis.services.language.words import words_in

FOLDER: Final = Path(__file__).parent / "words"


def say(key: str, language: str, **facts: object) -> str:
    """One sentence or word of ours, with its facts put in."""
    return words_in(FOLDER, language)[key].format(**facts)


def has(key: str) -> bool:
    """Whether there are words for this."""
    return key in words_in(FOLDER, "en")


def counted(key: str, count: int, language: str) -> str:
    """One sentence about a number of things. Welsh counts one, two and more in different ways."""
    form = {1: "one", 2: "two"}.get(count, "many")
    known = words_in(FOLDER, language)
    return known.get(f"{key}.{form}", known[f"{key}.many"]).format(count=count)
