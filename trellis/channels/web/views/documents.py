"""A document that was sent, shown again to whoever sent it."""

from __future__ import annotations

from django.http import HttpResponse

from trellis.channels.web.files import served
from trellis.channels.web.holding import Journeying, journeying
from trellis.channels.web.trouble import NotTheirs
from trellis.services import queries
from trellis.services.contract import document_store


@journeying
def show(now: Journeying, document: str) -> HttpResponse:
    """Only the documents of the journey that this browser holds."""
    kept = next((each for each in queries.documents_of(now.journey) if each.id == document), None)
    if kept is None:
        raise NotTheirs
    about = now.journey.reference if now.journey.state == "submitted" else now.journey.token
    upload = document_store().content_of(document=document, about=about or "", seen_by=queries.holder_of(now.journey))
    return served(upload, kept.media_type)
