"""A stand-in that takes its time, in a process of its own as other people's servers are: `python -m benchmarks.paced`.

It says its address on the first line, keeps what it is given in memory, and ends when its standard input does.
"""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

from trellis.components.connectors.standin import Late, Request, Served
from trellis.components.connectors.wire import Answer

PACE = 0.010
"""Seconds that it takes for each request: the pace of an ordinary server of a supplier's."""


@dataclass
class Paced:
    """Jobs by their key. `GET /` says how many there are, `PUT /` forgets them."""

    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, request: Request) -> Answer:
        with self.lock:
            if request.method == "PUT":
                self.jobs.clear()
            if request.method != "POST":
                return Answer(status=200, body=str(len(self.jobs)).encode())
            key = request.headers.get("idempotency-key", "")
            said = json.loads(request.body)
            job = {"key": key, "reference": said["reference"], "number": f"W-{len(self.jobs)}", "status": ""}
            self.jobs.setdefault(key, job)
        return Late(status=201, body=json.dumps(self.jobs[key]).encode(), after=PACE)


if __name__ == "__main__":
    with Served(Paced()) as served:
        print(served.address, flush=True)
        sys.stdin.read()
