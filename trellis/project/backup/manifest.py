"""What an archive says of itself: by which version it was made, what is in it, and what is not and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

import trellis
from trellis.base.sealing import blind
from trellis.project.backup.errors import ArchiveTorn, OtherKey, OtherVersion

FORMAT = 1
NOT_INCLUDED = {
    "TRELLIS_MASTER_KEY": "it opens every organisation's key, so whoever found it beside them could read everything",
    "TRELLIS_SECRET_KEY": "it signs people in; a new one signs everybody out, and does no other harm",
    "DATABASE_URL and the other settings": "they are those of the machine, and hold its passwords",
    "messages in the outbox, and compiled templates": "they are made again",
}


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The first thing to read of an archive, and the last to be written."""

    format: int
    version: str
    migrations: list[str]
    """Every migration that the database has seen: a version that knows others cannot take it."""
    made_at: str
    engine: str
    dump: str
    dump_bytes: int
    dump_sha256: str
    rows: dict[str, int]
    files: int
    files_bytes: int
    files_sha256: str
    """Of the list `files.sha256`, which has one line for each file, as `sha256sum --check` reads it."""
    master_key: str
    """By which the right key is known, and nothing can be opened."""
    not_included: dict[str, str]

    def as_json(self) -> str:
        return json.dumps(asdict(self), indent=1)


def read_manifest(text: bytes) -> Manifest:
    """What an archive says of itself.

    :raises ArchiveTorn: where it cannot be understood.
    :raises OtherVersion: where it is written in another format.
    """
    try:
        found = json.loads(text)
        written_as = int(found["format"])
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveTorn("manifest.json cannot be read. Mend: take another copy of the archive.") from error
    if written_as != FORMAT:
        raise OtherVersion(f"The archive has format {written_as}, and this version reads {FORMAT}. {_install(found)}")
    if missing := [each.name for each in fields(Manifest) if each.name not in found]:
        raise ArchiveTorn(f"manifest.json has no {missing[0]}. Mend: take another copy of the archive.")
    return Manifest(**{each.name: found[each.name] for each in fields(Manifest)})


def require_same_version(manifest: Manifest, *, migrations: Sequence[str], may_lack: Sequence[str] = ()) -> None:
    """Take an archive of this version alone: its tables are then the ones that we know.

    It `may_lack` what this version runs only after an upgrade: half way through one, a backup is needed most.

    :raises OtherVersion: with what to install.
    """
    known, in_it = set(migrations), set(manifest.migrations)
    if manifest.version == trellis.__version__ and known - set(may_lack) <= in_it <= known:
        return
    if later := sorted(in_it - known):
        what = f"newer ({manifest.version}; it has {later[0]}) than this one ({trellis.__version__})"
    elif earlier := sorted(known - in_it):
        what = f"older ({manifest.version}; it lacks {earlier[0]}) than this one ({trellis.__version__})"
    else:
        what = f"another ({manifest.version}) than this one ({trellis.__version__})"
    raise OtherVersion(f"The archive was made by a version that is {what}. {_install({'version': manifest.version})}")


def _install(found: dict[str, object]) -> str:
    return f"Mend: install Trellis {found.get('version')}, restore with it, then upgrade and run trellis migrate."


def known_by(master_key: bytes) -> str:
    """What a master key is known by in an archive."""
    return blind("backup", key=master_key, place="master-key")


def require_key(manifest: Manifest, *, master_key: bytes) -> None:
    """Stop before anything is unpacked that could not be opened.

    :raises OtherKey: with the mend.
    """
    if manifest.master_key != known_by(master_key):
        raise OtherKey(
            "TRELLIS_MASTER_KEY is not the key of this backup, so nothing in it could be read. "
            "Mend: set the master key of the installation that was backed up; it is kept apart from its backups."
        )
