from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from trellis.base.models import LogEntry
from trellis.channels.staff.one_time import beginning_for, link_for
from trellis.channels.staff.tests.conftest import PASSWORD, SignIn
from trellis.organisations.actors import system
from trellis.organisations.models import Account
from trellis.organisations.scope import reading

DESK = "/anyborough/desk/"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    # Attempts and codes used are counted in the process's memory.
    cache.clear()


def with_password(client: Client, account: Account, after: str = "") -> str:
    """Sign in with a password; says where it leads."""
    sent = {"login": account.email, "password": PASSWORD, "next": after}
    response = client.post("/account/login/", sent)
    return str(response.headers.get("Location", ""))


def code_for(secret: str, *, ahead: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


def set_up(client: Client) -> str:
    """Set up the second step; gives the secret."""
    page = client.get("/account/second-step/set-up/").content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert secret
    plain = secret[1].replace(" ", "")
    response = client.post("/account/second-step/set-up/", {"code": code_for(plain)})
    assert response.status_code == 302
    return plain


def test_the_desk_asks_whoever_comes_to_sign_in_and_brings_them_back(grace: Account) -> None:
    client = Client()
    response = client.get(f"{DESK}staff/")
    assert response.headers["Location"] == "/account/login/?next=%2Fanyborough%2Fdesk%2Fstaff%2F"
    assert with_password(client, grace, f"{DESK}staff/") == f"{DESK}staff/"


def test_a_password_alone_does_not_open_the_desk(grace: Account) -> None:
    client = Client()
    with_password(client, grace)
    response = client.get(f"{DESK}staff/")
    assert response.headers["Location"].startswith("/account/second-step/")
    assert client.get(response.headers["Location"]).headers["Location"] == "/account/second-step/set-up/"


def test_setting_up_the_second_step_opens_the_desk_and_shows_recovery_codes_once(grace: Account) -> None:
    client = Client()
    with_password(client, grace)
    client.get("/account/second-step/", {"next": f"{DESK}staff/"})
    set_up(client)
    codes = "/account/second-step/recovery-codes/"
    assert len(re.findall(r"<li><code>(\d+)</code>", client.get(codes).content.decode())) == 10
    assert "<li><code>" not in client.get(codes).content.decode()
    assert client.get("/account/second-step/done/").headers["Location"] == f"{DESK}staff/"
    assert client.get(f"{DESK}staff/").status_code == 200


def test_somebody_with_a_second_step_is_asked_for_its_code(grace: Account) -> None:
    first = Client()
    with_password(first, grace)
    secret = set_up(first)
    client = Client()
    assert with_password(client, grace, f"{DESK}staff/") == "/account/second-step/code/"
    assert client.get(f"{DESK}staff/").headers["Location"].startswith("/account/login/")
    wrong = client.post("/account/second-step/code/", {"code": "000000"})
    assert b"That code is not right" in wrong.content
    right = client.post("/account/second-step/code/", {"code": code_for(secret, ahead=1)})
    assert right.headers["Location"] == f"{DESK}staff/"
    assert client.get(f"{DESK}staff/").status_code == 200


def test_a_session_from_before_the_second_step_was_set_up_must_take_it_too(grace: Account) -> None:
    early, later = Client(), Client()
    with_password(early, grace)
    with_password(later, grace)
    set_up(later)
    assert early.get(f"{DESK}staff/").headers["Location"].startswith("/account/second-step/")
    asked = early.get("/account/second-step/", {"next": f"{DESK}staff/"})
    assert asked.headers["Location"].startswith("/account/second-step/confirm/")


def test_the_secret_of_the_second_step_cannot_be_read_in_the_database(grace: Account) -> None:
    client = Client()
    with_password(client, grace)
    secret = set_up(client)
    kept = Authenticator.objects.get(user=grace, type="totp").data["secret"]
    assert secret not in kept


def test_a_wrong_password_says_the_mend_and_not_whether_the_account_exists(grace: Account) -> None:
    known = Client().post("/account/login/", {"login": grace.email, "password": "wrong words here"})
    unknown = Client().post("/account/login/", {"login": "nobody@anyborough.example", "password": "wrong words here"})
    for response in (known, unknown):
        assert b"do not belong together" in response.content


def test_many_wrong_passwords_are_slowed_down(grace: Account) -> None:
    client = Client()
    for _ in range(12):
        response = client.post("/account/login/", {"login": grace.email, "password": "wrong words here"})
    assert response.status_code == 429 or b"Too many attempts" in response.content
    assert with_password(client, grace) == ""


def test_nobody_signs_up_by_themselves(db: None) -> None:
    assert Client().get("/account/signup/").status_code == 404


def test_a_one_time_link_opens_the_desk_once(grace: Account) -> None:
    link = link_for(grace)
    client = Client()
    assert client.get(link).headers["Location"] == "/account/"
    assert client.get(f"{DESK}staff/").status_code == 200
    again = Client().get(link)
    assert again.status_code == 403
    assert b"This link no longer works" in again.content


def test_a_forged_one_time_link_says_how_to_get_a_new_one(grace: Account, amina: Account) -> None:
    token = link_for(amina).split("/")[-2]
    forged = Client().get(f"/account/one-time/{grace.pk}/{token}/")
    assert forged.status_code == 403
    assert b"trellis demo accounts" in forged.content


def test_a_new_colleague_chooses_a_password_with_a_link_that_works_once(grace: Account) -> None:
    link = beginning_for(grace)
    chosen = {"new_password1": "other odd words", "new_password2": "other odd words"}
    assert Client().post(link, chosen).headers["Location"] == "/account/login/?begun=1"
    assert Client().post(link, chosen).status_code == 403
    grace.refresh_from_db()
    assert grace.check_password("other odd words")


def test_an_easy_password_is_refused(grace: Account) -> None:
    response = Client().post(beginning_for(grace), {"new_password1": "password1234", "new_password2": "password1234"})
    assert b"too common" in response.content
    grace.refresh_from_db()
    assert grace.check_password(PASSWORD)


def test_signing_in_to_a_desk_is_written_down_once_in_a_session(grace: Account, sign_in: SignIn) -> None:
    client = sign_in(grace)
    client.get(f"{DESK}staff/")
    client.get(f"{DESK}teams/")
    organisation = grace.memberships.model._base_manager.get(account=grace).organisation_id
    by = system(organisation=organisation, doing="test")
    with reading(by):
        assert LogEntry.objects.filter(kind="signed-in").count() == 1
