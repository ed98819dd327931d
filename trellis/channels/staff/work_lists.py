"""Lists of work that components bring: what another system does not agree on, what has to be typed there again."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from trellis.base.errors import NotAllowed, NotFound, TrellisError
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.guard import at_the_desk
from trellis.channels.staff.notices import Notice
from trellis.organisations.actors import Permission
from trellis.services.contract import RowVerb, WorkList, work_listers


@require_safe
@at_the_desk(Permission.CASE_SEE)
def show(desk: Desk) -> HttpResponse:
    """Every list, with what can be done about each thing."""
    return _page(desk)


@require_POST
@at_the_desk(Permission.CASE_WORK)
def act(desk: Desk, listed: str, row: str, verb: str) -> HttpResponse:
    """Do one thing about one row."""
    chosen, said = _verb(desk, listed, row, verb), desk.request.POST.get("words", "").strip()
    if chosen.asks and not said:
        return _page(desk, problem=_("Write something first: nothing was changed."), at=f"{listed}-{row}", status=422)
    try:
        for each in work_listers():
            each.do_in_list(listed=listed, row=row, verb=verb, words=said, at=desk.at, by=desk.actor)
    except (NotFound, NotAllowed):
        raise
    except TrellisError as error:
        return _page(desk, problem=error.said(desk.language), at=f"{listed}-{row}", status=422)
    return desk.to("desk-lists", notice=Notice(words=_("Done: %(what)s.") % {"what": chosen.title}))


def _verb(desk: Desk, listed: str, row: str, verb: str) -> RowVerb:
    """What is to be done, as the list offers it to this person."""
    rows = (each for found in _lists(desk) if found.key == listed for each in found.rows if each.id == row)
    chosen = next((offered for each in rows for offered in each.verbs if offered.key == verb), None)
    if chosen is None:
        raise NotFound
    return chosen


def _lists(desk: Desk) -> list[WorkList]:
    return [found for each in work_listers() for found in each.work_lists(seen_by=desk.actor, language=desk.language)]


def _page(desk: Desk, *, problem: str = "", at: str = "", status: int = 200) -> HttpResponse:
    context = {"here": "desk-lists", "lists": _lists(desk), "problem": problem, "at": at}
    return desk.page("staff/work_lists.html", context, status=status)
