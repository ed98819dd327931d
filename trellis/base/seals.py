"""Sealing the log: each batch of entries is chained to the one before, so that what was altered or removed shows.

A head that nobody outside holds proves nothing: whoever can change the database could seal it anew. So each day's head
is also written outside the database (`organisations/published.py`), and `verify` holds the chain against that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from trellis.base.models import LogEntry, Seal

SETTLED_AFTER = timedelta(seconds=60)
"""An entry is sealed once no open transaction can still add an earlier number: statements end after 30 seconds."""
BATCH = 2000
BEFORE_THE_FIRST = "0" * 64


_SAID = (
    "pk", "organisation_id", "kind", "subject", "data", "actor", "actor_label", "happened_at", "written_at",
)  # fmt: skip
_as_written = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


def digest(entry: Sequence[Any]) -> str:
    """SHA-256 of everything the entry says: its columns as `_SAID` names them.

    Millions are read to verify a log: as rows rather than as objects, which cost twice as much to make as to check.
    """
    *said, happened_at, written_at = entry
    said += [happened_at.astimezone(UTC).isoformat(), written_at.astimezone(UTC).isoformat()]
    return hashlib.sha256(_as_written(said).encode()).hexdigest()


def head_after(previous: str, entries: Sequence[Sequence[object]]) -> str:
    return hashlib.sha256((previous + json.dumps(entries)).encode()).hexdigest()


def seal_log(*, organisation: int, at: datetime) -> int:
    """Seal what was written since the last seal; says how many entries. Run inside `acting`."""
    last = Seal.objects.order_by("-number").first()
    waiting = LogEntry.objects.filter(pk__gt=last.up_to if last else 0, written_at__lte=at - SETTLED_AFTER)
    batch = [(entry[0], digest(entry)) for entry in waiting.order_by("pk").values_list(*_SAID)[:BATCH]]
    if not batch:
        return 0
    Seal.objects.create(
        organisation_id=organisation,
        number=last.number + 1 if last else 1,
        entries=batch,
        head=head_after(last.head if last else BEFORE_THE_FIRST, batch),
        sealed_at=at,
        up_to=batch[-1][0],
    )
    return len(batch)


@dataclass(frozen=True, kw_only=True)
class PublishedHead:
    """The head of an organisation's log as it was written outside the database."""

    organisation: str
    number: int
    head: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether the log is as it was written; where it is not, the first entry that shows it."""

    holds: bool
    sealed: int
    unsealed: int
    first_fault: str = ""


def verify(*, published: list[PublishedHead]) -> Verdict:
    """Check every sealed entry, the chain, and the published heads. Run inside `reading`."""
    heads = {each.number: each.head for each in published}
    previous, sealed, up_to, number = BEFORE_THE_FIRST, 0, 0, 0
    for seal in Seal.objects.order_by("number").iterator():
        number += 1
        if fault := _fault_in(seal, number=number, previous=previous, published=heads):
            return Verdict(holds=False, sealed=sealed, unsealed=0, first_fault=fault)
        previous, up_to = seal.head, seal.up_to
        sealed += len(seal.entries)
    if heads and max(heads) > number:
        fault = f"seal {number + 1}: was published outside the database, and is no longer in it"
        return Verdict(holds=False, sealed=sealed, unsealed=0, first_fault=fault)
    if (total := LogEntry.objects.filter(pk__lte=up_to).count()) != sealed:
        fault = f"{abs(total - sealed)} entries stand among the sealed ones that were not sealed with them"
        return Verdict(holds=False, sealed=sealed, unsealed=0, first_fault=fault)
    return Verdict(holds=True, sealed=sealed, unsealed=LogEntry.objects.filter(pk__gt=up_to).count())


def _fault_in(seal: Seal, *, number: int, previous: str, published: dict[int, str]) -> str:
    if seal.number != number:
        return f"seal {number}: is missing"
    found = LogEntry.objects.filter(pk__in=[pk for pk, _ in seal.entries]).values_list(*_SAID)
    entries = {entry[0]: entry for entry in found}
    for pk, known in seal.entries:
        if pk not in entries:
            return f"entry {pk}: was removed"
        if digest(entries[pk]) != known:
            return f"entry {pk}: was altered ({entries[pk][2]} of {entries[pk][-1]:%d %B %Y %H:%M})"
    if head_after(previous, seal.entries) != seal.head:
        return f"seal {number}: was altered (entries {seal.entries[0][0]} to {seal.entries[-1][0]})"
    if number in published and published[number] != seal.head:
        return f"seal {number}: is not the one that was published outside the database"
    return ""
