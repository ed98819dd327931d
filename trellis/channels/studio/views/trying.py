"""A draft tried out as a resident would meet it, with made-up answers: nothing is kept, and no case arises."""

from __future__ import annotations

from django.http import HttpResponse

from trellis.channels.studio.drawing import at_draft
from trellis.services import queries
from trellis.services.layout import DeskVisit, TrialRun, resident_pages


def try_out(desk: DeskVisit, draft: int) -> HttpResponse:
    """The page that a resident would be shown now. Where the draft cannot be read yet, its page says why."""
    found = queries.draft(draft, seen_by=desk.actor)
    compiled = found.checked.compiled
    if compiled is None:
        words = "The draft cannot be tried out yet. Mend what the checker says first."
        return desk.done(at_draft(desk, draft), words)
    offered = compiled.definition.languages
    wanted = desk.request.GET.get("language", "")
    return resident_pages().try_out(
        TrialRun(
            request=desk.request,
            organisation=desk.organisation,
            compiled=compiled,
            language=wanted if wanted in offered else offered[0],
            at=desk.at,
            notice="You are trying out a draft. Nothing that you type is kept or sent. Use made-up answers.",
            leave=at_draft(desk, draft),
            leave_words="Go back to the draft",
            paper="A resident would send a document here. It counts as sent.",
            end="This is where a resident would send it. Nothing was sent, and nothing is kept.",
        )
    )
