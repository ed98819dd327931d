from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from trellis.base.time import now
from trellis.cases import actions
from trellis.cases.tests.story import Council, applies, council_called, deliver
from trellis.channels.web.tests.story import Visitor
from trellis.services.queries import live

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def market(db: None) -> Council:
    council = council_called("oakham")
    council.publishes("market-stall")
    return council


@pytest.fixture
def stall(market: Council) -> str:
    return applies(market, at=now())


def codes(council: Council, reference: str) -> list[str]:
    sent = [each for each in council.messages(reference) if each.template == "status-code"]
    return [found[0] for each in sent if (found := re.search(r"\d{6}", each.words().subject))]


def asks(reference: str, *, email: str = "ada@example.com") -> Visitor:
    return Visitor("/oakham/status/", Client()).sends("/oakham/status", reference=reference, email=email)


@pytest.fixture
def ada(market: Council, stall: str) -> Visitor:
    """The applicant, let in."""
    visitor = asks(stall.lower().replace("-", " "))
    return visitor.sends("code", code=codes(market, stall)[-1])


def test_a_reference_and_a_code_show_what_happens_when(ada: Visitor, stall: str) -> None:
    assert ada.at.endswith("/status/application")
    assert ada.says(stall)
    assert ada.says("We look at it and write to you.")
    assert ada.says("You will hear from us by")


def test_a_wrong_code_is_refused_and_says_the_mend(market: Council, stall: str) -> None:
    visitor = asks(stall)
    wrong = f"{(int(codes(market, stall)[-1]) + 1) % 1_000_000:06d}"
    assert visitor.sends("code", code=wrong).title.startswith("Error: ")
    assert visitor.says("This code is not right")
    assert visitor.opens("application").at == "/oakham/status"


def test_the_page_says_the_same_whether_or_not_there_is_such_an_application(market: Council, stall: str) -> None:
    known, unknown = asks(stall), asks(stall, email="eve@example.com")
    assert known.words == unknown.words
    assert len(codes(market, stall)) == 1


def test_codes_are_not_tried_for_ever(market: Council, stall: str) -> None:
    visitor = asks(stall)
    for _ in range(15):
        visitor.sends("code", code="0")
    assert visitor.sends("code", code=codes(market, stall)[-1]).status == 429


def test_a_reference_that_cannot_be_one_is_asked_for_again(market: Council) -> None:
    assert asks("nonsense").says("Enter your reference number")


def test_the_applicant_writes_and_adds_a_document(ada: Visitor) -> None:
    assert ada.sends("application/reply", words="").says("Write your message")
    assert ada.sends("application/reply", words="I have moved <house>.").says("I have moved <house>.")
    ada.sends("application/add-document", document=SimpleUploadedFile("letter.pdf", PDF))
    assert ada.says("letter.pdf")
    kept_at = re.search(r'href="(/oakham/status/application/document/[^"]+)"', ada.page)
    assert kept_at
    response = ada.client.get(kept_at[1])
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert Client().get(kept_at[1]).status_code == 302


def test_a_program_is_refused_as_a_document(ada: Visitor) -> None:
    ada.sends("application/add-document", document=SimpleUploadedFile("x.pdf", b"MZ\x90"))
    assert ada.says("We cannot read this kind of file")


def test_just_the_questions_asked_again_are_answered(ada: Visitor, market: Council, stall: str) -> None:
    mary = market.employs("Mary", "market-team")
    number = actions.ask_for_information(
        reference=stall, questions=["notes", "address"], words="Where exactly?", at=now(), by=mary
    )
    deliver()
    assert ada.opens("application").says("Where exactly?")
    ada.opens(f"application/answer/{number}")
    assert 'name="notes"' in ada.page
    assert 'name="goods"' not in ada.page
    ada.sends(
        f"application/answer/{number}",
        **{
            "notes": "By the well", "address.line1": "1 Elm Street", "address.town": "Oakham", "address.postcode": "no"
        },
    )  # fmt: skip
    assert ada.title.startswith("Error: ")
    assert "By the well" in ada.page
    ada.sends(
        f"application/answer/{number}",
        **{
            "notes": "By the well", "address.line1": "1 Elm Street", "address.town": "Oakham",
            "address.postcode": "AN1 1AA",
        },
    )  # fmt: skip
    assert ada.says("We have your answers. Thank you.")
    assert ada.opens(f"application/answer/{number}").status == 404


def test_the_applicant_ends_it_after_being_told_what_that_means(ada: Visitor) -> None:
    assert ada.opens("application/withdraw").says("you need to apply again")
    assert ada.sends("application/withdraw", because="Moved away").says("as you asked")
    assert ada.sends("application/withdraw").says("This cannot be done any more")


def test_leaving_lets_go_of_the_application(ada: Visitor) -> None:
    assert ada.sends("application/leave").at == "/oakham/"
    assert ada.opens("application").at == "/oakham/status"


def test_another_organisation_does_not_open_to_the_same_browser(ada: Visitor) -> None:
    council_called("elsewhere")
    ada.client.cookies["status"]["path"] = "/"
    assert ada.opens("/elsewhere/status/application").status == 404


def test_whoever_gave_no_email_address_is_told_where_to_ask(market: Council) -> None:
    visitor = Visitor("/oakham/status", Client()).opens("/oakham/status")
    assert visitor.says("Ask about your application by phone or in person")
    visitor.opens("/oakham/status/by-phone")
    assert visitor.says("Phone:")
    said = live(organisation=market.organisation, service="market-stall").definition
    assert visitor.says(said.help.phone)
    assert visitor.says(said.help.hours.to("en"))


def test_a_request_for_words_that_is_answered_with_none_asks_again(ada: Visitor, market: Council, stall: str) -> None:
    mary = market.employs("Mary", "market-team")
    number = actions.ask_for_information(reference=stall, questions=[], words="Where?", at=now(), by=mary)
    deliver()
    assert ada.sends(f"application/answer/{number}", words=" ").says("Write your answer")
    assert ada.title.startswith("Error: ")


def test_a_refused_document_says_why_in_welsh_to_whoever_reads_welsh(ada: Visitor) -> None:
    ada.client.cookies["language"] = "cy"
    ada.sends("application/add-document", document=SimpleUploadedFile("x.pdf", b"MZ\x90"))
    assert ada.says("Ni allwn ddarllen y math hwn o ffeil. Anfonwch PDF")
    assert "Send a PDF" not in ada.words
