"""The page "write a service in fifteen minutes" is true: what it tells people to write passes the checker."""

from __future__ import annotations

import re
from pathlib import Path

from trellis.services.language.checker import check_file

PAGE = Path(__file__).resolve().parents[2] / "docs" / "write-a-service.md"


def test_what_the_page_tells_people_to_write_has_nothing_to_mend(tmp_path: Path) -> None:
    service, message, example = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "skip-received.yaml").write_text(message, encoding="utf-8")
    file = tmp_path / "skip-permit.yaml"
    file.write_text(f"{service}\n{example}", encoding="utf-8")
    assert check_file(file) == []
