"""Finds the sentences of a component or channel that nobody has written in Welsh yet: in its templates and in its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation

_IN_TEMPLATES = re.compile(r'_\("((?:[^"\\]|\\.)*)"')


def untranslated(folder: Path) -> set[str]:
    """Each sentence under this folder that reads in Welsh as it does in English."""
    with translation.override("cy"):
        return {each for each in _said(folder) if translation.gettext(each) == each}


def _said(folder: Path) -> Iterator[str]:
    for template in (folder / "templates").rglob("*.html"):
        yield from _IN_TEMPLATES.findall(template.read_text("utf-8"))
    for file in folder.rglob("*.py"):
        if "tests" not in file.parts:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "lazily", "noted"}:
                    yield from (str(each.value) for each in node.args if isinstance(each, ast.Constant))
