"""Every sentence of this component can be read in Welsh, here or where the desk has it already."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation

HERE = Path(__file__).resolve().parents[1]
_IN_TEMPLATES = re.compile(r'_\("((?:[^"\\]|\\.)*)"')
SAME_IN_BOTH = frozenset({"Error:"})


def said() -> Iterator[str]:
    for template in (HERE / "templates").rglob("*.html"):
        yield from _IN_TEMPLATES.findall(template.read_text("utf-8"))
    for file in HERE.rglob("*.py"):
        if "tests" not in file.parts:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "lazily", "noted"}:
                    yield from (str(each.value) for each in node.args if isinstance(each, ast.Constant))


def test_every_sentence_of_ours_is_written_in_welsh() -> None:
    with translation.override("cy"):
        in_english = {each for each in said() if translation.gettext(each) == each}
    assert in_english - SAME_IN_BOTH == set()
