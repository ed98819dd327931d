from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from trellis.base.models import Heartbeat
from trellis.base.time import now
from trellis.channels.staff.tests.conftest import AT, PASSWORD, Employ, SignIn
from trellis.organisations.actors import Role, system
from trellis.organisations.models import Account, Organisation, StaffMember
from trellis.organisations.queries import places_of_work
from trellis.organisations.scope import reading

DESK = "/anyborough/desk/"
BELA = {"name": "Bela Novak", "email": "bela@anyborough.example", "roles": ["caseworker"]}


def staff_of(account: Account, organisation: Organisation) -> StaffMember:
    with reading(system(organisation=organisation.pk, doing="test")):
        return StaffMember.objects.get(account=account)


def test_a_new_colleague_can_begin_with_the_link_that_the_administrator_is_shown(
    grace: Account, anyborough: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(grace)
    page = client.post(f"{DESK}staff/add/", BELA).content.decode()
    link = re.search(r"<code>(http://testserver/account/begin/[^<]+)</code>", page)
    assert link
    assert client.get(link[1]).status_code == 200
    bela = Account.objects.get(email=BELA["email"])
    assert [place.key for place in places_of_work(bela)] == ["anyborough"]


def test_somebody_who_works_here_already_is_not_added_twice(grace: Account, amina: Account, sign_in: SignIn) -> None:
    response = sign_in(grace).post(f"{DESK}staff/add/", BELA | {"email": amina.email})
    assert response.status_code == 409
    assert b"works here already" in response.content


def test_somebody_who_left_and_comes_back_is_the_same_colleague(
    grace: Account, amina: Account, anyborough: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(grace)
    before = staff_of(amina, anyborough)
    client.post(f"{DESK}staff/{before.pk}/end/")
    client.post(f"{DESK}staff/add/", BELA | {"email": amina.email, "name": "Amina"})
    after = staff_of(amina, anyborough)
    assert (after.pk, after.left_at) == (before.pk, None)


def test_changing_access_changes_what_a_colleague_may_do(
    grace: Account, amina: Account, anyborough: Organisation, sign_in: SignIn
) -> None:
    number = staff_of(amina, anyborough).pk
    sign_in(grace).post(f"{DESK}staff/{number}/", {"roles": ["manager", "auditor"]})
    assert staff_of(amina, anyborough).roles == ["manager", "auditor"]


def test_nobody_ends_their_own_access(grace: Account, anyborough: Organisation, sign_in: SignIn) -> None:
    number = staff_of(grace, anyborough).pk
    assert sign_in(grace).post(f"{DESK}staff/{number}/end/").status_code == 403
    assert staff_of(grace, anyborough).left_at is None


def test_letting_a_colleague_begin_anew_stops_their_old_password(
    grace: Account, amina: Account, anyborough: Organisation, sign_in: SignIn
) -> None:
    number = staff_of(amina, anyborough).pk
    page = sign_in(grace).post(f"{DESK}staff/{number}/begin-anew/").content.decode()
    assert "/account/begin/" in page
    amina.refresh_from_db()
    assert not amina.check_password(PASSWORD)


def test_one_organisation_alone_cannot_reset_an_account_that_another_also_trusts(
    grace: Account, amina: Account, anyborough: Organisation, otherton: Organisation, employ: Employ, sign_in: SignIn
) -> None:
    employ(otherton, amina.email, Role.ADMINISTRATOR)
    number = staff_of(amina, anyborough).pk
    assert sign_in(grace).post(f"{DESK}staff/{number}/begin-anew/").status_code == 403
    amina.refresh_from_db()
    assert amina.check_password(PASSWORD)


@pytest.fixture
def long_here(anyborough: Organisation, employ: Employ) -> Account:
    return employ(anyborough, "lena@anyborough.example", Role.MANAGER, at=AT - timedelta(days=900))


def test_access_that_nobody_looked_at_for_half_a_year_is_reviewed_and_kept(
    grace: Account, long_here: Account, anyborough: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(grace)
    assert b"Lena" in client.get(f"{DESK}reviews/").content
    number = staff_of(long_here, anyborough).pk
    client.post(f"{DESK}reviews/{number}/keep/")
    reviewed = staff_of(long_here, anyborough).reviewed_at
    assert reviewed
    assert now() - reviewed < timedelta(minutes=5)
    assert f"{DESK}reviews/{number}/keep/" not in client.get(f"{DESK}reviews/").content.decode()


def test_a_review_can_end_access(grace: Account, long_here: Account, anyborough: Organisation, sign_in: SignIn) -> None:
    sign_in(grace).post(f"{DESK}reviews/{staff_of(long_here, anyborough).pk}/end/")
    assert places_of_work(long_here) == []


def test_a_colour_that_is_hard_to_read_is_refused_with_the_nearest_that_is_not(
    grace: Account, anyborough: Organisation, sign_in: SignIn
) -> None:
    response = sign_in(grace).post(f"{DESK}colours/", {"colour": "#7fd0d8", "accent": "#f2b134"})
    assert response.status_code == 422
    nearest = re.search(r'name="colour" value="(#[0-9a-f]{6})"', response.content.decode())
    assert nearest
    anyborough.refresh_from_db()
    assert anyborough.colour == "#1d4f3f"
    assert sign_in(grace).post(f"{DESK}colours/", {"colour": nearest[1], "accent": "#f2b134"}).status_code == 302
    anyborough.refresh_from_db()
    assert anyborough.colour == nearest[1]


def test_a_team_is_formed_once(grace: Account, sign_in: SignIn) -> None:
    client = sign_in(grace)
    parks = {"title": "Parks", "key": "parks"}
    assert client.post(f"{DESK}teams/", parks).status_code == 302
    assert client.post(f"{DESK}teams/", parks).status_code == 409
    assert b"Parks" in client.get(f"{DESK}teams/").content


def test_work_that_nobody_does_is_said_to_whoever_can_start_a_worker(
    grace: Account, amina: Account, sign_in: SignIn
) -> None:
    Heartbeat.objects.create(key="log.seal", due_at=now() - timedelta(hours=1))
    alert = "Work behind the scenes is late"
    assert alert in sign_in(grace).get(f"{DESK}staff/").content.decode()
    assert "Missed: no worker has run it" in sign_in(grace).get(f"{DESK}running/").content.decode()
    assert alert not in sign_in(amina).get(DESK).content.decode()


def test_work_that_was_never_done_at_all_is_said_too(grace: Account, sign_in: SignIn) -> None:
    MigrationRecorder(connection).migration_qs.update(applied=now() - timedelta(days=3))
    assert "Missed: no worker has run it" in sign_in(grace).get(f"{DESK}running/").content.decode()
