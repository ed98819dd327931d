"""Plays another organisation's server that knows no repeats, until it is killed: FILE PORT."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from trellis.components.connectors.standin import Served
from trellis.components.connectors.waste.sandbox.works import Works

if __name__ == "__main__":
    works = Works(Path(sys.argv[1]))
    works.behave("forgets")
    with Served(works, port=int(sys.argv[2])):
        threading.Event().wait()
