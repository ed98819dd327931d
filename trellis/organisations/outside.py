"""Lines kept outside the database, so that they outlive it. Each is whole or, after a power cut, known to be torn."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trellis.base.errors import TrellisError

LONGEST = 64 * 1024
"""More bytes than any line has."""


class LinesAltered(TrellisError):
    """The file has a line that cannot be read, and that no crash can have left."""

    code = "lines-altered"

    def __init__(self, *, file: Path, line: int) -> None:
        super().__init__(f"{file}, line {line}: cannot be read, so somebody altered it. Mend: take it from a copy.")


def append(file: Path, line: Mapping[str, object]) -> None:
    """Add one line, and return once the disk has it. One that was cut off before it is taken away."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file.open("a+b") as out:
        # Several workers write to the same file.
        fcntl.flock(out, fcntl.LOCK_EX)
        take_torn_away(file)
        out.write(json.dumps(line).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())
    # The folder too: a new file's name is in it.
    place = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def take_torn_away(file: Path) -> None:
    if torn := torn_line(file):
        os.truncate(file, file.stat().st_size - len(torn))


def lines_of(file: Path) -> list[dict[str, Any]]:
    """Every line that was written whole, the oldest first.

    :raises LinesAltered: where a line that is not the last cannot be read: no crash does that.
    """
    return [_read(file, number, line) for number, line in enumerate(_lines(file)[:-1], start=1) if line]


def torn_line(file: Path) -> bytes:
    """What stands of a last line that was cut off while it was written: by a power cut, or on a full disk."""
    if not file.exists():
        return b""
    with file.open("rb") as lines:
        lines.seek(max(file.stat().st_size - LONGEST, 0))
        return lines.read().rpartition(b"\n")[2]


def _lines(file: Path) -> list[bytes]:
    """The lines of a file; the last is empty, unless it was cut off."""
    return file.read_bytes().split(b"\n") if file.exists() else [b""]


def _read(file: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise LinesAltered(file=file, line=number) from error
    if not isinstance(found, dict):
        raise LinesAltered(file=file, line=number)
    return found
