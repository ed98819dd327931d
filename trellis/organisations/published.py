"""Where the heads of the log stand outside the database: one file for each organisation, to be copied elsewhere."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

MEND_OF_TORN = "The worker writes that line anew, within six hours; look at the disk if it does not."


def heads_folder() -> Path:
    folder: Path = settings.TRELLIS.home / "audit-heads"
    return folder


def heads_of(key: str) -> Path:
    """The file with the published heads of the organisation of this name."""
    return heads_folder() / f"{key}.jsonl"
