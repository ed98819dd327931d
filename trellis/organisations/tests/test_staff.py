from __future__ import annotations

from datetime import timedelta

import pytest

from trellis.base.discovery import TRELLIS
from trellis.base.models import LogEntry
from trellis.organisations import actions, queries
from trellis.organisations.actors import Actor, Role
from trellis.organisations.brand import SURFACE, Brand, check_brand, contrast, nearest_readable
from trellis.organisations.errors import (
    CannotReviewOwnAccess,
    ColourHardToRead,
    NoSuchStaff,
    PermissionMissing,
)
from trellis.organisations.models import AccessReview, Account, Organisation
from trellis.organisations.scope import reading
from trellis.organisations.tests.conftest import AT, employed


def test_a_caseworker_cannot_let_somebody_in(caseworker: Actor) -> None:
    account = Account.objects.create_user("mallory@elsewhere.example")
    with pytest.raises(PermissionMissing):
        actions.employ(account=account, name="Mallory", roles=[Role.ADMINISTRATOR], teams=(), at=AT, by=caseworker)


def test_somebody_who_left_can_do_nothing_more(administrator: Actor, anyborough: Organisation) -> None:
    leaver = employed(anyborough, "leo@anyborough.example", Role.CASEWORKER)
    assert leaver.staff
    actions.end_access(staff=queries.staff_member(leaver.staff, seen_by=administrator), at=AT, by=administrator)
    with pytest.raises(NoSuchStaff):
        queries.actor_for(Account.objects.get(email="leo@anyborough.example"), organisation=anyborough)


def test_an_account_of_one_organisation_is_nobody_in_another(caseworker: Actor, otherton: Organisation) -> None:
    with pytest.raises(NoSuchStaff):
        queries.actor_for(Account.objects.get(email="amina@anyborough.example"), organisation=otherton)


def test_staff_of_another_organisation_are_not_found_by_number(caseworker: Actor, otherton: Organisation) -> None:
    outsider = employed(otherton, "otto@otherton.example", Role.ADMINISTRATOR)
    assert caseworker.staff
    with pytest.raises(NoSuchStaff):
        queries.staff_member(caseworker.staff, seen_by=outsider)


def test_access_is_reviewed_twice_a_year_and_never_by_oneself(administrator: Actor, caseworker: Actor) -> None:
    half_a_year_on = (AT + timedelta(days=200)).date()
    with reading(administrator):
        due = {staff.pk for staff in queries.access_to_review(seen_by=administrator, on=half_a_year_on)}
    assert due == {administrator.staff, caseworker.staff}
    assert caseworker.staff
    assert administrator.staff
    colleague = queries.staff_member(caseworker.staff, seen_by=administrator)
    later = AT + timedelta(days=200)
    actions.review_access(staff=colleague, answer=AccessReview.Answer.END, at=later, by=administrator)
    with reading(administrator):
        assert queries.access_to_review(seen_by=administrator, on=half_a_year_on).count() == 1
        assert LogEntry.objects.filter(kind="staff-left").exists()
    myself = queries.staff_member(administrator.staff, seen_by=administrator)
    with pytest.raises(CannotReviewOwnAccess):
        actions.review_access(staff=myself, answer=AccessReview.Answer.KEEP, at=later, by=administrator)


def test_a_colour_that_is_hard_to_read_is_refused_with_the_nearest_that_passes() -> None:
    with pytest.raises(ColourHardToRead) as refused:
        check_brand(Brand(colour="#ffcc00", accent="#ffffff"))
    for behind in ("#ffffff", SURFACE):
        assert contrast(refused.value.nearest, behind) >= 4.5
    check_brand(Brand(colour=refused.value.nearest, accent="#ffffff"))


@pytest.mark.parametrize("colour", ["#767676", "#ffffff", "#ffdd00", "#00a3e0", "#ff6600", "#39ff14", "#ff00ff"])
def test_whichever_colour_is_chosen_links_can_be_read_wherever_they_stand(colour: str) -> None:
    found = nearest_readable(colour)
    assert min(contrast(found, "#ffffff"), contrast(found, SURFACE)) >= 4.5


def test_the_surface_is_the_one_that_the_stylesheets_have() -> None:
    scss = (TRELLIS / "assets" / "src" / "_colours.scss").read_text("utf-8")
    assert f"template-background: {SURFACE}," in scss
    assert f"surface-background: {SURFACE}," in scss
