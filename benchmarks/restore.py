"""The restore drill: how long it takes to know that a backup of 200,000 cases with documents would come back.

Making so many cases takes an hour, so it drills on two smaller installations, one four times the other, and goes on
from there: what every drill costs, and what each case adds. `RESTORE_CASES=200000` drills on all of them.
Unlike the other benchmarks it counts the seconds that somebody waits.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.harness import Measured

CASES = int(os.environ.get("RESTORE_CASES", "4000"))
PROMISED, SECONDS = 200_000, 300.0
ROUNDS = 3
_SETTLE = (
    "import django; django.setup(); from datetime import timedelta; from trellis.base.time import now;"
    "from trellis.organisations.schedules import publish_heads, seal_logs;"
    "seal_logs(now() + timedelta(minutes=5)); publish_heads(now())"
)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRELLIS_", "DATABASE_"))}
    chosen = {"TRELLIS_HOME": str(home), "TRELLIS_MODE": "demo", "DJANGO_SETTINGS_MODULE": "trellis.project.settings"}
    return kept | chosen


def _trellis(home: Path, *words: str) -> str:
    command = [str(Path(sys.executable).with_name("trellis")), *words]
    return subprocess.run(command, env=_environment(home), check=True, capture_output=True, text=True).stdout


def _grow(home: Path, more: int) -> Path:
    """Add so many cases, seal their log, and back everything up."""
    _trellis(home, "seed", "cases", str(more), "--letters", "--json")
    subprocess.run([sys.executable, "-c", _SETTLE], env=_environment(home), check=True)
    archive = home.parent / f"{more}.zip"
    _trellis(home, "backup", "--to", str(archive))
    return archive


def _drills(home: Path, archive: Path) -> list[dict[str, Any]]:
    done = [json.loads(_trellis(home, "restore", str(archive), "--drill", "--json")) for _ in range(ROUNDS)]
    assert not any(each["looked"]["faults"] or each["looked"]["documents_missing"] for each in done)
    return sorted(done, key=lambda each: float(each["seconds"]["all"]))


def _at_promise(few: float, many: float) -> float:
    """Seconds at 200,000 cases, by what a quarter of them and all of them took."""
    each = (many - few) / (CASES - CASES // 4)
    return many + each * (PROMISED - CASES)


def run() -> list[Measured]:
    if hasattr(os, "sched_setaffinity"):
        # Both cores: the promise is of a machine with two.
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
    with tempfile.TemporaryDirectory(dir=os.environ.get("RESTORE_FOLDER")) as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        _trellis(home, "migrate")
        _trellis(home, "demo", "seed")
        few = _drills(home, _grow(home, CASES // 4))
        many = _drills(home, _grow(home, CASES - CASES // 4))
    for part, seconds in many[ROUNDS // 2]["seconds"].items():
        print(f"{CASES} cases, {part}: {seconds:g} s", file=sys.stderr)
    shares = [
        _at_promise(one["seconds"]["all"], other["seconds"]["all"]) / SECONDS
        for one, other in zip(few, many, strict=True)
    ]
    what = f"drill the restore of {PROMISED:,} cases with documents, to 5 minutes, by drills of up to {CASES:,}"
    return [Measured(what=what, ratio=shares[ROUNDS // 2], spread=(min(shares), max(shares)), goal=1.0)]
