"""Making a backup: the database as it is at one moment, then the files, then what the archive says of itself."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import trellis
from trellis.project.backup.archive import LIST, MANIFEST, add_file, cannot_write, files_below, writing
from trellis.project.backup.databases import database_of
from trellis.project.backup.errors import BackupRefused
from trellis.project.backup.manifest import FORMAT, NOT_INCLUDED, Manifest, known_by
from trellis.project.options import Options
from trellis.project.readiness import migrations_run


def make_backup(options: Options, *, to: Path, at: datetime) -> Manifest:
    """Write one archive of everything but the keys.

    The database comes first: a document kept meanwhile is a file too many, which does no harm; one too few would.

    :raises BackupRefused: where it cannot be made; nothing is left behind then.
    """
    if not to.parent.is_dir():
        raise BackupRefused(f"There is no folder {to.parent}. Mend: make it, where only you may read it.")
    try:
        with writing(to) as archive, tempfile.TemporaryDirectory(prefix=".backup-", dir=to.parent) as beside:
            dumped = database_of(options).dump(Path(beside))
            digest = add_file(archive, dumped.file, name=dumped.name, squeeze=dumped.squeeze)
            listed, count, size = _add_files(archive, options.home)
            manifest = Manifest(
                format=FORMAT,
                version=trellis.__version__,
                migrations=migrations_run(),
                made_at=at.isoformat(),
                engine=dumped.engine,
                dump=dumped.name,
                dump_bytes=dumped.file.stat().st_size,
                dump_sha256=digest,
                rows=dumped.rows,
                files=count,
                files_bytes=size,
                files_sha256=hashlib.sha256(listed.encode()).hexdigest(),
                master_key=known_by(options.master_key_bytes),
                not_included=NOT_INCLUDED,
            )
            archive.writestr(LIST, listed)
            archive.writestr(MANIFEST, manifest.as_json())
    except OSError as error:
        raise cannot_write(to, error) from error
    return manifest


def _add_files(archive: zipfile.ZipFile, home: Path) -> tuple[str, int, int]:
    """The list of the files with their hashes, how many, and how large they are together."""
    lines, size = [], 0
    for file in files_below(home):
        name = file.relative_to(home).as_posix()
        try:
            lines.append(f"{add_file(archive, file, name=name)}  {name}\n")
        except FileNotFoundError:
            # Somebody took their document away since the folder was read.
            continue
        size += archive.infolist()[-1].file_size
    return "".join(lines), len(lines), size
