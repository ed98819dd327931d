"""The way back: unpacked beside, loaded, looked at, erased again what is over; and only then put in its place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trellis.project.backup.archive import FOLDERS, cannot_write, opened, unpack
from trellis.project.backup.databases import Standing, database_of
from trellis.project.backup.errors import BackupRefused, DoesNotHold
from trellis.project.backup.manifest import Manifest, require_key, require_same_version
from trellis.project.options import Options
from trellis.project.readiness import migrations_done_after, migrations_written


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore did, what it found, and how long each part took."""

    drill: bool
    made_at: str
    rows: int
    files: int
    looked: dict[str, Any]
    """What was found once it was there: see `afterwards.py`."""
    seconds: dict[str, float] = field(default_factory=dict)


class _Watch:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def timing(self, what: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seconds[what] = round(time.monotonic() - began, 2)


def restore(options: Options, place: Path, *, drill: bool, outside: Path | None) -> Restored:
    """Bring an archive back. A drill does all of it in a home of its own, which is gone afterwards.

    :raises BackupRefused: where it cannot be, or where what came back does not hold; nothing is half done then.
    """
    watch = _Watch()
    with watch.timing("all"), opened(place) as (archive, manifest), _beside(options.home) as beside:
        require_same_version(manifest, migrations=migrations_written(), may_lack=migrations_done_after())
        require_key(manifest, master_key=options.master_key_bytes)
        database = database_of(options)
        if not drill:
            _require_empty(options.home)
            database.require_empty()
        with watch.timing("unpack"):
            dump = unpack(archive, manifest, to=beside)
        with database.standing(beside, drill=drill) as standing:
            with watch.timing("load"):
                standing.load(dump)
            with watch.timing("count"):
                _compare(manifest, standing)
            with watch.timing("look and erase again"):
                looked = _look(options, standing.environment, home=beside, outside=outside)
            if not drill:
                _put_in_place(beside, options.home)
    rows = sum(manifest.rows.values())
    return Restored(
        drill=drill, made_at=manifest.made_at, rows=rows, files=manifest.files, looked=looked, seconds=watch.seconds
    )


@contextmanager
def _beside(home: Path) -> Iterator[Path]:
    """A home of its own on the same disk, as private as the home is. Gone afterwards."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = tempfile.TemporaryDirectory(prefix=".restore-", dir=home)
    except OSError as error:
        raise cannot_write(home, error) from error
    with made as beside:
        yield Path(beside)


def _require_empty(home: Path) -> None:
    for folder in FOLDERS:
        if any((home / folder).glob("*")):
            raise BackupRefused(
                f"There is something in {home / folder} already. Mend: name an empty home with --home, "
                "or move the old one away; --drill practises beside it."
            )


def _compare(manifest: Manifest, standing: Standing) -> None:
    found = standing.rows()
    for table in sorted(manifest.rows.keys() | found.keys()):
        if found.get(table) != manifest.rows.get(table):
            raise DoesNotHold(
                f"{table} has {found.get(table)} rows, and had {manifest.rows.get(table)} when it was backed up. "
                "Mend: take another archive, and keep this one for whoever looks into it."
            )


def _look(options: Options, database: Mapping[str, str], *, home: Path, outside: Path | None) -> dict[str, Any]:
    """In a process of its own: settings are read once, and these are those of another home."""
    environment = os.environ | {
        "TRELLIS_HOME": str(home),
        "TRELLIS_MASTER_KEY": options.master_key.get_secret_value(),
        "TRELLIS_SECRET_KEY": options.secret_key.get_secret_value(),
        **database,
    }
    words = [sys.executable, "-m", "trellis.project.backup.afterwards", *([str(outside)] if outside else [])]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DoesNotHold(f"What was restored cannot be looked at: {done.stderr.strip()[-2000:]}")
    looked: dict[str, Any] = json.loads(done.stdout)
    if faults := looked["faults"]:
        raise DoesNotHold("\n".join(faults))
    return looked


def _put_in_place(beside: Path, home: Path) -> None:
    for folder in FOLDERS:
        if (beside / folder).exists():
            if (home / folder).exists():
                (home / folder).rmdir()
            (beside / folder).rename(home / folder)
