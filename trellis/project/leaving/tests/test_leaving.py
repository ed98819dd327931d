"""A council takes everything along, and reads it with nothing but Python."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from trellis.base.models import LogEntry
from trellis.base.seals import seal_log
from trellis.base.time import now
from trellis.cases import actions
from trellis.cases.models import Case
from trellis.cases.tests.conftest import _files_of_this_test as files_of_this_test
from trellis.cases.tests.conftest import council, mary
from trellis.cases.tests.story import Council, applies, day, deliver, does_every_task
from trellis.organisations.actors import Actor, Role
from trellis.organisations.errors import PermissionMissing
from trellis.organisations.scope import acting, reading
from trellis.people.models import Person
from trellis.project.leaving.export import Exported, export
from trellis.project.leaving.folder import FolderInUse
from trellis.project.leaving.tables import owned_tables, table_of
from trellis.services.contract import Upload

__all__ = ["council", "files_of_this_test", "mary"]
PDF = Upload(name="letter.pdf", content=b"%PDF-1.4\n% made up\n%%EOF\n")


@pytest.fixture
def lived_in(council: Council, mary: Actor) -> str:
    """A case that was worked on, with a document, a letter and a note; and one that was only sent."""
    reference = applies(council, name=("Ada", "Ash"))
    actions.add_note(reference=reference, words="She rang about =the flour=", at=day(1), by=mary)
    actions.add_document(reference=reference, upload=PDF, at=day(1), by=mary)
    does_every_task(council, reference, by=mary, at=day(2))
    applies(council, name=("Bo", "Birch"), email="bo@example.com")
    deliver()
    with acting(council.system):
        seal_log(organisation=council.organisation.pk, at=now() + timedelta(minutes=5))
    return reference


@pytest.fixture
def taken(council: Council, lived_in: str, tmp_path: Path) -> tuple[Path, Exported]:
    by = council.employs("Ada", role=Role.ADMINISTRATOR)
    to = tmp_path / "taken"
    return to, export(organisation=council.organisation, to=to, at=day(3), by=by)


def counted(model: Any) -> int:
    """As the database counts it."""
    return int(model._meta.default_manager.count())


def read(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # Apart from us: none of our packages can be found, and nothing is set up.
    command = [sys.executable, "-I", "-S", str(folder / "read.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def test_what_is_read_back_is_what_the_database_holds(council: Council, taken: tuple[Path, Exported]) -> None:
    folder, done = taken
    with reading(council.system):
        in_database = {table_of(each): counted(each) for each in owned_tables()}
        assert (done.cases, done.people) == (Case.objects.count(), Person.objects.count())
        exported = LogEntry.objects.get(kind="organisation-exported")
    assert exported.actor_label == "Ada"
    assert exported.data["manifest_sha256"] == done.manifest_sha256
    # Written once everything was read.
    in_database["base_logentry"] -= 1
    assert {name: len(rows(folder, f"tables/{name}.jsonl")) for name in in_database} == in_database
    assert (len(rows(folder, "cases.jsonl")), done.documents) == (2, 1)
    assert {each["name"] for each in rows(folder, "people.jsonl")} == {"Ada Ash", "Bo Birch"}
    checked = read(folder, "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Everything is there" in checked.stdout


def test_a_case_is_found_and_shown_without_trellis(lived_in: str, taken: tuple[Path, Exported]) -> None:
    folder, _ = taken
    found = read(folder, "search", "ash", "flour").stdout
    assert lived_in in found
    assert "Birch" not in found
    shown = read(folder, "show", lived_in).stdout
    for words in ("Ada Ash", "What do you sell?: Bread", "=the flour=", "The case was opened", "documents/"):
        assert words in shown
    (document,) = (folder / "documents" / lived_in).iterdir()
    assert document.read_bytes() == PDF.content
    assert "Ash" in (folder / "cases.csv").read_text("utf-8-sig")
    assert list((folder / "definitions" / "market-stall").glob("*/published.json"))


def test_what_was_changed_afterwards_shows(taken: tuple[Path, Exported]) -> None:
    folder, _ = taken
    log = folder / "tables" / "base_logentry.jsonl"
    altered = log.read_text("utf-8").replace('"case-opened"', '"case-closed"', 1)
    log.write_text(altered, "utf-8")
    (folder / "cases.csv").unlink()
    said = read(folder, "check")
    assert said.returncode == 1
    assert "base_logentry.jsonl is not as it was written" in said.stdout
    assert "cases.csv is missing" in said.stdout


def test_only_an_administrator_takes_everything_along_and_only_into_an_empty_folder(
    council: Council, mary: Actor, tmp_path: Path
) -> None:
    with pytest.raises(PermissionMissing):
        export(organisation=council.organisation, to=tmp_path / "new", at=day(3), by=mary)
    assert not (tmp_path / "new").exists()
    (tmp_path / "something").touch()
    by = council.employs("Ada", role=Role.ADMINISTRATOR)
    with pytest.raises(FolderInUse):
        export(organisation=council.organisation, to=tmp_path, at=day(3), by=by)
