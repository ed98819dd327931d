"""What is installed, from where, and why."""

from __future__ import annotations

import hashlib
import re
import tomllib

import pytest

from tests.repository.sources import ROOT, TRELLIS

LOCKS = ("requirements.lock", "requirements-test.lock", "package-lock.json")
MOST_DEPENDENCIES = 35


def dependency_lines() -> list[str]:
    text = (ROOT / "pyproject.toml").read_text()
    return text.split("\ndependencies = [\n")[1].split("\n]\n")[0].splitlines()


def test_the_core_needs_at_most_thirty_five_libraries() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert len(declared) <= MOST_DEPENDENCIES


@pytest.mark.parametrize("line", dependency_lines())
def test_each_library_says_why_it_is_here(line: str) -> None:
    assert re.search(r'^\s+"[^"]+",\s+# \w.{14,}', line), line


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_registry_and_no_folder_of_a_machine(name: str) -> None:
    text = (ROOT / name).read_text()
    hosts = re.findall(
        r"(?:resolved|index-url|find-links|registry)\W.*|file:\S+|(?:^|\s)/(?:home|root|opt|work)/\S*", text
    )
    urls = [url for url in re.findall(r"https?://[^\s\"]+", text) if name != "package-lock.json"]
    assert not hosts + urls


@pytest.mark.parametrize("name", LOCKS[:2])
def test_each_locked_library_has_a_version_and_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text())
    assert len(entries) > 20
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_every_library_that_is_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    named = {re.split(r"[\[<>=~! ;]", each)[0].lower() for each in asked} - {project["name"]}
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements-test.lock").read_text(), re.MULTILINE))
    assert named - locked == set(), "run script/lock"


def test_the_design_system_and_its_templates_are_of_one_release() -> None:
    assert '"govuk-frontend": "6.3.0"' in (ROOT / "package.json").read_text()
    assert '"govuk-frontend-jinja==4.1.0"' in (ROOT / "pyproject.toml").read_text()


def test_the_stylesheets_are_those_that_were_committed() -> None:
    for line in (TRELLIS / "assets" / "built.sha256").read_text().splitlines():
        expected, name = line.split("  ")
        found = hashlib.sha256((TRELLIS / "assets" / "built" / name).read_bytes()).hexdigest()
        assert found == expected, f"{name}: run script/assets"


@pytest.mark.parametrize(("name", "most"), [("public.css", 14), ("public.js", 8), ("desk.css", 16), ("desk.js", 8)])
def test_what_a_browser_fetches_stays_small(name: str, most: int) -> None:
    built = TRELLIS / "assets" / "built"
    stem, ending = name.split(".")
    (packed,) = built.glob(f"{stem}.*.{ending}.br")
    assert packed.stat().st_size <= most * 1024


def test_no_stylesheet_has_a_crown_a_web_font_or_a_request_elsewhere() -> None:
    for path in (TRELLIS / "assets" / "built").glob("*.css"):
        assert not re.findall(r"@font-face|GDS Transport|crown|crest|url\((?!data:)[^)]*\)|@import", path.read_text())
