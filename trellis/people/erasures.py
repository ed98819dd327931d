"""Which keys were erased, written outside the database: what a backup from before still holds is erased again from it.

A line holds a key's number and when it was erased, and nothing that says whose it was.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from trellis.base.log import LogEntry, subscribe
from trellis.organisations.models import Organisation
from trellis.organisations.outside import append, lines_of
from trellis.people.events import DetailsErased

__all__ = ["erased_keys", "erasures_folder", "listen"]


def listen() -> None:
    subscribe(DetailsErased, key="people.erasures", handle=_write_outside)


def erasures_folder() -> Path:
    folder: Path = settings.TRELLIS.home / "erasures"
    return folder


def erased_keys(organisation: str) -> set[int]:
    """The number of every key of this organisation that is known to have been erased."""
    return {int(line["key"]) for line in lines_of(erasures_folder() / f"{organisation}.jsonl")}


def _write_outside(entry: LogEntry) -> None:
    organisation = Organisation.objects.only("key").get(pk=entry.organisation_id)
    line = {"key": entry.data["key"], "at": entry.happened_at.isoformat()}
    append(erasures_folder() / f"{organisation.key}.jsonl", line)
