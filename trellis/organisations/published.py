"""The heads of the log outside the database: one file for each organisation, to be copied elsewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from trellis.base.models import Seal
from trellis.base.seals import PublishedHead
from trellis.organisations.outside import append, lines_of, take_torn_away

MEND_OF_TORN = "The worker writes that line anew, within six hours; look at the disk if it does not."


def heads_folder() -> Path:
    folder: Path = settings.TRELLIS.home / "audit-heads"
    return folder


def heads_of(key: str) -> Path:
    """The file with the published heads of the organisation of this name."""
    return heads_folder() / f"{key}.jsonl"


def publish_head(*, organisation: str, folder: Path, at: datetime) -> PublishedHead | None:
    """Write the newest head to a file outside the database, unless it stands there already. Run inside `reading`."""
    last = Seal.objects.order_by("-number").first()
    if last is None:
        return None
    file = folder / f"{organisation}.jsonl"
    known = published_heads(file)
    head = PublishedHead(organisation=organisation, number=last.number, head=last.head, at=at.isoformat())
    if not known or known[-1].number < head.number:
        append(file, head.__dict__)
    else:
        take_torn_away(file)
    return head


def published_heads(file: Path) -> list[PublishedHead]:
    """Every head that was published whole, the oldest first."""
    return [PublishedHead(**line) for line in lines_of(file)]
