"""Who works here, and what each may do."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trellis.base.errors import NotAllowed
from trellis.channels.staff.actions import may_reset_sign_in, reset_sign_in
from trellis.channels.staff.administration.forms import AccessForm, NewColleagueForm
from trellis.channels.staff.desk import Desk
from trellis.channels.staff.guard import at_the_desk
from trellis.channels.staff.notices import Notice
from trellis.channels.staff.one_time import beginning_for
from trellis.organisations import actions, queries
from trellis.organisations.actors import Permission, Role
from trellis.organisations.errors import AlreadyWorksHere
from trellis.organisations.queries import StaffMember, Team
from trellis.organisations.scope import reading

administering = at_the_desk(Permission.STAFF_ADMINISTER)


@require_GET
@administering
def staff(desk: Desk) -> HttpResponse:
    """Everybody who works here now."""
    with reading(desk.actor):
        found = list(queries.staff(seen_by=desk.actor))
        due = {each.pk for each in queries.access_to_review(seen_by=desk.actor, on=desk.today)}
    return desk.page("staff/staff.html", {"here": "desk-staff", "staff": found, "due": due})


@administering
def add(desk: Desk) -> HttpResponse:
    """Let somebody begin to work here."""
    teams = _teams(desk)
    form = desk.form(NewColleagueForm, teams=teams)
    if not form.is_valid():
        return desk.page("staff/staff_add.html", {"here": "desk-staff", "form": form})
    given = form.cleaned_data
    account = actions.open_account(email=given["email"], name=given["name"], at=desk.at, by=desk.actor)
    try:
        roles, chosen = _roles(given["roles"]), _chosen(teams, given["teams"])
        colleague = actions.employ(
            account=account, name=given["name"], roles=roles, teams=chosen, at=desk.at, by=desk.actor
        )
    except AlreadyWorksHere:
        form.add_error("email", _("Somebody with this e-mail address works here already"))
        return desk.page("staff/staff_add.html", {"here": "desk-staff", "form": form}, status=409)
    if account.has_usable_password() or not may_reset_sign_in(colleague):
        return desk.to(
            "desk-staff", notice=Notice(words=_("%(who)s can come to this desk now.") % {"who": colleague.name})
        )
    return _shown_beginning(desk, colleague)


@administering
def change(desk: Desk, number: int) -> HttpResponse:
    """Change what a colleague may do, and in which teams."""
    colleague = queries.staff_member(number, seen_by=desk.actor)
    teams = _teams(desk)
    now_held = {
        "name": colleague.name,
        "roles": colleague.roles,
        "teams": [team.key for team in colleague.teams.all()],
    }
    form = desk.form(AccessForm, now=now_held, teams=teams)
    form.fields["name"].disabled = True
    if not form.is_valid():
        context = {"here": "desk-staff", "form": form, "colleague": colleague, "is_self": number == desk.actor.staff}
        return desk.page("staff/staff_change.html", context)
    given = form.cleaned_data
    actions.change_access(
        staff=colleague, roles=_roles(given["roles"]), teams=_chosen(teams, given["teams"]), at=desk.at, by=desk.actor
    )
    return desk.to("desk-staff", notice=Notice(words=_("The access of %(who)s is changed.") % {"who": colleague.name}))


@require_POST
@administering
def end(desk: Desk, number: int) -> HttpResponse:
    """End a colleague's access, at once."""
    colleague = queries.staff_member(number, seen_by=desk.actor)
    if number == desk.actor.staff:
        raise NotAllowed(_("You cannot end your own access: somebody else must."))
    actions.end_access(staff=colleague, at=desk.at, by=desk.actor)
    words = _("%(who)s can no longer come to this desk. What they did stays in the history.")
    return desk.to("desk-staff", notice=Notice(words=words % {"who": colleague.name}))


@require_POST
@administering
def reset(desk: Desk, number: int) -> HttpResponse:
    """Let a colleague who lost their password, phone and codes begin anew."""
    colleague = queries.staff_member(number, seen_by=desk.actor)
    reset_sign_in(staff=colleague, at=desk.at, by=desk.actor)
    return _shown_beginning(desk, colleague)


def _shown_beginning(desk: Desk, colleague: StaffMember) -> HttpResponse:
    link = desk.request.build_absolute_uri(beginning_for(colleague.account))
    return desk.page("staff/staff_link.html", {"here": "desk-staff", "colleague": colleague, "link": link})


def _teams(desk: Desk) -> list[Team]:
    with reading(desk.actor):
        return list(queries.teams(seen_by=desk.actor))


def _roles(keys: list[str]) -> list[Role]:
    return [Role(key) for key in keys]


def _chosen(teams: list[Team], keys: list[str]) -> list[Team]:
    return [team for team in teams if team.key in keys]
