"""Where a payment provider tells us that something changed. What it says is never believed: we ask it ourselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from trellis.base.time import now
from trellis.components.payments import actions, queries
from trellis.organisations.actors import each_organisation
from trellis.organisations.scope import reading


@csrf_exempt
@require_POST
def notified(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the provider how this charge stands. Safe to be told twice, or falsely."""
    for by in each_organisation(doing="payments"):
        with reading(by):
            row = queries.charge(reference, seen_by=by)
        if row:
            actions.ask_how_it_stands(row=row, at=now(), by=by)
            break
    return HttpResponse(status=204)
