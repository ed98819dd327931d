"""Processes die without a word while many people apply: nothing that was accepted is lost, and nothing is done twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from tests.journeys.served import ROOT, free_port
from tests.killing.applicants import Applicant
from tests.killing.installation import Killer, Mortal
from tests.killing.postgresql import database_of_its_own
from tests.killing.pouring import LAST

PEOPLE = 120
MANY = 200
"""How many apply in the long run."""
BACKLOG = 120
AT_ONCE = 12
KILLS = 7
PAGES = 7
"""How many pages come to one person, at least."""

pytestmark = pytest.mark.network


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What is there when everything is done: what people read, and what the installation holds."""

    shown: dict[int, str]
    held: dict[str, Any]
    outbox: Path


def survive(installation: Mortal, *, seed: int, kills: int, people: int = PEOPLE) -> Ended:
    """Have everybody apply while a killer is at work, then let the installation finish in peace."""
    chance = random.Random(seed)
    # All are due before the last person begins, and nobody begins while one is due.
    after = chance.sample(range(people // 4, (people - AT_ONCE) * PAGES), kills)
    began = time.monotonic()
    installation.begin()
    killer = Killer(installation=installation, chance=chance, after=after)
    everybody = [
        Applicant(number=number, port=installation.port, answered=killer.page_came, hasty=chance.random() < 0.2)
        for number in range(people)
    ]

    def come(person: Applicant) -> str:
        killer.catch_up()
        return person.apply()

    killer.start()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        shown = dict(zip(range(people), pool.map(come, everybody), strict=True))
    killer.done.set()
    killer.join(timeout=300)
    applied = time.monotonic() - began
    installation.end()
    held = installation.reckon()
    cut_off = sum(each.cut_off for each in everybody)
    assert cut_off, "no request was under way when something was killed: nothing was tried"
    print(
        f"\nseed {seed}: {people} people, {killer.pages} pages, {sum(each.reloads for each in everybody)} reloads, "
        f"{cut_off} requests cut off, "
        f"killed {dict(Counter(installation.killed))}, {held['begun']} journeys begun, "
        f"{held['held_by_the_dead']} messages held by the dead, {held['deliveries']} deliveries; "
        f"applied in {applied:.1f} s, all in {time.monotonic() - began:.1f} s"
    )
    return Ended(shown=shown, held=held, outbox=installation.home / "outbox")


def assert_nothing_lost_and_nothing_twice(ended: Ended) -> None:
    shown, held = Counter(ended.shown.values()), ended.held
    once = Counter(dict.fromkeys(shown, 1))
    assert shown == once, "two people read the same reference"
    for what in ("journeys", "cases", "submitted", "opened"):
        assert Counter(held[what]) == once, f"the {what} are not those that people were shown, each once"
    assert held["not_delivered"] == []
    assert Counter(about for about, *_ in held["messages"]) == once, "not one message about each application"
    assert {(state, template) for _, _, state, template in held["messages"]} == {("sent", "light-reported")}
    _assert_one_letter_each(ended)


def assert_the_log_is_as_it_was_written(installation: Mortal, held: dict[str, Any]) -> None:
    """Every entry is sealed, the chain holds, and its head is the one that was published outside the database."""
    verdict = installation.verify_log()
    assert verdict["holds"], verdict["first_fault"]
    assert (verdict["sealed"], verdict["unsealed"]) == (held["entries"], 0)
    assert held["entries_sealed"] == held["entries"] > len(held["journeys"])
    assert installation.published_head() == held["head"]


def _assert_one_letter_each(ended: Ended) -> None:
    letters = [file.read_text(encoding="utf-8") for file in ended.outbox.iterdir()]
    for number, reference in ended.shown.items():
        whole = f"Lamp L{number} is on our list. Your reference is {reference}.\n"
        mine = [each for each in letters if each.startswith(f"To: person-{number}@darkham.example\n")]
        assert len(mine) == 1, f"person {number} got {len(mine)} messages"
        assert mine[0].endswith(whole), f"person {number} got a message that is not whole: {mine[0]!r}"
    assert len(letters) == len(ended.shown), "somebody got a message who did not apply"


@pytest.fixture
def seed() -> int:
    """Another one each time, printed when the test fails; KILLING_SEED repeats one."""
    return int(os.environ.get("KILLING_SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000)


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Mortal]:
    installation = Mortal(home=tmp_path, port=free_port())
    installation.found()
    yield installation
    installation.kill_everything()


def test_a_server_that_is_killed_loses_nothing_and_does_nothing_twice(on_sqlite: Mortal, seed: int) -> None:
    ended = survive(on_sqlite, seed=seed, kills=KILLS)
    assert len(on_sqlite.killed) == KILLS
    assert_nothing_lost_and_nothing_twice(ended)
    assert_the_log_is_as_it_was_written(on_sqlite, ended.held)


def test_a_worker_that_is_killed_while_it_delivers_and_sends_forgets_nobody(on_sqlite: Mortal, seed: int) -> None:
    chance, outbox = random.Random(seed), on_sqlite.home / "outbox"
    on_sqlite.workers = 1
    shown = on_sqlite.backlog(BACKLOG)
    for _ in range(3):
        died_at = time.monotonic() + chance.uniform(1.0, 4.0)
        on_sqlite.work_until_killed(lambda at=died_at: time.monotonic() > at)
    letters = chance.randrange(5, BACKLOG - 20)
    on_sqlite.work_until_killed(lambda: outbox.exists() and len(list(outbox.glob("*.txt"))) >= letters)
    held = on_sqlite.reckon()
    print(f"\nseed {seed}: killed at {letters} letters, {held['held_by_the_dead']} messages held by the dead")
    assert held["held_by_the_dead"], "the last worker was not killed while it sent: nothing was tried"
    assert_nothing_lost_and_nothing_twice(Ended(shown=dict(enumerate(shown)), held=held, outbox=outbox))
    assert_the_log_is_as_it_was_written(on_sqlite, held)


def test_a_message_is_in_the_outbox_whole_or_not_at_all(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for death in range(8):
        folder = tmp_path / str(death)
        pouring = subprocess.Popen([sys.executable, "-m", "tests.killing.pouring", folder], cwd=ROOT, stdout=PIPE)
        assert pouring.stdout
        pouring.stdout.readline()
        time.sleep(chance.uniform(0.02, 0.2))
        pouring.kill()
        pouring.wait(timeout=60)
        pouring.stdout.close()
        cut_off = [file.name for file in folder.glob("*.txt") if not file.read_text().rstrip().endswith(LAST)]
        assert cut_off == [], f"death {death} of seed {seed}"


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[Mortal]:
    with database_of_its_own() as (database, owner):
        installation = Mortal(home=tmp_path, port=free_port(), database=database, owner=owner, workers=2)
        installation.found()
        yield installation
        installation.kill_everything()


@pytest.mark.postgresql
@pytest.mark.long
def test_web_and_worker_processes_that_are_killed_lose_nothing_and_do_nothing_twice(
    on_postgresql: Mortal, seed: int
) -> None:
    ended = survive(on_postgresql, seed=seed, kills=KILLS + 4, people=MANY)
    assert len(on_postgresql.killed) == KILLS + 4
    assert_nothing_lost_and_nothing_twice(ended)
    assert_the_log_is_as_it_was_written(on_postgresql, ended.held)
