"""`trellis import docx|html|pdf`, as people run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trellis.project.cli import main
from trellis.services.language.paper.tests.page_forms import PAGE_FORMS


def test_the_command_writes_the_draft_and_its_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "graffiti.html").write_text(PAGE_FORMS["tidy"], "utf-8")
    files = [str(tmp_path / name) for name in ("graffiti.html", "graffiti.yaml", "report.json")]
    with pytest.raises(SystemExit) as ended:
        main(["import", "html", files[0], "--out", files[1], "--report", files[2]])
    assert not ended.value.code
    assert "`trellis check" in capsys.readouterr().out
    assert json.loads(Path(files[2]).read_text("utf-8"))["components"]["total"] == 6
    assert "service: graffiti" in Path(files[1]).read_text("utf-8")


def test_the_command_refuses_in_words_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "words.html").write_text("<p>Words.</p>", "utf-8")
    files = [str(tmp_path / name) for name in ("words.html", "words.yaml", "report.json")]
    with pytest.raises(SystemExit) as ended:
        main(["import", "html", files[0], "--out", files[1], "--report", files[2]])
    assert ended.value.code == 1
    assert "no form on this page" in capsys.readouterr().err
    assert not Path(files[1]).exists()
