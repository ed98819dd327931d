"""A splice: at one place of a text, these characters become those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Splice:
    """What was changed in a text, so that it can be said and taken back."""

    start: int
    was: str
    now: str

    @property
    def back(self) -> Splice:
        """What takes this back."""
        return Splice(start=self.start, was=self.now, now=self.was)


class CannotSplice(Exception):
    """The file is written in a way in which this cannot be changed without disturbing what stands around it."""


def spliced(text: str, splice: Splice) -> str:
    """The text with this done. Raises `CannotSplice` where other words stand there by now."""
    end = splice.start + len(splice.was)
    if text[splice.start : end] != splice.was:
        raise CannotSplice("other words stand there by now")
    return text[: splice.start] + splice.now + text[end:]


def taken_back(text: str, splices: Sequence[Splice]) -> str:
    """The text as it was before these, which were done one after the other. Raises `CannotSplice`."""
    for each in reversed(splices):
        text = spliced(text, each.back)
    return text
