"""What was backed up comes back whole, or not at all; and what was to be forgotten stays forgotten."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from pydantic import SecretStr

from tests.journeys.served import ROOT, TRELLIS, Served
from tests.killing.postgresql import database_of_its_own
from trellis.project.backup.archive import FOLDERS
from trellis.project.backup.errors import BackupRefused, OtherKey
from trellis.project.backup.restoring import restore
from trellis.project.options import Options

_LIVING = "import django, runpy; django.setup(); runpy.run_module('tests.restoring.living', run_name='__main__')"


@dataclass
class Kept(Served):
    """An installation that is backed up."""

    more: tuple[tuple[str, str], ...] = ()

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | dict(self.more)

    def live(self, what: str) -> str:
        chosen = self.environment | {"DJANGO_SETTINGS_MODULE": "trellis.project.settings"}
        words = [sys.executable, "-c", _LIVING, what]
        return subprocess.run(words, cwd=ROOT, env=chosen, capture_output=True, text=True, check=True).stdout

    def refused(self, *words: str, room: int = 0) -> str:
        """What is said by a command that has to say no. `room`: no file may grow beyond so many bytes."""

        def narrow() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

        ended = subprocess.run(
            [*TRELLIS, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=narrow if room else None,
        )
        assert ended.returncode == 1, ended.stdout
        assert "Traceback" not in ended.stderr
        assert "Mend: " in ended.stderr
        return ended.stderr

    def options(self, home: Path) -> Options:
        """The settings of another machine that has the same keys."""
        key = SecretStr(self.secrets["TRELLIS_MASTER_KEY"])
        return settings.TRELLIS.model_copy(update={"home": home, "master_key": key, "database_url": SecretStr("")})

    @property
    def secrets(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in (self.home / "secrets.env").read_text().splitlines())

    def elsewhere(self, home: Path) -> Kept:
        """Another machine, with the keys of this one, which somebody kept."""
        return Kept(home=home, port=self.port, more=tuple(self.secrets.items()))


def standing(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    home = tmp_path_factory.mktemp("lived")
    installation = Kept(home=home / "home", port=0)
    installation.home.mkdir(mode=0o700)
    installation.run("migrate")
    installation.live("live")
    installation.run("backup", "--to", str(home / "backup.zip"))
    return installation


@pytest.fixture(scope="module")
def archive(lived: Kept) -> Path:
    return lived.home.parent / "backup.zip"


def test_the_archive_says_what_is_in_it_and_has_no_key(lived: Kept, archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    secrets = [each.encode() for each in lived.secrets.values()]
    with zipfile.ZipFile(archive) as opened:
        said = json.loads(opened.read("manifest.json"))
        everything = [opened.read(name) for name in opened.namelist()]
    assert (said["files"], said["rows"]["documents_document"], said["engine"]) == (7, 6, "sqlite")
    assert "TRELLIS_MASTER_KEY" in said["not_included"]
    assert not [secret for secret in secrets for each in everything if secret in each]


def test_a_drill_shows_that_all_came_back_and_leaves_nothing_behind(lived: Kept, archive: Path) -> None:
    before = standing(lived.home)
    done = json.loads(lived.run("restore", str(archive), "--drill", "--json"))
    looked = done["looked"]
    assert (looked["documents"], looked["documents_opened"], looked["documents_missing"]) == (6, 6, 0)
    assert (looked["faults"], looked["seals_lost"]) == ([], 0)
    assert looked["entries"] > 20
    assert looked["erased_again"] == 1, "the answers that nobody sent are over by now"
    assert set(done["seconds"]) == {"unpack", "load", "count", "look and erase again", "all"}
    after = standing(lived.home)
    assert {name for name in before if before[name] != after.get(name)} <= {"trellis.sqlite3-shm"}
    assert set(after) <= set(before)


def test_another_machine_takes_over(lived: Kept, archive: Path, tmp_path: Path) -> None:
    other = lived.elsewhere(tmp_path / "home")
    assert other.run("restore", str(archive)).startswith("Restored: the backup of")
    with closing(sqlite3.connect(other.home / "trellis.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM documents_document").fetchone() == (6,)
    assert len(list((other.home / "files").rglob("*"))) == len(list((lived.home / "files").rglob("*")))
    assert not list(other.home.glob(".restore-*"))
    with pytest.raises(BackupRefused, match="There is something in"):
        restore(lived.options(other.home), archive, drill=False, outside=None)


def test_what_was_erased_since_the_backup_is_erased_from_it_again(lived: Kept, archive: Path, tmp_path: Path) -> None:
    shutil.copytree(lived.home, tmp_path / "before")
    later = replace(lived, home=tmp_path / "before")
    number = json.loads(later.live("erase"))
    other = lived.elsewhere(tmp_path / "after")
    said = other.run("restore", str(archive), "--outside", str(later.home))
    assert "2 keys erased again" in said
    assert "seals of the log were published later" in said
    with closing(sqlite3.connect(other.home / "trellis.sqlite3")) as database:
        wrapped, erased = database.execute(
            "SELECT wrapped, erased_at FROM people_datakey WHERE id = ?", [number]
        ).fetchone()
    assert (wrapped, bool(erased)) == (None, True)


def _cut(archive: Path) -> None:
    os.truncate(archive, archive.stat().st_size * 2 // 3)


def _alter(archive: Path) -> None:
    """Somebody changes a document, and keeps the archive a good one."""
    _rewrite(archive, lambda name, held: held + b"!" if name.startswith("files/") else held)


def _newer(archive: Path) -> None:
    _say(archive, lambda said: said["migrations"].append("cases.0099_what_is_to_come"))


def _older(archive: Path) -> None:
    _say(archive, lambda said: said["migrations"].pop())


def _fewer(archive: Path) -> None:
    _say(archive, lambda said: said["rows"].update(people_datakey=1))


def _say(archive: Path, change: Callable[[dict[str, Any]], object]) -> None:
    def changed(name: str, held: bytes) -> bytes:
        if name != "manifest.json":
            return held
        said = json.loads(held)
        change(said)
        return json.dumps(said).encode()

    _rewrite(archive, changed)


def _rewrite(archive: Path, change: Callable[[str, bytes], bytes]) -> None:
    with zipfile.ZipFile(archive) as opened:
        held = {name: opened.read(name) for name in opened.namelist()}
    with zipfile.ZipFile(archive, "w") as written:
        for name, each in held.items():
            written.writestr(name, change(name, each))


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (_cut, "is not whole"),
        (_alter, "is not what was backed up"),
        (_newer, "newer (0.1.0; it has cases.0099_what_is_to_come)"),
        (_older, "older (0.1.0; it lacks"),
        (_fewer, "people_datakey has"),
    ],
    ids=["torn", "altered", "newer", "older", "fewer rows"],
)
def test_an_archive_that_cannot_come_back_whole_does_not_come_back_at_all(
    lived: Kept, archive: Path, tmp_path: Path, harm: Callable[[Path], None], says: str
) -> None:
    harmed = tmp_path / "harmed.zip"
    shutil.copy(archive, harmed)
    harm(harmed)
    with pytest.raises(BackupRefused) as refused:
        restore(lived.options(tmp_path / "home"), harmed, drill=False, outside=None)
    assert says in str(refused.value)
    assert "Mend: " in str(refused.value)
    assert list((tmp_path / "home").rglob("*")) == []


def test_another_key_is_refused_before_anything_is_unpacked(archive: Path, tmp_path: Path) -> None:
    stranger = settings.TRELLIS.model_copy(update={"home": tmp_path / "home", "database_url": SecretStr("")})
    with pytest.raises(OtherKey, match=r"TRELLIS_MASTER_KEY is not the key of this backup.*Mend: "):
        restore(stranger, archive, drill=False, outside=None)
    assert list((tmp_path / "home").rglob("*")) == []


def test_a_full_disk_leaves_nothing_half_done(lived: Kept, archive: Path, tmp_path: Path) -> None:
    room = 64 * 1024
    lived.refused("backup", "--to", str(tmp_path / "backup.zip"), room=room)
    assert standing(tmp_path) == {}
    other = lived.elsewhere(tmp_path / "home")
    assert "cannot be written" in other.refused("restore", str(archive), room=room)
    assert set(standing(other.home)) == {"secrets.env"}, "a demo makes secrets for itself, and nothing else is there"


@contextmanager
def on_postgresql(home: Path) -> Iterator[Kept]:
    with database_of_its_own() as (database, owner):
        parts = urlsplit(database)
        reader = urlunsplit(parts._replace(netloc=parts.netloc.replace("trellis_app", "postgres", 1)))
        more = (("TRELLIS_OWNER_DATABASE_URL", owner), ("TRELLIS_BACKUP_DATABASE_URL", reader))
        yield Kept(home=home, port=0, database=database, more=more)


@pytest.mark.postgresql
def test_postgresql_comes_back_with_every_row_and_rule(tmp_path: Path) -> None:
    archive = tmp_path / "backup.zip"
    with on_postgresql(tmp_path / "home") as kept, on_postgresql(tmp_path / "other") as empty:
        kept.run("migrate")
        kept.live("live")
        kept.run("backup", "--to", str(archive))
        done = json.loads(kept.run("restore", str(archive), "--drill", "--json"))
        looked = done["looked"]
        assert (looked["faults"], looked["documents_opened"], looked["erased_again"]) == ([], 6, 1)
        # For real, onto another machine whose database is empty. The application's role then sees what it saw before.
        other = replace(empty, more=(*empty.more, *kept.secrets.items()))
        assert other.run("restore", str(archive)).startswith("Restored: the backup of")
        assert json.loads(other.run("audit", "verify", "--json"))["darkham"]["holds"] is True
        for folder in FOLDERS:
            shutil.rmtree(other.home / folder, ignore_errors=True)
        assert "has tables already" in other.refused("restore", str(archive))
