"""A stand-in's book: a small database of its own, so that nothing of ours refers to it and it outlives a restart."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS job (
    id INTEGER PRIMARY KEY, number TEXT UNIQUE, key TEXT, reference TEXT, job TEXT, status TEXT, changed INTEGER,
    gone INTEGER DEFAULT 0
);
CREATE INDEX IF NOT EXISTS job_by_key ON job (key);
CREATE INDEX IF NOT EXISTS job_by_change ON job (changed);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT);
"""
_SEEN = "SELECT id, number, key, reference, job, status, changed FROM job WHERE NOT gone "
_NEXT_CHANGE = "(SELECT coalesce(max(changed), 0) + 1 FROM job)"


class Book:
    """Jobs as somebody else's system writes them down."""

    def __init__(self, file: Path, *, first: str) -> None:
        self.file, self.first = file, first
        with self._open() as book:
            book.execute("PRAGMA journal_mode=WAL")
            book.executescript(_TABLES)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        book = sqlite3.connect(self.file, timeout=10, isolation_level=None)
        book.row_factory = sqlite3.Row
        try:
            book.execute("PRAGMA synchronous=NORMAL")
            yield book
        finally:
            book.close()

    @property
    def mood(self) -> str:
        with self._open() as book:
            row = book.execute("SELECT value FROM note WHERE name = 'mood'").fetchone()
        return str(row["value"]) if row else "well"

    def note_mood(self, mood: str) -> None:
        with self._open() as book:
            book.execute("INSERT OR REPLACE INTO note VALUES ('mood', ?)", [mood])

    def make(self, key: str, job: dict[str, Any]) -> dict[str, Any]:
        with self._open() as book:
            book.execute("BEGIN IMMEDIATE")
            made = book.execute(
                # The number is only known once the row is there.
                f"INSERT INTO job (key, reference, job, status, changed) VALUES (?, ?, ?, ?, {_NEXT_CHANGE})",  # noqa: S608  a constant of ours
                [key, str(job["reference"]), json.dumps(job, ensure_ascii=False), self.first],
            ).lastrowid
            book.execute("UPDATE job SET number = ? WHERE id = ?", [f"W-{made:06d}", made])
            book.execute("COMMIT")
            return dict(book.execute(_SEEN + "AND id = ?", [made]).fetchone())

    def change(self, number: str, *, status: str) -> None:
        with self._open() as book:
            change = f"UPDATE job SET status = ?, changed = {_NEXT_CHANGE} WHERE number = ?"  # noqa: S608
            book.execute(change, [status, number])

    def forget(self, number: str) -> None:
        with self._open() as book:
            book.execute("UPDATE job SET gone = 1 WHERE number = ?", [number])

    def under(self, key: str) -> list[dict[str, Any]]:
        return self._rows(_SEEN + "AND key = ? ORDER BY id", key)

    def after(self, number: str, most: int) -> list[dict[str, Any]]:
        return self._rows(_SEEN + "AND number > ? ORDER BY number LIMIT ?", number, most)

    def newest(self, most: int) -> list[dict[str, Any]]:
        return self._rows(_SEEN + "ORDER BY id DESC LIMIT ?", most)

    def changed_since(self, mark: str, most: int) -> tuple[list[dict[str, Any]], str]:
        """What changed after this mark, and the mark of the last of it."""
        rows = self._rows(_SEEN + "AND changed > ? ORDER BY changed LIMIT ?", int(mark or 0), most)
        return rows, str(rows[-1]["changed"]) if rows else mark

    def _rows(self, asked: str, *values: object) -> list[dict[str, Any]]:
        with self._open() as book:
            return [dict(row) for row in book.execute(asked, values)]
