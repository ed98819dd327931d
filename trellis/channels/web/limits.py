"""How often something may be tried. Kept in this process's memory: if it is lost, people are let in, not kept out."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Final

from trellis.channels.web.trouble import TooMany

MOST_REMEMBERED: Final = 10_000


class Limit:
    """At most so many tries of one thing in so many seconds.

    Counted by what is tried (an application, a journey), not by where it comes from: a library or a housing estate
    may share one address, and so does everybody behind a proxy.
    """

    def __init__(self, *, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._tries: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def check(self, key: str) -> None:
        """Count one try.

        :raises TooMany: where it is one too many.
        """
        at = time.monotonic()
        with self._lock:
            tries = self._tries.setdefault(key, deque())
            while tries and tries[0] <= at - self.seconds:
                tries.popleft()
            if len(tries) >= self.most:
                raise TooMany
            tries.append(at)
            if len(self._tries) > MOST_REMEMBERED:
                self._forget_the_quiet(at)

    def _forget_the_quiet(self, at: float) -> None:
        quiet = [key for key, tries in self._tries.items() if not tries or tries[-1] <= at - self.seconds]
        for key in quiet or list(self._tries)[: MOST_REMEMBERED // 2]:
            del self._tries[key]

    def forget(self) -> None:
        self._tries.clear()


look_ups = Limit(most=40, seconds=600)
codes_asked_for = Limit(most=10, seconds=600)
codes_tried = Limit(most=15, seconds=600)
links_sent = Limit(most=10, seconds=600)
