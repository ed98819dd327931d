from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from trellis.cases import queries
from trellis.cases.tests.story import MONDAY, Council, applies, council_called, day, deliver, does_every_task, view
from trellis.channels.staff.one_time import link_for
from trellis.organisations.actors import Actor, Role
from trellis.organisations.models import Account

DESK = "/oakham/desk/"


@pytest.fixture(autouse=True)
def files_of_this_test(tmp_path: Path) -> Iterator[None]:
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    with override_settings(STORAGES={**settings.STORAGES, "default": storage}):
        yield


@pytest.fixture
def council(db: None) -> Council:
    council = council_called("oakham")
    council.publishes("market-stall")
    return council


@pytest.fixture
def mary(council: Council) -> Actor:
    """A caseworker of the market."""
    return council.employs("Mary", "market-team")


@pytest.fixture
def mona(council: Council) -> Actor:
    """The manager who approves."""
    return council.employs("Mona", "market-managers", "market-team", role=Role.MANAGER)


@pytest.fixture
def stall(council: Council) -> str:
    return applies(council)


def desk_of(name: str) -> Client:
    client = Client()
    client.get(link_for(Account.objects.get(email=f"{name}@oakham.example")))
    # The first page also writes down that somebody signed in.
    client.get(DESK)
    return client


def sends(client: Client, reference: str, verb: str, **fields: object) -> str:
    """Send one verb; gives the page that follows."""
    response = client.post(f"{DESK}cases/{reference}/{verb}/", fields, follow=True)
    return response.content.decode()


def seen(client: Client, reference: str) -> str:
    page = client.get(f"{DESK}cases/{reference}/").content.decode()
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found
    return found[1]


def test_a_caseworker_takes_a_case_and_takes_it_back(mary: Actor, stall: str) -> None:
    client = desk_of("mary")
    page = sends(client, stall, "take", seen=seen(client, stall))
    assert "This case is yours now." in page
    undo = re.search(r'<form method="post" action="([^"]+/assign/)">.*?name="staff" value="nobody"', page, re.DOTALL)
    assert undo
    assert "nobody’s now" in sends(client, stall, "assign", staff="nobody")
    assert queries.case(stall, seen_by=mary, on=MONDAY.date()).assignee == ""


def test_a_note_is_kept_as_words_and_never_as_a_page(mary: Actor, stall: str) -> None:
    page = sends(desk_of("mary"), stall, "note", words="<script>alert(1)</script> rang")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; rang" in page
    assert "<script>alert" not in page


def test_an_empty_note_says_the_mend(mary: Actor, stall: str) -> None:
    page = sends(desk_of("mary"), stall, "note", words=" ")
    assert "Write the note" in page
    assert "<title>Error: " in page


def test_a_decision_is_proposed_by_one_and_approved_by_another(
    council: Council, mary: Actor, mona: Actor, stall: str
) -> None:
    ready_to_decide(council, mary, stall)
    proposed = sends(desk_of("mary"), stall, "decide", outcome="given", reasons="There is room", conditions="")
    assert "Your decision is proposed" in proposed
    assert "Approve and send it" not in proposed
    theirs = desk_of("mona")
    decision = view(council, stall, by=mona).decisions[-1].id
    assert "The decision is approved" in sends(theirs, stall, f"approve/{decision}", seen=seen(theirs, stall))
    assert view(council, stall, by=mona).outcome == "given"


def test_the_letter_is_read_before_the_decision_is_sent_and_nothing_is_lost(
    council: Council, mary: Actor, stall: str
) -> None:
    ready_to_decide(council, mary, stall)
    client = desk_of("mary")
    typed = {"outcome": "refused", "reasons": "The square is full", "conditions": ""}
    page = client.post(f"{DESK}cases/{stall}/decide/letter/", typed).content.decode()
    letter = page.split('id="letter"')[1]
    assert "Ada Ash" in letter
    assert "The square is full</textarea>" in page
    assert view(council, stall, by=mary).decisions == ()


def test_a_refusal_without_reasons_is_not_sent(council: Council, mary: Actor, stall: str) -> None:
    ready_to_decide(council, mary, stall)
    page = sends(desk_of("mary"), stall, "decide", outcome="refused", reasons=" ")
    assert "Give the reasons: the applicant has a right to know why" in page
    assert view(council, stall, by=mary).decisions == ()


