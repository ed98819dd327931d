"""The archive: an ordinary ZIP file, written beside its place and moved there when the disk has all of it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from trellis.project.backup.errors import ArchiveTorn, BackupRefused
from trellis.project.backup.manifest import Manifest, read_manifest

MANIFEST, LIST = "manifest.json", "files.sha256"
FOLDERS = ("files", "audit-heads", "erasures")
"""What is taken of the home. The rest is made again, or is a secret."""
_PIECE = 1024 * 1024
_NAME = re.compile(rf"(?:{'|'.join(FOLDERS)})(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+")


@contextmanager
def writing(place: Path) -> Iterator[zipfile.ZipFile]:
    """An archive that stands at its place whole, or not at all.

    :raises BackupRefused: where it cannot be written.
    """
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as raw:  # noqa: PTH123
            # Most of a database is sealed, and does not get smaller; the rest does at the lowest level already.
            with zipfile.ZipFile(raw, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                yield archive
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(place)
    except OSError as error:
        raise cannot_write(place, error) from error
    finally:
        part.unlink(missing_ok=True)


def cannot_write(place: Path, error: OSError) -> BackupRefused:
    return BackupRefused(
        f"{place} cannot be written: {error.strerror}. Nothing of it was left behind. "
        "Mend: make room, or name a place with more of it that you may write to."
    )


def add_file(archive: zipfile.ZipFile, file: Path, *, name: str, squeeze: bool = False) -> str:
    """Add one file; gives the SHA-256 of what was added."""
    # A file named by an entry of its own is stored as it is.
    entry = name if squeeze else zipfile.ZipInfo(name)
    with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as out:
        return _copied(source, out)


def _copied(source: IO[bytes], out: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
        out.write(piece)
    return digest.hexdigest()


@contextmanager
def opened(place: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive with its manifest.

    :raises ArchiveTorn: where it is not whole.
    """
    try:
        with zipfile.ZipFile(place) as archive:
            yield archive, read_manifest(archive.read(MANIFEST))
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise ArchiveTorn(f"{place} is not whole: {error}. Mend: take another copy of the archive.") from error
    except FileNotFoundError as error:
        raise BackupRefused(
            f"There is no archive at {place}. Mend: name the file that trellis backup wrote."
        ) from error


def unpack(archive: zipfile.ZipFile, manifest: Manifest, *, to: Path) -> Path:
    """Unpack everything below `to`, each file held against its hash; gives the place of the database's dump.

    :raises ArchiveTorn: where a file is missing, more than there should be, or not what it was.
    """
    _require_room(archive, to)
    hashes = _hashes(archive, manifest)
    in_it = {each for each in archive.namelist() if each not in {MANIFEST, LIST, manifest.dump}}
    if in_it != hashes.keys():
        raise _not_what_it_was(min(in_it ^ hashes.keys()))
    try:
        for name, expected in {**hashes, manifest.dump: manifest.dump_sha256}.items():
            _unpack_one(archive, name, to / name, expected)
    except OSError as error:
        raise cannot_write(to, error) from error
    return to / manifest.dump


def _hashes(archive: zipfile.ZipFile, manifest: Manifest) -> dict[str, str]:
    listed = archive.read(LIST)
    if hashlib.sha256(listed).hexdigest() != manifest.files_sha256:
        raise _not_what_it_was(LIST)
    hashes: dict[str, str] = {}
    for line in listed.decode().splitlines():
        expected, _, name = line.partition("  ")
        # A name that leads out of the folder is never one that we wrote.
        if not _NAME.fullmatch(name):
            raise _not_what_it_was(name)
        hashes[name] = expected
    if manifest.dump not in {"database.sqlite3", "database.pgdump"}:
        raise _not_what_it_was(manifest.dump)
    return hashes


def _unpack_one(archive: zipfile.ZipFile, name: str, place: Path, expected: str) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.open(name) as source, open(os.open(place, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:  # noqa: PTH123
        if _copied(source, out) != expected:
            raise _not_what_it_was(name)


def _not_what_it_was(name: str) -> ArchiveTorn:
    return ArchiveTorn(f"{name} in the archive is not what was backed up. Mend: take another copy of the archive.")


def _require_room(archive: zipfile.ZipFile, to: Path) -> None:
    needed, free = sum(each.file_size for each in archive.infolist()), shutil.disk_usage(to).free
    if needed > free:
        raise BackupRefused(
            f"There is not enough room below {to}: {_megabytes(needed)} are needed and {_megabytes(free)} are free. "
            "Mend: make room, or name another home with --home."
        )


def _megabytes(count: int) -> str:
    return f"{count / 1024**2:,.1f} MB"


def files_below(home: Path, folders: Iterable[str] = FOLDERS) -> Iterator[Path]:
    """Every file of the home that is kept in a backup, in a fixed order."""
    for folder in folders:
        yield from sorted(each for each in (home / folder).rglob("*") if each.is_file() and not each.is_symlink())
