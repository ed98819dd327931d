"""Founding the demo's organisations: addresses, teams, staff and services, through the actions that anybody uses."""

from __future__ import annotations

from datetime import datetime, timedelta

from trellis.demo.addresses import AREAS, addresses
from trellis.demo.cast import CATALOGUE, Colleague, Employer, employers
from trellis.demo.designing import begin_a_draft
from trellis.demo.directory.keeping import keep_directory
from trellis.demo.guidance.writing import write_pages
from trellis.organisations import actions, queries
from trellis.organisations.actors import Actor, Role, system
from trellis.organisations.brand import Brand
from trellis.organisations.models import AccessReview, Account, Organisation, StaffMember, Team
from trellis.places.actions import load_addresses
from trellis.places.gazetteer import AddressFound, AreaFound
from trellis.services.actions import publish
from trellis.services.language.compiler import compile_file
from trellis.services.language.sources import Sources

JOINED_BEFORE = timedelta(days=400)
REVIEWED_BEFORE = timedelta(days=90)
PUBLISHED_BEFORE = timedelta(days=60)
NOT_REVIEWED = frozenset({"peter", "tom", "colin"})
"""Colleagues whose access nobody has looked at for too long, so that there is something to review."""


def load_the_map() -> int:
    """Put Anyborough and its neighbour into the gazetteer."""
    found = [
        AddressFound(
            uprn=each.uprn,
            lines=each.lines,
            postcode=each.postcode,
            areas=each.areas,
            latitude=each.latitude,
            longitude=each.longitude,
        )
        for each in addresses()
    ]
    areas = [AreaFound(key=each.key, title=each.title, kind=each.kind) for each in AREAS]
    return load_addresses(addresses=found, areas=areas)


def found_everybody(*, now: datetime) -> list[Organisation]:
    """Found the borough, the county and the charity, and publish what each offers."""
    return [_found(employer, now=now) for employer in employers()]


def _found(employer: Employer, *, now: datetime) -> Organisation:
    at = now - JOINED_BEFORE
    organisation = actions.found(
        key=employer.key,
        name=employer.name,
        kind=employer.kind,
        nation="england",
        languages=employer.languages,
        brand=Brand(colour=employer.colour, accent=employer.accent),
        phone=employer.phone,
        email=employer.email,
        at=at,
    )
    by = system(organisation=organisation.pk, doing="founding")
    teams = {key: actions.form_team(key=key, title=title, at=at, by=by) for key, title in employer.teams.items()}
    staff = {each.key: _employ(each, employer, teams=teams, at=at, by=by) for each in employer.staff}
    administrator = _first(employer, staff, Role.ADMINISTRATOR)
    by = queries.actor_for(administrator.account, organisation=organisation)
    _review(staff, at=now - REVIEWED_BEFORE, by=by)
    if employer.services:
        by = queries.actor_for(_first(employer, staff, Role.SERVICE_OWNER).account, organisation=organisation)
        _publish(employer, at=now - PUBLISHED_BEFORE, by=by)
    if any(Role.SERVICE_DESIGNER in each.roles for each in employer.staff):
        designer = queries.actor_for(_first(employer, staff, Role.SERVICE_DESIGNER).account, organisation=organisation)
        begin_a_draft(now=now, by=designer)
    if any(Role.EDITOR in each.roles for each in employer.staff):
        writer = queries.actor_for(_first(employer, staff, Role.EDITOR).account, organisation=organisation)
        owner = queries.actor_for(_first(employer, staff, Role.SERVICE_OWNER).account, organisation=organisation)
        write_pages(employer=employer, writer=writer, second=owner, at=now - PUBLISHED_BEFORE, now=now)
        if employer is employers()[0]:
            keep_directory(by=writer, at=now - PUBLISHED_BEFORE, now=now)
    return organisation


def _employ(
    colleague: Colleague, employer: Employer, *, teams: dict[str, Team], at: datetime, by: Actor
) -> StaffMember:
    account = Account.objects.create_user(email=employer.address_of(colleague))
    account.name = colleague.name
    account.save(update_fields=["name"])
    mine = [teams[key] for key in colleague.teams]
    return actions.employ(account=account, name=colleague.name, roles=colleague.roles, teams=mine, at=at, by=by)


def _review(staff: dict[str, StaffMember], *, at: datetime, by: Actor) -> None:
    """The administrator has looked at most colleagues' access, and never at their own."""
    for key, colleague in staff.items():
        if colleague.pk != by.staff and key not in NOT_REVIEWED:
            actions.review_access(staff=colleague, answer=AccessReview.Answer.KEEP, at=at, by=by)


def _publish(employer: Employer, *, at: datetime, by: Actor) -> None:
    for service in employer.services:
        file = CATALOGUE / f"{service}.yaml"
        publish(compiled=compile_file(file), sources=Sources.of_file(file), at=at, by=by)


def _first(employer: Employer, staff: dict[str, StaffMember], role: Role) -> StaffMember:
    return next(staff[each.key] for each in employer.staff if role in each.roles)
