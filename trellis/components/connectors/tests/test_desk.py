"""An administrator joins a service to another system at the desk, without a file."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from trellis.cases.tests.story import MONDAY
from trellis.components.connectors.described import remembered
from trellis.components.connectors.tests.story import Joined
from trellis.organisations import actions
from trellis.organisations.actors import Role, system

pytestmark = pytest.mark.django_db

DESK = "/oakham/desk/connections/"
JOIN = f"{DESK}join/lost-bin/new-waste/"
GIVEN = {
    "title": "Crew system", "number": "Job number", "at": "sandbox:", "name.address.postcode": "postcode",
    "name.bins": "bins", "codes.bins": "rubbish: RES\nfood: FOOD", "case.name": "who", "fixed": "type: NEW-BIN",
    "example.bins": "food", "example.address": "1 Elm Street, Oakham, AN1 1AA", "example.stolen": "no",
    "means.0": "received", "means.1": "planned", "means.2": "done", "ends.2": "brought", "why": "A food bin",
}  # fmt: skip


def signed_in(council: Joined, role: Role) -> Client:
    by = system(organisation=council.council.organisation.pk, doing="founding")
    account = actions.open_account(email=f"{role}@oakham.example", name="Joan", at=MONDAY, by=by)
    actions.employ(account=account, name="Joan", roles=(role,), teams=(), at=MONDAY, by=by)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, account, method="mfa")
    request.session.save()
    return client


def said(response: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def filled(response: Any) -> dict[str, Any]:
    """What the form would send, with what is chosen already."""
    page = response.content.decode().split('<form class="desk-form"')[1]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if told.get("type") not in {"radio", "checkbox"}:
            sent[told["name"]] = unescape(told.get("value", ""))
    for name, words in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        sent[name] = unescape(words)
    return sent


def test_a_service_is_joined_at_the_desk_and_what_is_said_of_it_comes_back(council: Joined) -> None:
    client = signed_in(council, Role.ADMINISTRATOR)
    begun = client.get(f"{DESK}join/", {"service": "lost-bin", "system": "new:waste"})
    assert begun.headers["Location"] == JOIN
    form = filled(client.get(JOIN)) | GIVEN
    tried = said(client.post(JOIN, form | {"press": "try"}))
    assert "bins FOOD postcode AN1 1AA" in tried or "postcode AN1 1AA bins FOOD" in tried
    done = said(client.post(JOIN, form | {"press": "join"}, follow=True))
    assert "is joined: from now on its cases are handed over" in done
    assert "Holds lost-bin: A food bin" in done
    assert "It answers." in said(client.post(f"{DESK}waste/ask/", follow=True))
    # The page knows what time it is; whatever is sent after that is handed over.
    after = council.connection.begun_at + timedelta(minutes=5)
    reference = council.reports(at=after)
    council.works_on(after)
    handover = council.handover(reference)
    council.works.put(handover.number, "DONE")
    council.works_on(after + timedelta(minutes=5))
    assert council.handover(reference).status == "DONE"


def test_what_cannot_be_joined_is_said_with_the_mend_and_nothing_is_kept(council: Joined) -> None:
    client = signed_in(council, Role.ADMINISTRATOR)
    form = filled(client.get(JOIN)) | GIVEN
    nothing = said(client.post(JOIN, form | {"name.bins": "", "name.address.postcode": "", "press": "join"}))
    assert "Enter their name for at least one answer" in nothing
    assert "Write each line like this: name: value" in said(
        client.post(JOIN, form | {"fixed": "what", "press": "join"})
    )
    short = client.post(JOIN, form | {"codes.bins": "rubbish: RES", "press": "join"})
    assert short.status_code == 422
    assert "there is no code for" in said(short)
    assert "No system yet" in said(client.get(DESK))


def test_another_service_joins_a_system_that_is_there_and_the_first_stays(joined: Joined) -> None:
    client = signed_in(joined, Role.ADMINISTRATOR)
    path = f"{DESK}join/lost-bin/on-crews/"
    client.post(path, filled(client.get(path)) | GIVEN | {"case.name": "caller", "press": "join"})
    described = remembered(joined.connection.described)
    assert described.title.to("cy") == "System y criwiau"
    assert "caller" in described.services[-1].send


def test_only_administrators_join_systems(council: Joined) -> None:
    assert signed_in(council, Role.CASEWORKER).get(DESK).status_code == 403
    assert signed_in(council, Role.ADMINISTRATOR).get(f"{DESK}nowhere/").status_code == 404
