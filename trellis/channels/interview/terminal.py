"""Where an interview is held: lines out, lines in, and the three things that may be typed instead of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


class Stopped(Exception):
    """Nobody answers any more."""


class GoBack(Exception):
    """The person wants to go back."""


class Switch(Exception):
    """The person wants another language."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.language = language


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """Speaks in lines of plain text and listens to lines."""

    write: Callable[[str], None]
    lines: Iterator[str]

    def say(self, *lines: str) -> None:
        for line in lines:
            self.write(line)

    def ask(self, prompt: str, *, help_: Callable[[], None] | None = None) -> str:
        """What was typed. Raises `GoBack`, `Switch`, or `Stopped` where nothing more comes."""
        while True:
            self.write(f"{prompt}:")
            line = next(self.lines, None)
            if line is None:
                raise Stopped
            typed = line.strip()
            if typed == "<":
                raise GoBack
            if typed.startswith("=") and typed[1:].isalpha():
                raise Switch(typed[1:].lower())
            if typed == "?" and help_:
                help_()
                continue
            return typed
