"""How hard words are to read: the reading age of a text, and the words that make people stop.

Reading age: the Flesch-Kincaid grade plus five years (Kincaid and others, 1975), which counts the length of sentences
and words. Names of people, places and schemes count as easy words: nobody can write them shorter. The formula says
nothing of a few words alone, so short texts are judged together with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

HOPED_AGE = 11
"""What residents read with ease: the reading age of 9 to 11 that government aims at."""

HIGHEST_AGE = 14
"""A single text above this is refused. The formula strays by a few years on a few sentences, hence the room."""

HIGHEST_AGE_TOGETHER = 12.5
"""All words of a service together above this are refused; above the hoped age it is mentioned."""

FEWEST_WORDS = 18
"""The formula says nothing about a text shorter than this."""

LONGEST_SENTENCE = 30

_PLACEHOLDER = re.compile(r"\{\{[^}]*\}\}|\$\{[^}]*\}")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|https?://\S+|\S+@\S+")
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SYLLABLE = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, kw_only=True)
class Avoided:
    """A word to avoid (in small letters), the better one, and why."""

    word: str
    better: str
    why: str
    advise: bool

    def stands_in(self, text: str) -> int | None:
        """Where the word stands in a text in small letters, whole or with its plural; None where it does not."""
        found = re.search(rf"(?<![\w-]){re.escape(self.word)}s?(?![\w-])", text)
        return found.start() if found else None


def sentences(text: str) -> list[str]:
    """The sentences, list items and headings of a text, without its links and blanks to fill in."""
    plain = _LINK.sub(lambda found: found[1] or "", _PLACEHOLDER.sub("it", text))
    return [part for part in _SENTENCE.split(plain) if _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    return _WORD.findall(text)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """About how many syllables a word has."""
    bare = re.sub(r"[^a-z]", "", word.lower())
    count = len(_SYLLABLE.findall(bare))
    if bare.endswith("e") and not bare.endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    if bare.endswith("ed") and not bare.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(1, count)


def reading_age(text: str) -> float:
    """The age at which most people can read this with ease, in years; never below five."""
    parts = sentences(text)
    all_words = [word for part in parts for word in words(part)]
    if not all_words:
        return 5.0
    weight = sum(_weight(word, first=index == 0) for part in parts for index, word in enumerate(words(part)))
    grade = 0.39 * len(all_words) / len(parts) + 11.8 * weight / len(all_words) - 15.59
    return max(5.0, round(grade + 5, 1))


def hardest_words(text: str, *, most: int = 3) -> list[str]:
    """The longest words of a text, for the author to look at."""
    hard = {word.lower() for part in sentences(text) for word in words(part)[1:] if not word[0].isupper()}
    heavy = sorted((word for word in hard if syllables(word) >= 3), key=lambda word: (-syllables(word), word))
    return heavy[:most]


def longest_sentence(text: str) -> str:
    """The sentence with the most words."""
    return max(sentences(text), key=lambda part: len(words(part)), default="")


def avoided_in(text: str, *, among: Sequence[Avoided] | None = None) -> list[Avoided]:
    """The words to avoid that stand in a text, each once, in the order of the text.

    Who looks through many texts asks `likely_in` of all of them together first, and looks only for those.
    """
    plain = _LINK.sub(lambda link: link[1] or "", text).lower()
    likely = [avoided for avoided in (words_to_avoid() if among is None else among) if avoided.word in plain]
    found = [(at, avoided) for avoided in likely if (at := avoided.stands_in(plain)) is not None]
    return [avoided for _, avoided in sorted(found, key=lambda pair: pair[0])]


def likely_in(texts: Iterable[str]) -> list[Avoided]:
    """The words to avoid whose letters stand somewhere in these texts."""
    together = "\n".join(texts).lower()
    return [avoided for avoided in words_to_avoid() if avoided.word in together]


@lru_cache(maxsize=1)
def words_to_avoid() -> tuple[Avoided, ...]:
    """The whole list, as the file beside this one has it."""
    text = (Path(__file__).parent / "words_to_avoid.yaml").read_text("utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return tuple(
        Avoided(word=each["avoid"].lower(), better=each["better"], why=each["why"], advise=each.get("advise") == "yes")
        for each in yaml.load(text, Loader=loader)  # noqa: S506 -- it builds text alone
    )


def _weight(word: str, *, first: bool) -> int:
    is_name = not first and word[0].isupper()
    return min(2, syllables(word)) if is_name else syllables(word)
