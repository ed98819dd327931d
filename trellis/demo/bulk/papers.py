"""A document for each of many cases: sealed with the case's own key, in the file storage as any other."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from trellis.base.models import LogEntry
from trellis.base.time import now
from trellis.cases.models import Case
from trellis.components.documents.events import DocumentKept
from trellis.components.documents.models import Document
from trellis.organisations.actors import Actor

SIZE = 20_000
"""Bytes: a letter of a page or two."""


def keep_a_letter_for_each(cases: Iterable[Case], *, by: Actor) -> None:
    """Give each case a letter. Its words mean nothing; all else is as where somebody sent it."""
    made = [_kept(case) for case in cases]
    Document.objects.bulk_create(made)
    LogEntry.objects.bulk_create(_noted(document, by=by) for document in made)


def _kept(case: Case) -> Document:
    number, content = uuid.uuid4(), b"%PDF-1.7\n" + os.urandom(SIZE)
    stored_as = f"{case.organisation_id}/{number.hex[:2]}/{number.hex}"
    default_storage.save(stored_as, ContentFile(case.key.seal(content, place=f"document:{number}")))
    return Document(
        organisation_id=case.organisation_id,
        public_id=number,
        about=case.reference,
        name=case.key.seal("letter.pdf", place=f"document-name:{number}"),
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        key=case.key,
        stored_as=stored_as,
        kept_at=case.opened_at,
    )


def _noted(document: Document, *, by: Actor) -> LogEntry:
    return LogEntry(
        organisation_id=document.organisation_id,
        kind=DocumentKept.kind,
        subject=document.about,
        data={"document": str(document.public_id), "evidence": "", "sha256": document.sha256},
        actor=by.key,
        actor_label=by.label,
        happened_at=document.kept_at,
        written_at=now(),
    )
