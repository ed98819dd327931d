"""A home of the demo, seeded once for all workers of a run by the real commands: `python -m tests.journeys.seeding HOME`.

It begins with the first test of the run, beside the others, so that nobody has to wait for it when the browsers come.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.served import ROOT, Served

_PATIENCE = 900.0
"""Seconds: the machine may be busy with everything else."""


@dataclass(frozen=True, kw_only=True)
class Demo:
    """Where it is, or will be."""

    home: Path

    def copied_to(self, home: Path) -> None:
        """Wait until it is seeded, and take a copy."""
        until = time.monotonic() + _PATIENCE
        while not self.ended.exists():
            assert time.monotonic() < until, "the demo was not seeded in time"
            time.sleep(0.2)
        assert (fault := self.ended.read_text(encoding="utf-8")) == "", fault
        shutil.copytree(self.home, home, dirs_exist_ok=True)

    @property
    def ended(self) -> Path:
        """Is there when it has ended; says why where it failed."""
        return self.home.with_suffix(".ended")


@contextmanager
def seeded_beside(folder: Path) -> Iterator[Demo]:
    """Have it seeded in the background, unless another worker has."""
    demo = Demo(home=folder / "demo")
    try:
        demo.home.mkdir(mode=0o700)
    except FileExistsError:
        yield demo
        return
    seeding = subprocess.Popen([sys.executable, "-m", "tests.journeys.seeding", str(demo.home)], cwd=ROOT)
    try:
        yield demo
    finally:
        # Another worker may still wait for it.
        seeding.wait(timeout=_PATIENCE)


def seed(demo: Demo) -> None:
    installation, fault = Served(home=demo.home, port=0), "it was stopped"
    try:
        installation.run("migrate")
        installation.run("demo", "seed")
        fault = ""
    except AssertionError as failed:
        fault = f"it failed: {failed}"
    finally:
        written = demo.ended.with_suffix(".part")
        written.write_text(fault, encoding="utf-8")
        written.rename(demo.ended)


if __name__ == "__main__":
    seed(Demo(home=Path(sys.argv[1])))
