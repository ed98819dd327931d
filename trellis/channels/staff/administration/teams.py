"""The organisation's teams."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpResponse
from django.utils.translation import gettext as _

from trellis.channels.staff.administration.forms import TeamForm
from trellis.channels.staff.administration.staff import administering
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.notices import Notice
from trellis.organisations import actions, queries
from trellis.organisations.errors import TeamIsThere
from trellis.organisations.scope import reading


@administering
def teams(desk: Desk) -> HttpResponse:
    """The teams with their members; and a form for a new one."""
    form = desk.form(TeamForm)
    if not form.is_valid():
        return _page(desk, form)
    try:
        team = actions.form_team(
            key=form.cleaned_data["key"], title=form.cleaned_data["title"], at=desk.at, by=desk.actor
        )
    except TeamIsThere:
        form.add_error("key", _("There is a team with this key already"))
        return _page(desk, form, status=409)
    words = _("The team %(team)s is formed. Give colleagues to it on their page.") % {"team": team.title}
    return desk.to("desk-teams", notice=Notice(words=words))


def _page(desk: Desk, form: TeamForm, *, status: int = 200) -> HttpResponse:
    members: dict[str, list[str]] = defaultdict(list)
    with reading(desk.actor):
        found = list(queries.teams(seen_by=desk.actor))
        for colleague in queries.staff(seen_by=desk.actor):
            for team in colleague.teams.all():
                members[team.key].append(colleague.name)
    context = {"here": "desk-teams", "teams": found, "members": members, "form": form}
    return desk.page("staff/teams.html", context, status=status)
