"""The demo's outbox: every message that was written, readable, as the people who get them would see it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from trellis.components.messages.worker import transport_in_use
from trellis.organisations.actors import system
from trellis.organisations.errors import NoSuchOrganisation
from trellis.organisations.queries import organisation as organisation_called
from trellis.organisations.scope import reading
from trellis.people.models import Message
from trellis.people.queries import outbox

SHOWN = 50


@never_cache
@require_GET
def show(request: HttpRequest, organisation: str) -> HttpResponse:
    """Never there in production, nor where messages really are sent."""
    if settings.TRELLIS.mode == "production" or transport_in_use().key != "outbox":
        raise Http404
    try:
        found = organisation_called(organisation)
    except NoSuchOrganisation:
        raise Http404 from None
    by = system(organisation=found.pk, doing="outbox")
    with reading(by):
        letters = [_shown(each) for each in outbox(seen_by=by)[:SHOWN] if each.key.wrapped is not None]
    return render(request, "messages/outbox.html", {"organisation": found, "letters": letters})


def _shown(message: Message) -> dict[str, object]:
    words = message.words()
    return {
        "reference": message.reference,
        "to": message.addressee(),
        "subject": words.subject,
        "paragraphs": words.body.split("\n"),
        "at": message.written_at,
        "state": message.get_state_display(),
        "language": message.language,
    }
