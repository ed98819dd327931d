"""Keeps each message in a folder, once for each reference, in place of sending it: for the demo and for tests."""

from __future__ import annotations

from pathlib import Path

from trellis.components.messages.transport import Outgoing


class Outbox:
    key = "outbox"
    knows_repeats = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Outgoing) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        words = f"To: {message.to}\nFrom: {message.sender}\nSubject: {message.subject}\n\n{message.body}\n"
        try:
            with (self.folder / f"{message.reference}.txt").open("x", encoding="utf-8") as file:
                file.write(words)
        except FileExistsError:
            return
