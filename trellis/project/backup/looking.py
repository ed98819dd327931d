"""What is looked at once an archive stands again, and what is erased from it again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.storage import default_storage

from trellis.base import jobs
from trellis.base.errors import TrellisError
from trellis.base.models import Seal
from trellis.base.seals import PublishedHead, verify
from trellis.base.time import now
from trellis.components.documents.models import Document
from trellis.components.documents.queries import content_of
from trellis.organisations.actors import Actor, each_organisation
from trellis.organisations.keys import look_up_value
from trellis.organisations.outside import lines_of
from trellis.organisations.published import heads_folder, published_heads
from trellis.organisations.queries import organisations
from trellis.organisations.scope import acting, reading
from trellis.people.actions import erase
from trellis.people.erasures import erased_keys, erasures_folder
from trellis.people.models import DataKey

OPENED = 20
"""Documents that are opened, of each organisation, to be sure that keys and files fit each other."""


@dataclass(kw_only=True)
class Looked:
    """What is there again."""

    faults: list[str] = field(default_factory=list)
    entries: int = 0
    """Entries of the log that were held against their seals."""
    seals_lost: int = 0
    """Seals that were published after this backup was made: what they sealed is not in it."""
    documents: int = 0
    documents_missing: int = 0
    documents_opened: int = 0
    erased_again: int = 0
    """Keys that were erased since the backup was made, or whose time is over by now."""


def look(outside: Path | None) -> Looked:
    """Look at everything of every organisation, then erase what is over.

    `outside` is a folder with what was kept elsewhere: `audit-heads` and `erasures`, newer than those in the archive.
    """
    looked, keys = Looked(), dict(organisations().values_list("pk", "key"))
    for by in each_organisation(doing="restoring"):
        with reading(by):
            _log(looked, keys[by.organisation], outside)
            _documents(looked, keys[by.organisation], by)
    if not looked.faults:
        before = _erased()
        for by in each_organisation(doing="restoring"):
            _known_to_be_erased(keys[by.organisation], by, outside)
        _what_is_over()
        looked.erased_again = _erased() - before
    return looked


def _log(looked: Looked, key: str, outside: Path | None) -> None:
    last = Seal.objects.order_by("-number").values_list("number", flat=True).first() or 0
    published = _heads(key, outside)
    # What was published after the backup cannot be in it; what was published before must be, and the same.
    verdict = verify(published=[each for each in published if each.number <= last])
    looked.entries += verdict.sealed
    looked.seals_lost += sum(each.number > last for each in published)
    if not verdict.holds:
        mend = "Mend: take another archive, and keep this one for whoever looks into it."
        looked.faults.append(f"The log of {key} is not as it was written: {verdict.first_fault}. {mend}")


def _heads(key: str, outside: Path | None) -> list[PublishedHead]:
    within = published_heads(heads_folder() / f"{key}.jsonl")
    kept_elsewhere = published_heads(outside / heads_folder().name / f"{key}.jsonl") if outside else []
    # Both count: a head that only one of them has is as good a witness, and where they differ the chain fails one.
    return [*within, *kept_elsewhere]


def _documents(looked: Looked, key: str, by: Actor) -> None:
    try:
        look_up_value("", organisation=by.organisation, place="restoring")
    except TrellisError:
        mend = "Mend: set the TRELLIS_MASTER_KEY that was in use when it was backed up."
        looked.faults.append(f"The key of {key} does not open. {mend}")
        return
    opened = 0
    for document in Document.objects.filter(removed_at=None).select_related("key").order_by("pk").iterator():
        looked.documents += 1
        if not default_storage.exists(document.stored_as):
            looked.documents_missing += 1
        elif document.key.erased_at is None and opened < OPENED:
            opened += 1
            if hashlib.sha256(content_of(document)).hexdigest() != document.sha256:
                looked.faults.append(f"Document {document.public_id} of {key} is not what was kept.")
    looked.documents_opened += opened


def _known_to_be_erased(key: str, by: Actor, outside: Path | None) -> None:
    """What somebody's right or its time took away since is taken away again."""
    known = erased_keys(key)
    if outside:
        known |= {int(line["key"]) for line in lines_of(outside / erasures_folder().name / f"{key}.jsonl")}
    with reading(by):
        there = list(DataKey.objects.filter(erased_at=None).values_list("pk", flat=True))
    for number in sorted(known & set(there)):
        with acting(by):
            erase(key=DataKey.objects.get(pk=number), about=f"key:{number}", at=now(), by=by)


def _what_is_over() -> None:
    """Each schedule that erases runs until it finds nothing more."""
    before = -1
    while before != (before := _erased()):
        for each in jobs.schedules():
            if each.erases:
                each.run(now())


def _erased() -> int:
    count = 0
    for by in each_organisation(doing="restoring"):
        with reading(by):
            count += DataKey.objects.exclude(erased_at=None).count()
    return count
