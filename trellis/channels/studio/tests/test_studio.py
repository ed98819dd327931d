"""What a service designer can do in the browser, page by page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from trellis.channels.studio.tests.conftest import BINS
from trellis.organisations.actors import Actor
from trellis.organisations.models import Account, Organisation
from trellis.organisations.scope import reading
from trellis.services import queries
from trellis.services.models import Draft, Journey

pytestmark = pytest.mark.django_db

STUDIO = "/anyborough/desk/studio/"
ADDRESS = "change/ask/bin-address/questions/address/"
Answer = Any
"""What the test client gives."""
SignIn = Callable[[Account], Client]


def said(response: Answer) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def filled(response: Answer) -> dict[str, str]:
    """What the form of a page would send if somebody only pressed its button."""
    page = response.content.decode().split('<form class="studio-form"')[1]
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if told.get("type") != "radio" or " checked" in tag:
            sent[told["name"]] = unescape(told.get("value", ""))
    for name, words in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        sent[name] = unescape(words)
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[0] if chosen else ""
    return sent


def text_of(draft: Draft, by: Actor) -> str:
    return queries.draft(draft.pk, seen_by=by).sources.text


@pytest.fixture
def at(draft: Draft) -> str:
    return f"{STUDIO}drafts/{draft.pk}/"


def test_the_studio_is_for_those_who_design_services(
    sign_in: SignIn, cara: Account, dana: Account, draft: Draft
) -> None:
    assert sign_in(cara).get(STUDIO).status_code == 403
    page = sign_in(dana).get(STUDIO)
    assert "Report a missed bin" in said(page)
    assert "Go on with the draft of Report a missed bin" in said(page)


def test_a_form_that_is_saved_as_it_is_changes_nothing(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client = sign_in(dana)
    page = said(client.get(at))
    paths = re.findall(rf"{re.escape(at)}(change/[^\"]+)\"", client.get(at).content.decode())
    assert len(paths) > 20
    for path in paths:
        answer = client.post(at + path, filled(client.get(at + path)))
        assert answer.status_code == 302, (path, said(answer))
    assert text_of(draft, designer) == BINS.read_text("utf-8")
    assert "Nothing yet." in page


def test_words_are_changed_in_the_file_and_nowhere_else(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client = sign_in(dana)
    form = filled(client.get(at + ADDRESS)) | {
        "ask.en": "Where is the bin, exactly?",
        "ask.cy": "Ble mae’r bin yn union?",
    }
    answer = client.post(at + ADDRESS, form, follow=True)
    assert "Changed the question “Address of the bin”." in said(answer)
    was = BINS.read_text("utf-8")
    now = was.replace("Address of the bin", "Where is the bin, exactly?").replace(
        "Cyfeiriad y bin", "Ble mae’r bin yn union?", 1
    )
    assert text_of(draft, designer) == now
    client.post(f"{at}undo/1/")
    assert text_of(draft, designer) == was


def test_two_who_change_different_things_lose_nothing(
    sign_in: SignIn, dana: Account, omar: Account, draft: Draft, designer: Actor, at: str
) -> None:
    first, second = sign_in(dana), sign_in(omar)
    mine, theirs = filled(first.get(at + ADDRESS)), filled(second.get(f"{at}change/ask/tag/"))
    first.post(at + ADDRESS, mine | {"hint.en": "Like 1 High Street"})
    assert second.post(f"{at}change/ask/tag/", theirs | {"title.en": "Was a tag left?"}).status_code == 302
    assert "Like 1 High Street" in text_of(draft, designer)
    assert "Was a tag left?" in text_of(draft, designer)


def test_two_who_change_the_same_thing_are_both_shown_and_what_was_typed_is_kept(
    sign_in: SignIn, dana: Account, omar: Account, draft: Draft, designer: Actor, at: str
) -> None:
    first, second = sign_in(dana), sign_in(omar)
    mine, theirs = filled(first.get(at + ADDRESS)), filled(second.get(at + ADDRESS))
    first.post(at + ADDRESS, mine | {"ask.en": "Where does the bin stand?"})
    met = second.post(at + ADDRESS, theirs | {"ask.en": "Which address?"})
    assert met.status_code == 409
    assert "Where does the bin stand? Which address?" in said(met)
    assert "It says now (Dana)" in said(met)
    assert filled(met)["ask.en"] == "Which address?"
    assert "Where does the bin stand?" in text_of(draft, designer)
    assert second.post(at + ADDRESS, filled(met)).status_code == 302
    assert "Which address?" in text_of(draft, designer)


def test_a_finding_stands_beside_what_it_is_about(sign_in: SignIn, dana: Account, at: str) -> None:
    client = sign_in(dana)
    path = f"{at}change/ask/which-bin/questions/bins/"
    client.post(path, filled(client.get(path)) | {"why": "", "why-words": ""})
    page = client.get(at).content.decode()
    part = page.split('id="at-ask-which-bin-questions-bins"')[1].split('class="studio-inner"')[0]
    assert "Why do you ask" in part
    assert "Must be mended" in part
    assert "Why do you ask" in said(client.get(path))


def test_a_new_question_says_why_it_is_asked(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client = sign_in(dana)
    path = f"{at}add/ask/put-out/questions/"
    form = filled(client.get(path)) | {"ask.en": "Who put it out?", "ask.cy": "Pwy?", "type": "choice"}
    assert "Choose the need that the question serves" in said(client.post(path, form | {"why": ""}))
    answer = client.post(path, form | {"why": "right-day"}, follow=True)
    assert "Added the question “Who put it out?”." in said(answer)
    options = f"{at}options/ask/put-out/questions/who-put-it-out/"
    lines = filled(client.get(options)) | {"0.en": "I did", "0.cy": "Fi", "1.en": "A neighbour", "1.cy": "Cymydog"}
    client.post(options, lines)
    found = queries.draft(draft.pk, seen_by=designer)
    (question,) = [each for each in found.data["ask"][3]["questions"] if each["id"] == "who-put-it-out"]
    assert question["why"] == "right-day"
    assert [each["value"] for each in question["choices"]] == ["i-did", "a-neighbour"]
    assert found.publishable


def test_parts_are_moved_and_taken_away(sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str) -> None:
    client = sign_in(dana)
    client.post(f"{at}move/ask/which-bin/", {"way": "up"})
    pages = [each.get("page") for each in queries.draft(draft.pk, seen_by=designer).data["ask"]]
    assert pages[:2] == ["which-bin", "bin-address"]
    client.post(f"{at}move/ask/which-bin/", {"way": "down"})
    assert text_of(draft, designer) == BINS.read_text("utf-8")
    client.post(f"{at}remove/ask/tag/")
    assert "page: tag" not in text_of(draft, designer)
    assert client.post(f"{at}remove/ask/tag/").status_code == 404


def test_a_change_is_published_by_a_second_person(
    sign_in: SignIn, dana: Account, omar: Account, anyborough: Organisation, at: str
) -> None:
    designer, owner = sign_in(dana), sign_in(omar)
    designer.post(at + ADDRESS, filled(designer.get(at + ADDRESS)) | {"ask.en": "Where is it?"})
    compared = said(designer.get(f"{at}compare/"))
    assert "Question `address`: the question changed from “Address of the bin” to “Where is it?”." in compared
    live = queries.live(organisation=anyborough, service="missed-bin").hash
    assert designer.post(f"{at}publish/", {"revision": "1", "live": live}).status_code == 403
    assert owner.post(f"{at}publish/", {"revision": "1", "live": live}).status_code == 409
    designer.post(f"{at}ask/", {"revision": "1"})
    assert "Publish it" in said(owner.get(f"{at}compare/"))
    published = owner.post(f"{at}publish/", {"revision": "1", "live": live}, follow=True)
    assert "Version 2 is published" in said(published)
    now = queries.live(organisation=anyborough, service="missed-bin")
    assert now.questions["address"].ask.to("en") == "Where is it?"
    assert designer.get(at).status_code == 404
    owner.post(f"{STUDIO}services/missed-bin/1/publish/")
    assert queries.live(organisation=anyborough, service="missed-bin").hash == live


def test_who_asks_for_a_review_does_not_publish(
    sign_in: SignIn, omar: Account, anyborough: Organisation, at: str
) -> None:
    owner = sign_in(omar)
    live = queries.live(organisation=anyborough, service="missed-bin").hash
    owner.post(f"{at}ask/", {"revision": "0"})
    refused = owner.post(f"{at}publish/", {"revision": "0", "live": live})
    assert refused.status_code == 409
    assert "You asked for the review, so a colleague publishes it." in said(refused)


def test_the_file_is_taken_along_and_brought_back(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client = sign_in(dana)
    taken = client.get(f"{at}file/?take").content
    assert taken == BINS.read_bytes()
    other = taken.replace(b"Address of the bin", b"Where is it?") + b"# A comment from git.\n"

    def bring(content: bytes) -> Answer:
        file = SimpleUploadedFile("missed-bin.yaml", content)
        return client.post(f"{at}file/bring/", {"revision": "0", "file": file})

    assert "Line 3" in said(bring(b"service: missed-bin\ntitle: [\n"))
    assert "This file describes other" in said(bring(other.replace(b"service: missed-bin", b"service: other")))
    assert bring(other).status_code == 302
    assert text_of(draft, designer).encode() == other
    assert "The draft was changed while you were on this page" in said(bring(other))


def test_a_service_begins_with_a_finding(sign_in: SignIn, dana: Account, designer: Actor) -> None:
    client = sign_in(dana)
    assert "Enter who needs it" in said(client.post(f"{STUDIO}new/", {"title": "Ask for a bin"}))
    given = {
        "title": "Ask for a new bin",
        "who": "someone whose bin was stolen",
        "need": "get another bin",
        "so": "rubbish does not lie in the street",
        "source": "interviews",
        "asked": "6 residents who live in flats",
        "says": "4 of 6 did not know whom to ask",
        "assumption": "no",
        "team": "waste-team",
    }
    answer = client.post(f"{STUDIO}new/", given, follow=True)
    assert "The need to get another bin" in said(answer)
    assert "6 residents who live in flats" in said(answer)
    (line,) = [each for each in queries.studio_services(seen_by=designer) if each.service == "ask-for-a-new-bin"]
    assert line.draft
    found = queries.draft(line.draft, seen_by=designer)
    assert found.checked.compiled
    # Nothing is left to a designer who knows no YAML but words to write on forms of the studio.
    assert {each.finding.code for each in found.findings if each.refuses} == {"not-written"}
    assert all(each.address for each in found.findings if each.refuses)


def test_a_draft_is_tried_out_as_residents_meet_it_and_nothing_is_kept(
    sign_in: SignIn, dana: Account, designer: Actor, at: str
) -> None:
    client = sign_in(dana)
    page = client.get(f"{at}try/")
    assert "Where is the bin?" in said(page)
    assert "Nothing that you type is kept" in said(page)
    refused = client.post(f"{at}try/", carried(page))
    assert "There is a problem" in said(refused)
    address = {"address.line1": "1 Long Street", "address.town": "Anyborough", "address.postcode": "AN1 2BA"}
    page = client.post(f"{at}try/", carried(refused) | address)
    assert "Which bin did we miss?" in said(page)
    assert "Which bin did we miss?" in said(page)
    page = client.post(f"{at}try/", carried(page) | {"bins": "rubbish"})
    back = client.post(f"{at}try/", carried(page) | {"pressed": "back"})
    assert "Which bin did we miss?" in said(back)
    assert re.search(r'value="[a-z-]+" checked', back.content.decode())
    page = client.post(f"{at}try/", carried(page) | dict(zip(DAY, ("1", "1", "2026"), strict=True)))
    page = client.post(f"{at}try/", carried(page) | {"out-in-time": "yes", "door-collection": "no"})
    assert "too late" in said(page) or "Was there a tag on the bin?" in said(page)
    with reading(designer):
        assert Journey.objects.count() == 0


DAY = ("missed-on.day", "missed-on.month", "missed-on.year")


def carried(response: Answer) -> dict[str, str]:
    """What a tried-out page carries on to the next, with its button pressed."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return {name: unescape(value) for name, value in hidden} | {"pressed": "go-on"}


def test_another_organisation_has_no_part_in_a_draft(draft: Draft, designer: Actor) -> None:
    with reading(designer):
        assert Draft.objects.count() == 1
