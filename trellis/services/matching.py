"""Whether what somebody looks for is meant: each of their words begins a word of the text; an accent is not needed."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, without accents and marks."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each if each.isalnum() else " " for each in spread if not unicodedata.combining(each)).split()


def matches(sought: Collection[str], words: Collection[str]) -> bool:
    """Whether each word that is sought begins one of these words. Both are plain."""
    return all(any(each.startswith(word) for each in words) for word in sought)
