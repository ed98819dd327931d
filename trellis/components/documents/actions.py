"""Keeping and removing documents."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from trellis.base.log import record
from trellis.base.prepared import Update
from trellis.components.documents.checks import check_name, media_type
from trellis.components.documents.events import DocumentKept, DocumentRemoved
from trellis.components.documents.models import Document
from trellis.components.documents.queries import document_about
from trellis.components.documents.tidying import remember
from trellis.organisations.actors import Actor
from trellis.organisations.scope import acting
from trellis.people.models import DataKey
from trellis.services.contract import Upload

_HANDED_OVER = Update(Document, change=["about"], where=["about"])


def keep(*, about: str, evidence: str, upload: Upload, key: DataKey, at: datetime, by: Actor) -> Document:
    """Check a file by what it holds, seal it and keep it.

    :raises DocumentRefused: with why, and what can be taken.
    """
    name, kind = check_name(upload.name), media_type(upload.content)
    number = uuid.uuid4()
    stored_as = f"{by.organisation}/{number.hex[:2]}/{number.hex}"
    with acting(by):
        default_storage.save(stored_as, ContentFile(key.seal(upload.content, place=f"document:{number}")))
        remember(stored_as)
        document = Document.objects.create(
            organisation_id=by.organisation,
            public_id=number,
            about=about,
            evidence=evidence,
            name=key.seal(name, place=f"document-name:{number}"),
            media_type=kind,
            size=len(upload.content),
            sha256=hashlib.sha256(upload.content).hexdigest(),
            key=key,
            stored_as=stored_as,
            kept_at=at,
        )
        kept = DocumentKept(subject=about, document=str(number), evidence=evidence, sha256=document.sha256)
        record(kept, by=by, at=at)
    return document


def remove(*, document: str, about: str, at: datetime, by: Actor) -> None:
    """Take a document away again. Its content leaves the storage once that is certain."""
    with acting(by):
        found = document_about(document=document, about=about, seen_by=by)
        found.removed_at = at
        found.save(update_fields=["removed_at"])
        record(DocumentRemoved(subject=about, document=document), by=by, at=at)
        transaction.on_commit(lambda: default_storage.delete(found.stored_as))


def hand_over(*, journey: str, reference: str, by: Actor) -> None:  # noqa: ARG001  in the scope of who submits
    """From now on a journey's documents are about the application that it became: in the submission's transaction."""
    _HANDED_OVER.run(change={"about": reference}, where={"about": journey})
