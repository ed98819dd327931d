"""Names of ours for what a source calls otherwise."""

from __future__ import annotations

import re
import unicodedata

from trellis.services.language.rules import name_of
from trellis.services.language.rules.functions import OWN
from trellis.services.language.rules.vocabulary import ENGINE_WORDS, TAKEN

LONGEST_KEY = 56
SHORT_ENOUGH = 48
"""A question's name is read in rules, so a long title gives only its first words."""


def key(source: str) -> str:
    """A key of ours for a name of theirs: small letters, figures and hyphens."""
    # Welsh letters keep their letter and lose their accent: keys stand in addresses and rules.
    bare = unicodedata.normalize("NFKD", source).encode("ascii", "ignore").decode()
    hyphened = re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")
    return (hyphened if re.match(r"[a-z]", hyphened) else f"n-{hyphened}".strip("-"))[:LONGEST_KEY].strip("-")


class Names:
    """Gives out names, each once: two questions of one title get numbers, and no word of the rule language is taken."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, source: str) -> str:
        """The name for this title, or with a number after it where another has it already."""
        short = _first_words(key(source))
        name = f"{short}-given" if name_of(short) in TAKEN | ENGINE_WORDS | {*OWN} else short
        number = 1
        while name_of(name) in self._given:
            number += 1
            name = f"{short}-{number}"
        self._given.add(name_of(name))
        return name


def _first_words(name: str) -> str:
    return name if len(name) <= SHORT_ENOUGH else name[: SHORT_ENOUGH + 1].rpartition("-")[0] or name[:SHORT_ENOUGH]
