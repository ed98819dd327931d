"""Puts long messages into an outbox until it is killed: `python -m tests.killing.pouring FOLDER`."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from trellis.components.messages.outbox import Outbox
from trellis.components.messages.transport import Outgoing

LAST = "This is the last line."
BODY = "A line of a long message.\n" * 100_000 + LAST


def pour(folder: Path) -> None:
    outbox = Outbox(folder)
    for number in count():
        message = Outgoing(
            reference=f"message-{number}", channel="email", to="ada@darkham.example", subject="Long", body=BODY,
            language="en", sender="Darkham <help@darkham.example>",
        )  # fmt: skip
        outbox.send(message)
        # Kept few: what was sent whole the time before is of no interest any more.
        (folder / f"message-{number - 2}.txt").unlink(missing_ok=True)


if __name__ == "__main__":
    print("pouring", flush=True)
    pour(Path(sys.argv[1]))
