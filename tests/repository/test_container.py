"""The Containerfile, as far as it can be judged without an engine: what it copies is there, and nobody in it is root."""

from __future__ import annotations

import json
import re

from tests.repository.sources import ROOT
from trellis.project.finding import commands

LINES = re.sub(r"\\\n\s*", " ", (ROOT / "Containerfile").read_text()).splitlines()


def said(instruction: str) -> list[str]:
    return [line.partition(" ")[2] for line in LINES if line.startswith(f"{instruction} ")]


def test_what_it_copies_is_there_and_nothing_else_is_let_in() -> None:
    copied = [word for line in said("COPY") if not line.startswith("--from") for word in line.split()[:-1]]
    let_in = {line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line.startswith("!")}
    assert set(copied) == let_in
    assert [each for each in copied if not (ROOT / each).exists()] == []


def test_nobody_in_it_is_root_and_its_health_is_asked() -> None:
    (number,) = said("USER")
    assert int(number) >= 10000
    (health,) = said("HEALTHCHECK")
    assert "/health'" in health
    assert "TRELLIS_MODE=production" in said("ENV")[0]


def test_what_it_runs_is_a_command_of_trellis() -> None:
    (entry,), (runs,) = said("ENTRYPOINT"), said("CMD")
    assert json.loads(entry) == ["/srv/trellis/bin/trellis"]
    assert json.loads(runs)[0] in commands()
