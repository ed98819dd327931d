from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.test import Client

from trellis.base.models import LogEntry
from trellis.channels.staff.one_time import link_for
from trellis.channels.staff.tests.conftest import Employ, SignIn
from trellis.organisations.actors import Role, system
from trellis.organisations.models import Account, Organisation
from trellis.organisations.scope import reading
from trellis.organisations.security.commands import security_export

DESK = "/anyborough/desk/"


def denials(organisation: Organisation) -> list[str]:
    with reading(system(organisation=organisation.pk, doing="test")):
        return [entry.data["asked"] for entry in LogEntry.objects.filter(kind="access-denied")]


def test_staff_of_another_organisation_find_no_desk_and_it_is_written_down(
    anyborough: Organisation, otto: Account, sign_in: SignIn
) -> None:
    response = sign_in(otto).get(f"{DESK}staff/")
    assert response.status_code == 404
    assert denials(anyborough) == [f"account {otto.pk}: {DESK}staff/"]


def test_a_colleague_of_another_organisation_is_not_found(
    grace: Account, otto: Account, anyborough: Organisation, sign_in: SignIn
) -> None:
    number = otto.memberships.model._base_manager.get(account=otto).pk
    response = sign_in(grace).get(f"{DESK}staff/{number}/")
    assert response.status_code == 404
    assert denials(anyborough) == [f"{DESK}staff/{number}/"]


def test_a_role_without_the_permission_is_told_what_it_needs(amina: Account, sign_in: SignIn) -> None:
    response = sign_in(amina).get(f"{DESK}staff/")
    assert response.status_code == 403
    assert b"administer staff and teams" in response.content


def test_what_was_refused_is_exported_for_whoever_watches_over_security_without_a_name(
    amina: Account, grace: Account, sign_in: SignIn, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in(amina).get(f"{DESK}staff/")
    sign_in(grace).get(f"{DESK}staff/99/")
    security_export(since=datetime(2020, 1, 1), organisation="anyborough")  # noqa: DTZ001  as typer gives it
    said = capsys.readouterr().out
    found = [json.loads(line) for line in said.splitlines()]
    last = [(each["what"], each.get("asked")) for each in found if each["what"] != "signed-in"][-2:]
    assert last == [("permission-refused", f"{DESK}staff/"), ("access-denied", f"{DESK}staff/99/")]
    assert {"signed-in", "staff-joined"} <= {each["what"] for each in found}
    assert (amina.name in said, amina.email in said) == (False, False)


def test_access_that_has_ended_ends_at_the_next_page(
    grace: Account, amina: Account, anyborough: Organisation, sign_in: SignIn
) -> None:
    theirs = sign_in(amina)
    assert theirs.get(DESK).status_code == 200
    number = amina.memberships.model._base_manager.get(account=amina).pk
    sign_in(grace).post(f"{DESK}staff/{number}/end/")
    assert theirs.get(DESK).status_code == 404


def test_somebody_who_works_in_one_place_comes_straight_to_its_desk(amina: Account, sign_in: SignIn) -> None:
    assert sign_in(amina).get("/account/").headers["Location"] == DESK


def test_an_administrator_who_has_no_part_in_cases_begins_with_the_staff(grace: Account, sign_in: SignIn) -> None:
    assert sign_in(grace).get(DESK).headers["Location"] == f"{DESK}staff/"


def test_somebody_who_works_in_two_places_chooses(
    amina: Account, otherton: Organisation, employ: Employ, sign_in: SignIn
) -> None:
    employ(otherton, amina.email, Role.CASEWORKER)
    page = sign_in(amina).get("/account/").content.decode()
    assert '/anyborough/desk/"' in page
    assert '/otherton/desk/"' in page


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(grace: Account, sign_in: SignIn) -> None:
    client = sign_in(grace)
    whose = whose_form(client)
    client.logout()
    late = client.post(f"{DESK}teams/", {"title": "Parks", "key": "parks", "whose": whose})
    assert late.status_code == 401
    assert b"You were signed out before this was sent" in late.content
    again = signed_in_again(client, grace)
    kept = again.get("/account/kept/").content.decode()
    assert 'action="/anyborough/desk/teams/"' in kept
    assert "Parks" in kept


def test_what_was_typed_is_not_shown_to_somebody_else_on_the_same_computer(
    grace: Account, amina: Account, sign_in: SignIn
) -> None:
    client = sign_in(grace)
    whose = whose_form(client)
    client.logout()
    client.post(f"{DESK}teams/", {"title": "Parks", "key": "parks", "whose": whose})
    other = signed_in_again(client, amina)
    assert other.get("/account/kept/").headers["Location"] == "/account/"


def test_what_was_typed_lies_sealed_in_the_session(grace: Account, sign_in: SignIn) -> None:
    client = sign_in(grace)
    whose = whose_form(client)
    client.logout()
    client.post(f"{DESK}teams/", {"title": "Parks", "key": "parks", "whose": whose})
    assert "Parks" not in str(dict(client.session.items()))


def whose_form(client: Client) -> str:
    page = client.get(f"{DESK}teams/").content.decode()
    return page.split('name="whose" value="')[1].split('"')[0]


def signed_in_again(client: Client, account: Account) -> Client:
    account.refresh_from_db()
    client.get(link_for(account))
    return client


def test_what_is_too_long_to_keep_is_not_promised_to_be_kept(grace: Account, sign_in: SignIn) -> None:
    client = sign_in(grace)
    whose = whose_form(client)
    client.logout()
    late = client.post(f"{DESK}teams/", {"title": "P" * 210_000, "key": "parks", "whose": whose})
    assert b"What you typed is kept" not in late.content
    assert b"Go back in your browser" in late.content


def test_the_desk_speaks_the_languages_that_its_organisation_offers(
    anyborough: Organisation, grace: Account, sign_in: SignIn
) -> None:
    client = sign_in(grace)
    client.get(f"{DESK}staff/?language=cy")
    assert '<html class="govuk-template" lang="en">' in client.get(f"{DESK}staff/").content.decode()
    anyborough.languages = ["en", "cy"]
    anyborough.save()
    page = client.get(f"{DESK}staff/").content.decode()
    assert '<html class="govuk-template" lang="cy">' in page
    assert "Drafft: nid oes neb wedi adolygu" in page
    assert client.get(f"{DESK}staff/?language=en&after=1").headers["Location"] == f"{DESK}staff/?after=1"