def test_who_decides_second_is_shown_what_changed_with_what_they_typed(
    council: Council, mary: Actor, mona: Actor, stall: str
) -> None:
    ready_to_decide(council, mary, stall)
    early = desk_of("mona")
    old = seen(early, stall)
    sends(desk_of("mary"), stall, "decide", outcome="given", reasons="There is room", conditions="", seen="")
    typed = {"outcome": "refused", "reasons": "No room at all", "seen": old}
    response = early.post(f"{DESK}cases/{stall}/decide/", typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "The case changed while you were on it, so nothing was sent" in page
    assert "Proposed" in page
    assert [each.outcome for each in view(council, stall, by=mona).decisions] == ["given"]


def test_a_document_that_is_no_document_is_refused_with_what_is_accepted(mary: Actor, stall: str) -> None:
    page = sends(desk_of("mary"), stall, "document", file=SimpleUploadedFile("plan.pdf", b"<html>hello"))
    assert "Send a PDF" in page


def test_a_form_that_is_half_written_goes_on_in_the_other_language(council: Council, mary: Actor, stall: str) -> None:
    client = desk_of("mary")
    half = {"words": "Which pitch", "questions": ["notes"], "seen": seen(client, stall), "in-language": "cy"}
    page = client.post(f"{DESK}cases/{stall}/ask/", half).content.decode()
    assert '<html class="govuk-template" lang="cy">' in page
    assert "Which pitch</textarea>" in page
    assert re.search(r'value="notes" checked', page)
    assert "govuk-error-summary" not in page
    assert view(council, stall, by=mary).requests == ()
    assert 'lang="cy"' in client.get(DESK).content.decode()


def test_a_colleague_ends_an_application_for_its_applicant(council: Council, mary: Actor, stall: str) -> None:
    client = desk_of("mary")
    assert "Say how they asked" in sends(client, stall, "withdraw", because="")
    assert "The application is taken back" in sends(client, stall, "withdraw", because="Rang, knew the address")
    assert view(council, stall, by=mary).state == "withdrawn"


def test_a_verb_that_does_not_exist_is_not_found(mary: Actor, stall: str) -> None:
    assert desk_of("mary").get(f"{DESK}cases/{stall}/destroy/").status_code == 404


def test_the_list_keeps_its_place(mary: Actor, stall: str) -> None:
    client = desk_of("mary")
    client.get(f"{DESK}queue/?state=all&sort=newest")
    page = client.get(f"{DESK}cases/{stall}/").content.decode()
    assert f'href="{DESK}queue/?state=all&amp;sort=newest"' in page
    assert f'id="row-{stall}" class="desk-chosen"' in client.get(f"{DESK}queue/?state=all&sort=newest").content.decode()


def test_a_reference_that_is_typed_without_its_hyphens_opens_the_case(mary: Actor, stall: str) -> None:
    typed = stall.replace("-", "").lower()
    assert desk_of("mary").get(f"{DESK}search/", {"find": typed}).headers["Location"] == f"{DESK}cases/{stall}/"


def test_nonsense_in_the_address_of_a_queue_shows_the_queue(mary: Actor, stall: str) -> None:
    page = desk_of("mary").get(f"{DESK}queue/?team=%00&page=-3&sort=sideways&state=x&assignee=me%27--")
    assert page.status_code == 200
    assert stall in page.content.decode()


def test_pages_ask_the_database_a_fixed_number_of_times(council: Council, mary: Actor, stall: str) -> None:
    client = desk_of("mary")
    few = {page: asked(client, page) for page in (DESK, f"{DESK}queue/", f"{DESK}cases/{stall}/")}
    for number in range(12):
        applies(council, name=("Ada", f"Ash {number}"), email=f"ada{number}@example.com")
    many = {page: asked(client, page) for page in few}
    assert many == few
    assert many[f"{DESK}cases/{stall}/"] <= 15
    assert many[f"{DESK}queue/"] <= 10
    assert many[DESK] <= 10


def asked(client: Client, page: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(page).status_code == 200
    return len(
        [
            query
            for query in captured
            # On PostgreSQL a scope also says which organisation it is for: no question about data.
            if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config"))
        ]
    )


def ready_to_decide(council: Council, mary: Actor, reference: str) -> None:
    does_every_task(council, reference, by=mary)
    council.days_pass(day(8))
    deliver()
    assert "decide" in queries.case(reference, seen_by=mary, on=MONDAY.date()).allowed_actions


def test_who_comes_after_a_decision_was_made_is_shown_it_with_their_own_words_to_copy(
    council: Council, mary: Actor, mona: Actor, stall: str
) -> None:
    ready_to_decide(council, mary, stall)
    late = desk_of("mona")
    old = seen(late, stall)
    decided = desk_of("mary")
    sends(decided, stall, "decide", outcome="given", reasons="There is room", conditions="")
    response = late.post(f"{DESK}cases/{stall}/decide/", {"outcome": "refused", "reasons": "No room", "seen": old})
    page = response.content.decode()
    assert response.status_code == 409
    assert "The case changed while you were on it, so nothing was sent" in page
    assert "Select a valid choice" not in page
    assert "No room" in page


def test_who_sends_a_decision_twice_is_told_that_they_did(council: Council, mary: Actor, stall: str) -> None:
    ready_to_decide(council, mary, stall)
    client = desk_of("mary")
    typed = {"outcome": "given", "reasons": "There is room", "conditions": "", "seen": seen(client, stall)}
    client.post(f"{DESK}cases/{stall}/decide/", typed)
    again = client.post(f"{DESK}cases/{stall}/decide/", typed).content.decode()
    assert "You have changed this case since you opened this page, so nothing was sent this time" in again
    assert len(view(council, stall, by=mary).decisions) == 1
