"""Plays another organisation's server that knows no repeats, until it is killed: SYSTEM FILE PORT."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from trellis.components.connectors.finding import sandbox_of
from trellis.components.connectors.standin import Served

if __name__ == "__main__":
    kind = sandbox_of(sys.argv[1])
    assert kind
    theirs = kind(Path(sys.argv[2]))
    if "forgets" in dict(theirs.moods):
        theirs.behave("forgets")
    with Served(theirs, port=int(sys.argv[3])):
        threading.Event().wait()
