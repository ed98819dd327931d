"""What the studio says in its newer pages, it says in Welsh too: a draft, which nobody has reviewed."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.template import engines
from jinja2.ext import extract_from_ast

STUDIO: Final = Path(__file__).resolve().parent.parent


def sentences(folder: Path) -> Iterator[str]:
    """Every sentence that is marked to be said in each language."""
    environment = engines["jinja"].env  # type: ignore[attr-defined]
    for path in sorted((folder / "templates").rglob("*.html")):
        for _, _, words in extract_from_ast(environment.parse(path.read_text("utf-8"))):
            yield words if isinstance(words, str) else next(each for each in words or () if each)
    for path in sorted(folder.rglob("*.py")):
        if "tests" not in path.parts:
            yield from (_said_in(ast.parse(path.read_text("utf-8"))))


def _said_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if called in {"_", "gettext_lazy"} and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def test_every_sentence_is_written_in_welsh_and_keeps_its_facts() -> None:
    with (STUDIO / "locale" / "cy" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        catalogue: dict[str | tuple[str, int], str] = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    # What is counted stands there once for each form of its plural.
    welsh = {key[0] if isinstance(key, tuple) else key: words for key, words in catalogue.items()}
    assert sorted(set(sentences(STUDIO)) - set(welsh)) == []
    facts = re.compile(r"%\(\w+\)s")
    assert [each for each, words in welsh.items() if sorted(facts.findall(each)) != sorted(facts.findall(words))] == []
