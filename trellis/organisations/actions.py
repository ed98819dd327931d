"""What changes an organisation, its teams and its staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from trellis.base.log import record
from trellis.base.sealing import new_key
from trellis.organisations import events
from trellis.organisations.actors import Actor, Permission, Role, require, system
from trellis.organisations.brand import Brand, check_brand
from trellis.organisations.errors import AlreadyWorksHere, CannotReviewOwnAccess, TeamIsThere
from trellis.organisations.keys import wrap_for_installation
from trellis.organisations.models import AccessReview, Account, Organisation, StaffMember, Team
from trellis.organisations.scope import acting


@transaction.atomic
def found(
    *,
    key: str,
    name: dict[str, str],
    kind: str,
    nation: str,
    languages: list[str],
    at: datetime,
    brand: Brand,
    phone: str = "",
    email: str = "",
) -> Organisation:
    """Bring an organisation onto this installation, with a key of its own. Done by whoever runs the installation."""
    check_brand(brand)
    organisation = Organisation.objects.create(
        key=key,
        name=name,
        kind=kind,
        nation=nation,
        languages=languages,
        colour=brand.colour,
        accent=brand.accent,
        phone=phone,
        email=email,
        wrapped_key=wrap_for_installation(new_key(), organisation=key),
    )
    by = system(organisation=organisation.pk, doing="founding")
    with acting(by):
        record(events.OrganisationJoined(subject=key), by=by, at=at)
    return organisation


def rebrand(*, organisation: Organisation, brand: Brand, at: datetime, by: Actor) -> None:
    """Change an organisation's colours; a colour that is hard to read is refused with the nearest that passes."""
    require(by, Permission.STAFF_ADMINISTER)
    check_brand(brand)
    with acting(by):
        organisation.colour, organisation.accent = brand.colour, brand.accent
        organisation.save(update_fields=["colour", "accent"])
        changed = events.BrandChanged(subject=organisation.key, colour=brand.colour, accent=brand.accent)
        record(changed, by=by, at=at)


@transaction.atomic
def open_account(*, email: str, name: str, at: datetime, by: Actor) -> Account:
    """Have an account for this e-mail address, which can do nothing yet. One that is there already is left as it is."""
    _may_administer(by)
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        account = Account.objects.create_user(email.strip())
        account.name = name
        account.save(update_fields=["name"])
        with acting(by):
            record(events.AccountOpened(subject=f"account:{account.pk}", account=account.pk), by=by, at=at)
    return account


def form_team(*, key: str, title: str, at: datetime, by: Actor) -> Team:
    """Form a team: people who share a queue of work."""
    _may_administer(by)
    with acting(by):
        if Team.objects.filter(key=key).exists():
            raise TeamIsThere
        team = Team.objects.create(organisation_id=by.organisation, key=key, title=title)
        record(events.TeamFormed(subject=f"team:{key}", team=key), by=by, at=at)
    return team


def employ(
    *, account: Account, name: str, roles: Iterable[Role], teams: Iterable[Team], at: datetime, by: Actor
) -> StaffMember:
    """Let an account work for the organisation, in these roles and teams."""
    _may_administer(by)
    teams = list(teams)
    with acting(by):
        staff = StaffMember.objects.select_for_update().filter(account=account).first()
        if staff is None:
            staff = StaffMember(organisation_id=by.organisation, account=account)
        elif staff.left_at is None:
            raise AlreadyWorksHere
        # Somebody who left and comes back is the same colleague: what they did before stays theirs.
        staff.name, staff.roles = name, [role.value for role in roles]
        staff.joined_at, staff.left_at, staff.reviewed_at = at, None, None
        staff.save()
        staff.teams.set(teams)
        joined = events.StaffJoined(
            subject=f"staff:{staff.pk}", staff=staff.pk, roles=staff.roles, teams=[team.key for team in teams]
        )
        record(joined, by=by, at=at)
    return staff


def change_access(*, staff: StaffMember, roles: Iterable[Role], teams: Iterable[Team], at: datetime, by: Actor) -> None:
    """Change what a colleague may do, and in which teams."""
    _may_administer(by)
    teams = list(teams)
    with acting(by):
        staff.roles = [role.value for role in roles]
        staff.save(update_fields=["roles"])
        staff.teams.set(teams)
        changed = events.StaffAccessChanged(
            subject=f"staff:{staff.pk}", staff=staff.pk, roles=staff.roles, teams=[team.key for team in teams]
        )
        record(changed, by=by, at=at)


def end_access(*, staff: StaffMember, at: datetime, by: Actor) -> None:
    """End a colleague's access, at once. What they did stays in the log."""
    _may_administer(by)
    with acting(by):
        staff.left_at = at
        staff.save(update_fields=["left_at"])
        record(events.StaffLeft(subject=f"staff:{staff.pk}", staff=staff.pk), by=by, at=at)


def review_access(*, staff: StaffMember, answer: AccessReview.Answer, at: datetime, by: Actor) -> None:
    """Say whether a colleague still needs their access. Nobody reviews their own."""
    _may_administer(by)
    if by.staff is None or staff.pk == by.staff:
        raise CannotReviewOwnAccess
    with acting(by):
        AccessReview.objects.create(
            organisation_id=by.organisation, staff=staff, reviewer_id=by.staff, answer=answer, at=at
        )
        staff.reviewed_at = at
        staff.save(update_fields=["reviewed_at"])
        record(events.AccessReviewed(subject=f"staff:{staff.pk}", staff=staff.pk, answer=answer), by=by, at=at)
        if answer == AccessReview.Answer.END:
            end_access(staff=staff, at=at, by=by)


def note_sign_in(*, at: datetime, by: Actor) -> None:
    """Write down that a member of staff signed in."""
    with acting(by):
        record(events.SignedIn(subject=by.key, staff=by.staff or 0), by=by, at=at)


def note_sign_in_reset(*, staff: StaffMember, at: datetime, by: Actor) -> None:
    """Write down that a colleague was let begin anew with signing in."""
    _may_administer(by)
    with acting(by):
        record(events.SignInReset(subject=f"staff:{staff.pk}", staff=staff.pk), by=by, at=at)


def note_denial(*, asked: str, at: datetime, by: Actor) -> None:
    """Write down that somebody asked for what is not theirs."""
    with acting(by):
        record(events.SomethingDenied(subject=by.key, asked=asked[:200]), by=by, at=at)


def note_refusal(*, asked: str, because: str, at: datetime, by: Actor) -> None:
    """Write down that somebody's role did not let them do what they asked for."""
    with acting(by):
        record(events.PermissionRefused(subject=by.key, asked=asked[:200], because=because), by=by, at=at)


def _may_administer(by: Actor) -> None:
    # The system founds the first teams and staff, before anybody could have the permission.
    if by.key != "system:founding":
        require(by, Permission.STAFF_ADMINISTER)
