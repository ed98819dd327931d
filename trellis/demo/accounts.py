"""Who can sign in to the demo, and with which address, which works once."""

from __future__ import annotations

from dataclasses import dataclass

from trellis.channels.staff.one_time import link_for
from trellis.demo.cast import employers
from trellis.organisations import queries
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation, StaffMember
from trellis.organisations.scope import reading


@dataclass(frozen=True, kw_only=True)
class AccountOfDemo:
    """Somebody who can sign in."""

    name: str
    email: str
    organisation: str
    organisation_key: str
    does: str
    """Their roles and teams, in words."""
    address: str
    """Open it once to be signed in. The next call makes another."""


def accounts(*, base_url: str) -> list[AccountOfDemo]:
    """Everybody who works in the demo's organisations."""
    keys = {employer.key for employer in employers()}
    found = [each for each in queries.organisations() if each.key in keys]
    return [_account(staff, each, base_url=base_url) for each in found for staff in _staff_of(each)]


def _staff_of(organisation: Organisation) -> list[StaffMember]:
    by = system(organisation=organisation.pk, doing="demo")
    with reading(by):
        return list(queries.staff(seen_by=by))


def _account(staff: StaffMember, organisation: Organisation, *, base_url: str) -> AccountOfDemo:
    teams = ", ".join(team.title for team in staff.teams.all())
    roles = " and ".join(role.words.lower() for role in staff.held_roles)
    return AccountOfDemo(
        name=staff.name,
        email=staff.account.email,
        organisation=organisation.called("en"),
        organisation_key=organisation.key,
        does=f"{roles} ({teams})" if teams else roles,
        address=f"{base_url.rstrip('/')}{link_for(staff.account)}",
    )
