"""A draft in progress, so that whoever opens the studio of the demo finds somebody's work in it."""

from __future__ import annotations

from datetime import datetime, timedelta

from trellis.organisations.actors import Actor
from trellis.services.actions import change_draft, start_draft
from trellis.services.language.editing import Add, Change, Edit, seen_in
from trellis.services.language.sources import Sources

BEGUN_BEFORE = timedelta(days=2)
_ADDRESS = ("ask", "bin-address", "questions", "address", "hint")
_FOUND = {
    "source": "Interviews (made up for the demo)",
    "period": "October 2026",
    "asked": "6 residents who live in flats with shared bins",
    "says": "5 of 6 did not know whether to give their own address or that of the bin store",
}
_HINT = {
    "en": "If you share bins, give the address where the bins stand.",
    "cy": "Os ydych yn rhannu biniau, rhowch y cyfeiriad lle mae’r biniau.",
}
_WORK: tuple[tuple[str, Edit], ...] = (
    ("Added a finding to the need to have it emptied", Add(into=("needs", "empty-bin", "evidence"), what=_FOUND)),
    ("Changed the question “Address of the bin”", Change(at=_ADDRESS, to=_HINT)),
)


def begin_a_draft(*, now: datetime, by: Actor) -> None:
    """A designer has found something out about missed bins, and is changing a question for it."""
    at = now - BEGUN_BEFORE
    draft = start_draft(service="missed-bin", at=at, by=by)
    for number, (words, edit) in enumerate(_WORK, start=1):
        data = Sources.kept(draft.sources, service=draft.service).tree().data
        when = at + timedelta(minutes=20 * number)
        draft = change_draft(draft=draft.pk, edits=[edit], seen=seen_in(data), words=words, at=when, by=by)
