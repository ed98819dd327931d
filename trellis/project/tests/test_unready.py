"""A command on a home where nothing was set up says so, and how to mend it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def _trellis(*words: str, home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRELLIS_", "DATABASE_"))}
    command = "from trellis.project.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", command, *words, "--home", str(home)],
        env=kept | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_installation_that_was_never_set_up_is_named_with_the_mend(tmp_path: Path) -> None:
    done = _trellis("go-live", "missed-bin", "--organisation", "anyborough", "--out", "pack", home=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(tmp_path) in done.stderr
    assert "trellis migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_said_with_the_mend(tmp_path: Path) -> None:
    nobody = f"postgresql://somebody@/trellis?host={tmp_path}"
    done = _trellis("audit", "verify", home=tmp_path, DATABASE_URL=nobody)
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
