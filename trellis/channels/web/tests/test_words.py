from __future__ import annotations

import ast
import gettext
import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Final

import pytest
from django.template import engines
from jinja2.ext import extract_from_ast

from trellis.channels.web.prose import prose

WEB: Final = Path(__file__).resolve().parent.parent
WELSH: Final = WEB / "locale" / "cy" / "LC_MESSAGES"


def _said() -> Iterator[str]:
    """Every sentence of ours that a page can show."""
    environment = engines["jinja"].env  # type: ignore[attr-defined]
    for path in sorted((WEB / "templates").rglob("*.html")):
        for _, _, words in extract_from_ast(environment.parse(path.read_text())):
            yield words if isinstance(words, str) else next(each for each in words or () if each)
    for path in sorted(WEB.rglob("*.py")):
        if "tests" not in path.parts:
            yield from _said_in(ast.parse(path.read_text()))


def _said_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if called in {"_", "noted", "ngettext"} and isinstance(node, ast.Call):
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def test_every_sentence_of_ours_is_written_in_welsh() -> None:
    with (WELSH / "django.mo").open("rb") as compiled:
        welsh = gettext.GNUTranslations(compiled)
    catalogue = welsh._catalog  # type: ignore[attr-defined]
    known = {key[0] if isinstance(key, tuple) else key for key in catalogue}
    assert sorted(set(_said()) - known) == []


@pytest.mark.skipif(not which("msgfmt"), reason="needs the program msgfmt, of the package gettext")
def test_the_words_that_run_are_the_words_that_are_written() -> None:
    made = subprocess.run(["msgfmt", "-o", "-", WELSH / "django.po"], check=True, capture_output=True).stdout
    fresh = gettext.GNUTranslations(io.BytesIO(made))
    with (WELSH / "django.mo").open("rb") as compiled:
        kept = gettext.GNUTranslations(compiled)
    assert kept._catalog == fresh._catalog  # type: ignore[attr-defined]


def test_each_sentence_keeps_its_facts_in_welsh() -> None:
    with (WELSH / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    for english, welsh in catalogue.items():
        said = english[0] if isinstance(english, tuple) else english
        if said:
            assert set(re.findall(r"%\(\w+\)s", said)) == set(re.findall(r"%\(\w+\)s", welsh)), said


def test_an_authors_words_become_paragraphs_lists_and_links() -> None:
    made = prose("Bring:\n- a photo\n- proof\n\nSee [the guide](https://example.org/a?b=1&c=2).")
    assert '<p class="govuk-body">Bring:</p><ul class="govuk-list govuk-list--bullet"><li>a photo</li>' in made
    assert '<a class="govuk-link" href="https://example.org/a?b=1&amp;c=2">the guide</a>' in made


@pytest.mark.parametrize("words", ["<script>x</script>", "[x](javascript:alert(1))", "[x](data:text/html,x)"])
def test_an_author_cannot_write_markup(words: str) -> None:
    made = prose(words)
    assert "<script" not in made
    assert "<a " not in made


def test_an_authors_link_cannot_leave_its_quotes() -> None:
    assert 'href="https://a&quot;onmouseover=1"' in prose('[x](https://a"onmouseover=1)')
