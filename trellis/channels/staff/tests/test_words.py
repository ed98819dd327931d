from __future__ import annotations

import ast
import gettext
import io
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import which
from typing import Final

import pytest
from django.template import engines
from django.utils import translation
from jinja2.ext import extract_from_ast

from trellis.base import jobs
from trellis.channels.staff import words
from trellis.organisations.actors import Permission, Role

TODAY = date(2026, 11, 24)
STAFF: Final = Path(__file__).resolve().parent.parent
WELSH: Final = STAFF / "locale" / "cy" / "LC_MESSAGES"


def _catalogue() -> dict[str | tuple[str, int], str]:
    with (WELSH / "django.mo").open("rb") as compiled:
        found: dict[str | tuple[str, int], str] = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    return found


def _said() -> Iterator[str]:
    """Every sentence of ours that a page of the desk can show."""
    environment = engines["jinja"].env  # type: ignore[attr-defined]
    for path in sorted((STAFF / "templates").rglob("*.html")):
        for _, _, found in extract_from_ast(environment.parse(path.read_text())):
            # Nothing where the words are not in the template but in what it shows: a schedule's title.
            if found:
                yield found if isinstance(found, str) else next(each for each in found if each)
    for path in sorted(STAFF.rglob("*.py")):
        if "tests" not in path.parts:
            yield from _said_in(ast.parse(path.read_text()))
    yield from (each.title for each in jobs.schedules())


def _said_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if called in {"_", "noted", "lazily", "ngettext"} and isinstance(node, ast.Call):
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def test_every_sentence_of_the_desk_is_written_in_welsh() -> None:
    known = {key[0] if isinstance(key, tuple) else key for key in _catalogue()}
    assert sorted(set(_said()) - known) == []


def test_a_template_of_the_desk_has_no_words_that_are_not_translated() -> None:
    """What stands between two tags is shape, a figure, or a sentence that has been marked."""
    bare: dict[str, list[str]] = {}
    for path in sorted((STAFF / "templates").rglob("*.html")):
        plain = re.sub(r"{% block body_attributes %}.*?{% endblock %}", " ", path.read_text())
        plain = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", plain, flags=re.DOTALL)
        plain = re.sub(r"<code>.*?</code>|<[^>]*>", " ", plain, flags=re.DOTALL)
        found = re.findall(r"[A-Za-z]{2,}", plain)
        if found and path.name != "fields.html":
            bare[path.name] = found
    assert bare == {}


@pytest.mark.skipif(not which("msgfmt"), reason="needs the program msgfmt, of the package gettext")
def test_the_words_that_run_are_the_words_that_are_written() -> None:
    made = subprocess.run(["msgfmt", "-o", "-", WELSH / "django.po"], check=True, capture_output=True).stdout
    assert gettext.GNUTranslations(io.BytesIO(made))._catalog == _catalogue()  # type: ignore[attr-defined]


def test_each_sentence_keeps_its_facts_in_welsh() -> None:
    for english, welsh in _catalogue().items():
        said = english[0] if isinstance(english, tuple) else english
        # "Every hour" needs no figure where it is one; the other forms do.
        if said and not said.startswith("Every "):
            assert set(re.findall(r"%\(\w+\)", said)) == set(re.findall(r"%\(\w+\)", welsh)), said


def test_every_role_and_permission_has_words_in_both_languages() -> None:
    for language in ("en", "cy"):
        with translation.override(language):
            assert len({words.role(each) for each in Role}) == len(Role)
            assert len({words.permission(each) for each in Permission}) == len(Permission)


def test_a_day_is_said_in_the_language_of_the_desk() -> None:
    with translation.override("cy"):
        assert words.day(date(2026, 11, 4), today=TODAY) == "Mer 4 Tach"


def test_a_day_of_this_year_is_short_and_one_of_another_says_its_year() -> None:
    assert words.day(date(2026, 11, 4), today=TODAY) == "Wed 4 Nov"
    assert words.day(date(2027, 1, 1), today=TODAY) == "Fri 1 Jan 2027"
    assert words.day(None, today=TODAY) == ""


def test_a_time_is_what_the_clock_on_the_wall_shows() -> None:
    assert words.instant(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), today=TODAY) == "Thu 2 Jul, 00:30"


def test_money_and_sizes_are_written_as_people_write_them() -> None:
    assert words.pounds(1050) == "£10.50"
    assert words.pounds(-123456) == "-£1,234.56"
    assert words.size(230_000) == "230 kB"
    assert words.size(2_340_000) == "2.3 MB"


def test_how_often_is_said_in_words() -> None:
    assert words.often(timedelta(hours=1)) == "Every hour"
    assert words.often(timedelta(seconds=90)) == "Every 90 seconds"
    assert words.often(timedelta(minutes=5)) == "Every 5 minutes"
