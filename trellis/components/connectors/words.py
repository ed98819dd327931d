"""Our own words about other systems, in each language. Welsh is a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from trellis.components.connectors.described import Heard
from trellis.services.language.words import words_in

FOLDER: Final = Path(__file__).parent / "words"


def say(key: str, language: str, **facts: object) -> str:
    """One sentence or word of ours, with its facts put in."""
    return words_in(FOLDER, language)[key].format(**facts)


def said(heard: Heard, language: str) -> str:
    """What a code of theirs means, in the words of the connection's file or in ours."""
    return heard.say.to(language) if heard.say else say(f"means.{heard.means}", language)
