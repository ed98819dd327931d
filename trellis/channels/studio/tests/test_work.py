"""Fees, the work, messages, and what has no form: seen in the studio, and changed there."""

from __future__ import annotations

import pytest

from trellis.channels.studio.tests.conftest import BINS
from trellis.channels.studio.tests.test_studio import STUDIO, SignIn, filled, said, text_of
from trellis.organisations.actors import Actor
from trellis.organisations.models import Account
from trellis.services import queries
from trellis.services.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(draft: Draft) -> str:
    return f"{STUDIO}drafts/{draft.pk}/"


def test_a_fee_a_stage_and_a_task_are_added_and_the_checker_still_has_nothing_against_it(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client = sign_in(dana)
    assert "Check the crew’s record" in said(client.get(at))
    line = {"line.en": "A second visit", "line.cy": "Ail ymweliad", "amount": "£12.00", "when": "!door_collection"}
    path = f"{at}add/fee/"
    client.post(path, filled(client.get(path)) | line)
    stage = {"title.en": "Look at the bin", "title.cy": "Edrych ar y bin", "by": "waste-team", "due": "2 working days"}
    path = f"{at}add/work/stages/"
    client.post(path, filled(client.get(path)) | stage)
    path = f"{at}add/work/stages/look-at-the-bin/tasks/"
    client.post(path, filled(client.get(path)) | {"title.en": "Drive there", "title.cy": "Gyrru yno"})
    page = said(client.get(at))
    assert "This line is on the bill when “Do we fetch your bin from your door?” is no" in page
    found = queries.draft(draft.pk, seen_by=designer)
    assert found.data["work"]["stages"][-1]["tasks"][0]["id"] == "drive-there"
    assert [str(each.finding) for each in found.findings if each.refuses] == []


def test_two_who_change_one_stage_are_both_shown(sign_in: SignIn, dana: Account, omar: Account, at: str) -> None:
    first, second, path = sign_in(dana), sign_in(omar), f"{at}change/work/stages/go-back/"
    mine, theirs = filled(first.get(path)), filled(second.get(path))
    first.post(path, mine | {"due": "3 working days"})
    met = second.post(path, theirs | {"due": "4 working days"})
    assert met.status_code == 409
    assert "3 working days 4 working days" in said(met)


def test_a_message_is_written_and_sent_on_what_was_chosen(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client, path = sign_in(dana), f"{at}messages/add/"
    assert "Choose when it is sent" in said(client.post(path, filled(client.get(path))))
    words = {"on": "stage go-back", "subject.en": "We are on our way", "subject.cy": "Rydyn ni ar y ffordd",
             "body.en": "Leave your bin out.", "body.cy": "Gadewch eich bin allan."}  # fmt: skip
    assert "Added the message “We are on our way”." in said(
        client.post(path, filled(client.get(path)) | words, follow=True)
    )
    found = queries.draft(draft.pk, seen_by=designer)
    assert "missed-bin-we-are-on-our" in found.data["tell"][-1]["template"]
    assert found.publishable
    client.post(f"{at}undo/2/")
    assert text_of(draft, designer) == BINS.read_text("utf-8")


def test_what_has_no_form_is_changed_as_text_with_findings_beside_it(
    sign_in: SignIn, dana: Account, omar: Account, draft: Draft, designer: Actor, at: str
) -> None:
    first, second, path = sign_in(dana), sign_in(omar), f"{at}as-text/work/clocks/come-back/"
    mine, theirs = filled(first.get(path)), filled(second.get(path))
    assert "length: 2 working days" in mine["text"]
    first.post(path, mine | {"text": mine["text"].replace("length: 2 working", "length: 3 working")})
    assert text_of(draft, designer) == BINS.read_text("utf-8").replace("length: 2 working", "length: 3 working")
    met = second.post(path, theirs)
    assert met.status_code == 409
    assert "length: 3 working days" in said(met)
    assert "Line 2" in said(first.post(path, filled(first.get(path)) | {"text": "a: b\nc: [d"}))
    wrong = filled(first.get(path))
    first.post(path, wrong | {"text": wrong["text"].replace("3 working days", "3 working dyas")})
    assert "Must be mended" in said(first.get(path))


def test_a_shared_list_is_changed_for_this_service(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client, path = sign_in(dana), f"{at}shared/lists/household-bins.yaml/"
    form = filled(client.get(path))
    client.post(path, form | {"text": form["text"].replace("Garden waste", "Leaves")})
    assert "Leaves" in queries.draft(draft.pk, seen_by=designer).sources.shared["lists/household-bins.yaml"]
    assert client.post(path, form).status_code == 409
    assert client.get(f"{at}shared/lists/nothing.yaml/").status_code == 404
