"""Keeps each message in a folder, once for each reference, in place of sending it: for the demo and for tests."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from trellis.components.messages.transport import Outgoing, refuse_what_nobody_carries


class Outbox:
    key = "outbox"
    knows_repeats = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Outgoing) -> None:
        refuse_what_nobody_carries(message)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        words = f"To: {message.to}\nFrom: {message.sender}\nSubject: {message.subject}\n\n{message.body}\n"
        # Whole, or not at all: a worker that dies while it writes must not leave half a message that counts as sent.
        partial = self.folder / f".{message.reference}.partial"
        partial.write_text(words, encoding="utf-8")
        with suppress(FileExistsError):
            (self.folder / f"{message.reference}.txt").hardlink_to(partial)
        partial.unlink()
