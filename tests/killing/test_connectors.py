"""Either side is killed while work is handed over to a system that knows no repeats: all of it is there, once."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.served import ROOT, free_port
from tests.killing.installation import _WITH_DJANGO, Mortal, _kill_group
from trellis.components.connectors.waste.sandbox.works import Works

PEOPLE = 40
DEATHS = 4

pytestmark = pytest.mark.network


class TheirServer:
    """Another organisation's server, in a process of its own."""

    def __init__(self, file: Path) -> None:
        self.file, self.port = file, free_port()
        self.start()

    def start(self) -> None:
        playing = [sys.executable, "-m", "tests.killing.playing", str(self.file), str(self.port)]
        self.process = subprocess.Popen(playing, cwd=ROOT, start_new_session=True)

    def kill(self) -> None:
        _kill_group(self.process)

    @property
    def jobs(self) -> dict[str, str]:
        """Its book: which number stands under which key; it fails where one key has two."""
        found = Works(self.file).book.after("", 10_000)
        assert len({each["key"] for each in found}) == len(found), "some work was done twice"
        return {each["key"]: each["number"] for each in found}


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[TheirServer]:
    server = TheirServer(tmp_path / "theirs.sqlite3")
    yield server
    server.kill()


@pytest.fixture
def ours(tmp_path: Path, theirs: TheirServer) -> Iterator[Mortal]:
    installation = Mortal(home=tmp_path / "home", port=free_port())
    installation.home.mkdir()
    installation.found()
    installation._script("handing_over", "connect", str(theirs.port))
    installation.backlog(PEOPLE)
    installation._script("handing_over", "write")
    yield installation
    installation.kill_everything()


def hands_over(ours: Mortal, *, from_minute: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _WITH_DJANGO.format("handing_over"), "drain", str(from_minute)],
        cwd=ROOT,
        env=ours.environment | {"DJANGO_SETTINGS_MODULE": "trellis.project.settings"},
        start_new_session=True,
    )


def until(theirs: TheirServer, jobs: int, worker: subprocess.Popen[bytes]) -> None:
    """Wait until they have so many jobs, or the worker has nothing left to do."""
    end = time.monotonic() + 600
    with closing(sqlite3.connect(theirs.file, timeout=60)) as book:
        while worker.poll() is None and time.monotonic() < end:
            if book.execute("SELECT count(*) FROM job").fetchone()[0] >= jobs:
                return
            time.sleep(0.005)


@pytest.mark.long
def test_whichever_side_is_killed_nothing_is_lost_and_nothing_is_done_twice(ours: Mortal, theirs: TheirServer) -> None:
    seed = int(os.environ.get("KILLING_SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000)
    print(f"seed {seed}")
    thresholds = sorted(random.Random(seed).sample(range(1, PEOPLE), DEATHS))
    for death, jobs in enumerate(thresholds):
        worker = hands_over(ours, from_minute=death * 1000)
        until(theirs, jobs, worker)
        if death % 2:
            theirs.kill()
            theirs.start()
        _kill_group(worker)
    assert hands_over(ours, from_minute=DEATHS * 1000).wait(timeout=600) == 0
    told = json.loads(ours._script("handing_over", "tell"))
    assert len(told) == PEOPLE
    assert {state for _, _, state, _ in told} == {"accepted"}
    assert {key: number for key, _, _, number in told} == theirs.jobs
