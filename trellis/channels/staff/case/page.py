"""The page of a case, with everything in one place; its documents; its letter before it is sent."""

from __future__ import annotations

from urllib.parse import quote

import filetype
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from trellis.cases import queries
from trellis.cases.queries import CaseView
from trellis.channels.staff.case.keeping_place import keep_place, place_kept
from trellis.channels.staff.case.verbs import VERBS, Verb
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.guard import at_the_desk
from trellis.organisations.actors import Permission

_PICTURES = frozenset({"image/jpeg", "image/png"})
_NAMED = _PICTURES | {"application/pdf"}


@require_safe
@at_the_desk(Permission.CASE_SEE)
def case(desk: Desk, reference: str) -> HttpResponse:
    """Everything about one case, with the next action first."""
    found = queries.case(reference, seen_by=desk.actor, on=desk.today, language=desk.language)
    context = {"case": found, "back": place_kept(desk), "verbs": offered(found)}
    return keep_place(desk, desk.page("staff/case.html", context), chosen=found.reference)


def offered(case: CaseView) -> list[Verb]:
    """The verbs that make sense now and that this person may do, beside those that stand at their own thing."""
    return [verb for verb in VERBS.values() if verb.action in case.allowed_actions and not verb.stands_at_its_thing]


@require_safe
@at_the_desk(Permission.CASE_SEE)
def document(desk: Desk, reference: str, document: str) -> HttpResponse:
    """A document of a case. Shown in place only where it is a picture; never as a page of ours."""
    upload = queries.document(reference, document, seen_by=desk.actor)
    kind = filetype.guess_mime(upload.content)
    shown = "inline" if kind in _PICTURES else "attachment"
    response = HttpResponse(upload.content, content_type=kind if kind in _NAMED else "application/octet-stream")
    response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(upload.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
