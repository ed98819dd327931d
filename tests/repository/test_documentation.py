"""What somebody may look for stands in the documentation: each command, component, event and setting, by its name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.repository.sources import ROOT
from trellis.project.options import Options, variable

REFERENCE = ROOT / "docs" / "reference.md"


def test_the_reference_names_each_command_component_channel_and_event_there_is() -> None:
    script = [sys.executable, str(ROOT / "script" / "reference"), "--print"]
    now = subprocess.run(script, check=True, capture_output=True, text=True).stdout
    assert REFERENCE.read_text() == now, "run script/reference, and commit docs/reference.md"


@pytest.mark.parametrize("name", list(Options.model_fields))
def test_each_setting_is_explained_to_who_runs_an_installation(name: str) -> None:
    assert f"`{variable(name)}`" in (ROOT / "docs" / "running.md").read_text()
