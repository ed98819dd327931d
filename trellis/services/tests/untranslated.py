"""Finds the sentences of a component or channel, in its templates and in its code, and those that have no Welsh yet."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.template import engines
from django.utils import translation
from jinja2.ext import extract_from_ast

_MARKED: Final = frozenset({"_", "gettext", "gettext_lazy", "later", "lazily", "noted"})
"""What a sentence stands in, where it is to be said in each language."""


def untranslated(folder: Path) -> set[str]:
    """Each sentence under this folder that reads in Welsh as it does in English."""
    with translation.override("cy"):
        return {each for each in sentences(folder) if translation.gettext(each) == each}


def sentences(folder: Path) -> Iterator[str]:
    """Every sentence that is marked to be said in each language."""
    environment = engines["jinja"].env  # type: ignore[attr-defined]
    for template in sorted((folder / "templates").rglob("*.html")):
        for _, _, words in extract_from_ast(environment.parse(template.read_text("utf-8"))):
            # Nothing where the words are not in the template but in what it shows.
            if words:
                yield words if isinstance(words, str) else next(each for each in words if each)
    for file in sorted(folder.rglob("*.py")):
        if "tests" not in file.parts:
            yield from _said_in(ast.parse(file.read_text("utf-8")))


def _said_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _MARKED:
            yield from (str(each.value) for each in node.args[:1] if isinstance(each, ast.Constant))
