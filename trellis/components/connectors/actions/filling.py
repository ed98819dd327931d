"""Filling in what is sent: the answers as they are now, under the other side's names, sealed with the case's key."""

from __future__ import annotations

import json

from trellis.base.time import local_day
from trellis.components.connectors.described import Route
from trellis.components.connectors.errors import CannotBeMapped
from trellis.components.connectors.mapping import Source, mapped
from trellis.components.connectors.models import Handover
from trellis.services.queries import Submission


def put_fields(row: Handover, route: Route, sent: Submission) -> None:
    """Map the answers as they are now. What has no code on the other side is not sent: a person looks."""
    row.state, row.error = Handover.State.WAITING, ""
    fields: dict[str, object] = {}
    try:
        fields = mapped(route, _source(sent))
    except CannotBeMapped as error:
        row.state, row.error = Handover.State.REFUSED, str(error)[:300]
    row.fields = row.sealed_with.seal(json.dumps(fields, ensure_ascii=False), place=f"handover:{row.key}")


def _source(sent: Submission) -> Source:
    case = {
        "reference": sent.reference,
        "sent-on": local_day(sent.submitted_at).isoformat(),
        "service": sent.service,
        "language": sent.language,
        "name": sent.contact.name,
        "email": sent.contact.email,
        "phone": sent.contact.phone,
    }
    return Source(compiled=sent.compiled, answers=sent.answers, case=case, language=sent.language)
