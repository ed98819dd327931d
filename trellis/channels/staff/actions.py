"""What this channel changes: how an account signs in. What an account may do is the organisations' to change."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction

from trellis.base.errors import NotAllowed
from trellis.organisations import queries
from trellis.organisations.actions import note_sign_in_reset
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.queries import Account, StaffMember


class WorksElsewhereToo(NotAllowed):
    """This account also works for another organisation, so neither of them alone may reset how it signs in."""

    code = "works-elsewhere-too"


@transaction.atomic
def choose_password(form: SetPasswordForm[Account]) -> None:
    """Somebody with a link of their own chooses the password of their account. The link is spent by it."""
    form.save()


def may_reset_sign_in(staff: StaffMember) -> bool:
    """Whether this organisation is the only one that the account works for."""
    return [each.pk for each in queries.places_of_work(staff.account)] == [staff.organisation_id]


@transaction.atomic
def reset_sign_in(*, staff: StaffMember, at: datetime, by: Actor) -> None:
    """Let a colleague who lost their password, phone and codes begin anew. Their old ones stop working at once."""
    require(by, Permission.STAFF_ADMINISTER)
    if not may_reset_sign_in(staff):
        raise WorksElsewhereToo
    Authenticator.objects.filter(user=staff.account).delete()
    staff.account.set_unusable_password()
    staff.account.save(update_fields=["password"])
    note_sign_in_reset(staff=staff, at=at, by=by)
