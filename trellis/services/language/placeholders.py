"""Marks where a person still has something to write, so that nothing half-finished is published by oversight."""

from __future__ import annotations

TO_WRITE = "To be written:"
"""Text that starts so is a note to the author, never words for residents."""

KEY_TO_WRITE = "to-be-written"


def to_write(note: str) -> str:
    """A place to fill in, with a note on what belongs there."""
    return f"{TO_WRITE} {note}"


def is_unwritten(text: str) -> bool:
    """Whether a person still has to write this."""
    return text == KEY_TO_WRITE or text.lstrip().lower().startswith(TO_WRITE.lower())
