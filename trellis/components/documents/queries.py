"""What can be asked about documents."""

from __future__ import annotations

import uuid

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from trellis.components.documents.errors import NoSuchDocument
from trellis.components.documents.models import Document
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.services.contract import Kept


def documents_about(*, about: str, seen_by: Actor) -> QuerySet[Document]:
    """The documents of this application, oldest first. Evaluate it inside `reading(seen_by)`."""
    return Document.objects.filter(about=about, removed_at=None).select_related("key").order_by("kept_at", "pk")


def document_about(*, document: str, about: str, seen_by: Actor) -> Document:
    """One document of this application.

    :raises NoSuchDocument: where it is not there, was removed, or is about something else.
    """
    try:
        number = uuid.UUID(document)
    except ValueError:
        raise NoSuchDocument from None
    with reading(seen_by):
        found = documents_about(about=about, seen_by=seen_by).filter(public_id=number).first()
    if found is None:
        raise NoSuchDocument
    return found


def content_of(document: Document) -> bytes:
    """What a document holds, opened."""
    with default_storage.open(document.stored_as) as file:
        return document.key.unseal(file.read(), place=f"document:{document.public_id}")


def as_kept(document: Document) -> Kept:
    """What everybody may know of a document."""
    name = document.key.unseal(document.name, place=f"document-name:{document.public_id}").decode()
    return Kept(id=str(document.public_id), name=name, media_type=document.media_type, size=document.size)
