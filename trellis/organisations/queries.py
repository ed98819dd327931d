"""What can be asked about organisations and their staff."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from trellis.organisations.actors import ROLE_PERMISSIONS, Actor, ActorKind, Permission, require, system
from trellis.organisations.errors import NoSuchOrganisation, NoSuchStaff
from trellis.organisations.models import AccessReview, Account, Organisation, StaffMember, Team
from trellis.organisations.scope import reading

Review = AccessReview.Answer
# Channels, which may not touch the tables, name these where they say what they are given.
__all__ = ["Account", "NoSuchOrganisation", "NoSuchStaff", "Organisation", "Review", "StaffMember", "Team"]

ACCESS_REVIEWED_EVERY = timedelta(days=182)


def organisations() -> QuerySet[Organisation]:
    """Every organisation on this installation. That it is here is public."""
    return Organisation.objects.order_by("pk")


def organisation(key: str) -> Organisation:
    """The organisation of this name.

    :raises NoSuchOrganisation: where there is none.
    """
    found = Organisation.objects.filter(key=key).first()
    if found is None:
        raise NoSuchOrganisation
    return found


def actor_for(account: Account, *, organisation: Organisation) -> Actor:
    """What this account may do for this organisation, today.

    :raises NoSuchStaff: where it does not work there, or no longer.
    """
    return at_work(account, organisation=organisation.pk)[1]


def actor_called(email: str, *, organisation: Organisation) -> Actor:
    """What whoever signs in with this address may do for this organisation, today.

    :raises NoSuchStaff: where nobody does.
    """
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        raise NoSuchStaff
    return actor_for(account, organisation=organisation)


def at_work(account: Account, *, organisation: int) -> tuple[Organisation, Actor]:
    """The organisation of this number, and what this account may do there today; asked of the database once.

    :raises NoSuchStaff: where it does not work there, or no longer.
    """
    with reading(system(organisation=organisation, doing="sign-in")):
        # A row for each team, or one without any.
        rows = list(
            StaffMember.objects.filter(account=account, left_at=None, account__is_active=True)
            .select_related("organisation")
            .annotate(team=F("teams__key"))
        )
    if not rows:
        raise NoSuchStaff
    staff = rows[0]
    return staff.organisation, _as_actor(staff, teams=frozenset(row.team for row in rows if row.team))


def actor_of(staff: StaffMember) -> Actor:
    """This member of staff, as somebody who acts."""
    return _as_actor(staff, teams=frozenset(team.key for team in staff.teams.all()))


def _as_actor(staff: StaffMember, *, teams: frozenset[str]) -> Actor:
    return Actor(
        organisation=staff.organisation_id,
        kind=ActorKind.STAFF,
        key=f"staff:{staff.pk}",
        label=staff.name,
        permissions=frozenset().union(*(ROLE_PERMISSIONS[role] for role in staff.held_roles)),
        teams=teams,
        staff=staff.pk,
    )


def account_of(number: int) -> Account:
    """The account of this number.

    :raises NoSuchStaff: where there is none.
    """
    found = Account.objects.filter(pk=number).first()
    if found is None:
        raise NoSuchStaff
    return found


def places_of_work(account: Account) -> list[Organisation]:
    """The organisations that this account works for."""
    working = []
    for each in organisations():
        with reading(system(organisation=each.pk, doing="sign-in")):
            if StaffMember.objects.filter(account=account, left_at=None).exists():
                working.append(each)
    return working


def staff(*, seen_by: Actor) -> QuerySet[StaffMember]:
    """Everybody who works here now. Evaluate it inside `reading(seen_by)`."""
    return StaffMember.objects.filter(left_at=None).select_related("account").prefetch_related("teams").order_by("name")


def staff_member(number: int, *, seen_by: Actor) -> StaffMember:
    """One colleague.

    :raises NoSuchStaff: where nobody of this number works for the same organisation.
    """
    with reading(seen_by):
        found = StaffMember.objects.filter(pk=number).select_related("account").prefetch_related("teams").first()
    if found is None:
        raise NoSuchStaff
    return found


def teams(*, seen_by: Actor) -> QuerySet[Team]:
    """The organisation's teams, by name. Evaluate it inside `reading(seen_by)`."""
    return Team.objects.order_by("title")


def access_to_review(*, seen_by: Actor, on: date) -> QuerySet[StaffMember]:
    """Colleagues whose access nobody has looked at for half a year. Evaluate it inside `reading(seen_by)`."""
    require(seen_by, Permission.STAFF_ADMINISTER)
    since = on - ACCESS_REVIEWED_EVERY
    due = Q(reviewed_at=None, joined_at__date__lt=since) | Q(reviewed_at__date__lt=since)
    return staff(seen_by=seen_by).filter(due)
