"""An installation whose processes are killed without a word (SIGKILL) and started again, as a machine would do it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.journeys.served import ROOT, TRELLIS, Served
from tests.killing.founding import KEY

_WITH_DJANGO = "import django, runpy; django.setup(); runpy.run_module('tests.killing.{}', run_name='__main__')"


@dataclass
class Mortal(Served):
    """A served installation. Where `workers` is given, the work is done by so many processes of their own."""

    owner: str = ""
    """On PostgreSQL: the address with the role that owns the tables."""
    workers: int = 0
    killed: list[str] = field(default_factory=list)
    working: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        chosen = super().environment | {"TRELLIS_WORKER": "separate" if self.workers else "in-process"}
        return chosen | ({"TRELLIS_OWNER_DATABASE_URL": self.owner} if self.owner else {})

    def found(self) -> None:
        self.run("migrate")
        self._script("founding")

    def reckon(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._script("reckoning"))
        return found

    def verify_log(self) -> dict[str, Any]:
        """What `trellis audit verify` says of the council's log; it ends with 1, and so the test, where one was altered."""
        found: dict[str, Any] = json.loads(self.run("audit", "verify", "--json"))
        verdict: dict[str, Any] = found[KEY]
        return verdict

    def published_head(self) -> str:
        """The newest head of the council's log, as it stands outside the database."""
        *_, last = (self.home / "audit-heads" / f"{KEY}.jsonl").read_text(encoding="utf-8").splitlines()
        head: str = json.loads(last)["head"]
        return head

    def backlog(self, people: int) -> list[str]:
        """Have so many people apply while nobody works; says what each was shown."""
        shown: list[str] = json.loads(self._script("backlog", str(people)))
        return shown

    def _script(self, name: str, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", _WITH_DJANGO.format(name), *words],
            cwd=ROOT,
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "trellis.project.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{name}: {done.stderr[-4000:]}"
        return done.stdout

    def begin(self) -> None:
        """Serve, and work."""
        self.start(*self._serving())
        self.working = [self._worker() for _ in range(self.workers)]

    def work_until_killed(self, killed_when: Callable[[], bool]) -> None:
        """Let one worker work until it is time for it to die."""
        worker = self._worker()
        until = time.monotonic() + 600
        while not killed_when() and time.monotonic() < until:
            time.sleep(0.002)
        _kill_group(worker)

    def _worker(self) -> subprocess.Popen[bytes]:
        with (self.home / "worked.log").open("ab") as log:
            return subprocess.Popen(
                [*TRELLIS, "work"], cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def end(self) -> None:
        """Stop in an orderly way."""
        for each in self.working:
            each.terminate()
        self.stop()
        for each in self.working:
            each.wait(timeout=120)

    def kill_something(self, chance: random.Random) -> None:
        """Kill the whole server, one of the processes that answer, or one that works; then start what is gone."""
        assert self.process
        kinds = ["server", "answering", *["working"] * bool(self.workers)]
        # In turn, so that each kind of death is met; which process of a kind, and when, is left to chance.
        what = kinds[len(self.killed) % len(kinds)]
        self.killed.append(what)
        if what == "working":
            place = chance.randrange(self.workers)
            _kill_group(self.working[place])
            self.working[place] = self._worker()
        elif what == "answering":
            # The server itself lives on and starts another; or ends, where that happened a few seconds ago already.
            os.kill(chance.choice(_answering(self.process.pid)), signal.SIGKILL)
        else:
            _kill_group(self.process)
            self.start_again()

    def start_again(self) -> None:
        """Start the server where it has ended, as the machine does that it runs on."""
        assert self.process
        if self.process.poll() is not None:
            self.start(*self._serving())

    def _serving(self) -> tuple[str, ...]:
        return ("serve", "--port", str(self.port), "--workers", "2") if self.workers else ()

    def kill_everything(self) -> None:
        """Leave nothing running, however the test ended."""
        for each in filter(None, [self.process, *self.working]):
            with suppress(ProcessLookupError):
                _kill_group(each)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=60)


def _answering(server: int) -> list[int]:
    """The processes of a server that answer requests: its children, but for the one that keeps book of resources."""
    for _ in range(200):
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        named = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
        if found := [child for child, command in named.items() if b"resource_tracker" not in command]:
            return found
        time.sleep(0.05)
    raise AssertionError("the server has no process that answers")


@dataclass(kw_only=True)
class Killer(threading.Thread):
    """Kills after so many pages have come, the numbers drawn by chance from a seed that the test prints."""

    installation: Mortal
    chance: random.Random
    after: list[int]
    pages: int = 0
    done: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(name="killer", daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def page_came(self) -> None:
        self.pages += 1

    def catch_up(self) -> None:
        """Wait while a kill is due: on a slow machine everybody would be served before all were killed that should be."""
        while self.after and self.pages >= self.after[0]:
            time.sleep(0.05)

    def run(self) -> None:
        self.after.sort()
        while not self.done.wait(0.005):
            if self.after and self.pages >= self.after[0]:
                # Not always just after a page has come.
                time.sleep(self.chance.uniform(0, 0.04))
                self.installation.kill_something(self.chance)
                self.after.pop(0)
            self.installation.start_again()
