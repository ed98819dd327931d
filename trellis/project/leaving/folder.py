"""The folder of an export: each file with its digest and its number of rows, named in a manifest at the end."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trellis.base.errors import TrellisError
from trellis.project.leaving.tables import plain


class FolderInUse(TrellisError):
    """The folder for an export must be new or empty. Mend: name another one."""

    code = "folder-in-use"


@dataclass(kw_only=True)
class Folder:
    """What was written so far. Nobody but whoever made it may read it."""

    path: Path
    files: dict[str, dict[str, object]] = field(default_factory=dict)

    @classmethod
    def new(cls, path: Path) -> Folder:
        """An empty folder.

        :raises FolderInUse: where something is in it.
        """
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise FolderInUse
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.chmod(0o700)
        return cls(path=path)

    def put(self, name: str, content: bytes, *, listed: bool = True) -> str:
        """Write one file; gives its digest."""
        to = self.path / name
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        if listed:
            self.files[name] = {"sha256": digest, "bytes": len(content)}
        return digest

    def put_rows(self, name: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Write one object a line; says how many. No more than one is held at a time."""
        to = self.path / name
        to.parent.mkdir(parents=True, exist_ok=True)
        digest, size, count = hashlib.sha256(), 0, 0
        with to.open("wb") as file:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, default=plain).encode() + b"\n"
                file.write(line)
                digest.update(line)
                size, count = size + len(line), count + 1
        self.files[name] = {"sha256": digest.hexdigest(), "bytes": size, "rows": count}
        return count

    def put_table(self, name: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        """Write a CSV for people who use a spreadsheet."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(head)
        writer.writerows([_no_formula(cell) for cell in row] for row in rows)
        self.put(name, text.getvalue().encode("utf-8-sig"))


def _no_formula(cell: str) -> str:
    """A name that begins like a formula is shown, and not run, by the spreadsheet that opens it."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell
