"""A draft is tried by people who do not know it: what they meet, what is written down, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from trellis.base.models import LogEntry
from trellis.base.time import now
from trellis.components.research import actions
from trellis.components.research.models import Note, Prototype, Seen, Sitting
from trellis.organisations.actors import Actor
from trellis.organisations.models import Account
from trellis.organisations.scope import reading
from trellis.people.models import DataKey, Message
from trellis.services import queries as services
from trellis.services.actions import drop_draft
from trellis.services.models import Draft, Journey

pytestmark = pytest.mark.django_db

SignIn = Callable[[Account], Client]
TASK = "You have a bin that is damaged. Tell the council."


def said(response: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def carried(response: Any) -> dict[str, str]:
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return {name: unescape(value) for name, value in hidden} | {"pressed": "go-on"}


@pytest.fixture
def prototype(draft: Draft, designer: Actor) -> Prototype:
    at = now()
    return actions.make_prototype(draft=draft.pk, task=TASK, until=at + timedelta(days=7), at=at, by=designer)


def address_of(prototype: Prototype) -> str:
    return f"/anyborough/prototype/{prototype.link}/"


def agreed(prototype: Prototype) -> tuple[Client, str]:
    """Somebody who takes part, and the address at which they are."""
    participant = Client()
    answer = participant.post(address_of(prototype), {"code": prototype.code.lower(), "agree": "yes"})
    assert answer.status_code == 302, said(answer)
    return participant, answer.headers["Location"]


ADDRESS = {"address.line1": "1 Secret Street", "address.town": "Anyborough", "address.postcode": "AN1 2BA"}


def test_who_takes_part_is_asked_first_and_needs_the_code(prototype: Prototype) -> None:
    participant = Client()
    asked = said(participant.get(address_of(prototype)))
    assert "We test the service, not you." in asked
    assert "What we do not keep" in asked
    assert TASK not in asked
    refused = participant.post(address_of(prototype), {"code": "222-222-222", "agree": "yes"})
    assert refused.status_code == 422
    assert "This code does not open the test." in said(refused)
    refused = participant.post(address_of(prototype), {"code": prototype.code})
    assert "Tick the box if you want to take part." in said(refused)
    assert participant.get("/anyborough/prototype/nothing-here/").status_code == 404


def test_what_is_typed_is_nowhere_and_what_happened_is_written_down(prototype: Prototype, designer: Actor) -> None:
    with reading(designer):
        keys = DataKey.objects.count()
    participant, here = agreed(prototype)
    page = participant.get(here)
    assert f"Your task: {TASK}" in said(page)
    assert "This is a test of a service that is not there yet." in said(page)
    refused = participant.post(here, carried(page))
    assert "There is a problem" in said(refused)
    page = participant.post(here, carried(refused) | ADDRESS)
    assert "Which bin did we miss?" in said(page)
    participant.post(here, carried(page) | {"pressed": "back"})
    with reading(designer):
        seen = [(each.how, each.page, each.refused) for each in Seen.objects.order_by("pk")]
        assert Journey.objects.count() == Message.objects.count() == 0
        assert DataKey.objects.count() == keys
        kept = str(list(Seen.objects.values())) + str(list(Sitting.objects.values()))
        kept += str(list(LogEntry.objects.values_list("data", "actor", "actor_label")))
    assert seen == [
        ("came", "bin-address", []),
        ("refused", "bin-address", ["address"]),
        ("came", "which-bin", []),
        ("back", "bin-address", []),
    ]
    assert "Secret Street" not in kept
    assert "sessionid" not in participant.cookies


def test_the_designer_sees_where_people_turned_back_and_met_errors(
    prototype: Prototype, sign_in: SignIn, dana: Account, cara: Account, designer: Actor
) -> None:
    participant, here = agreed(prototype)
    page = participant.post(here, carried(participant.get(here)))
    page = participant.post(here, carried(page) | ADDRESS)
    participant.post(here, carried(page) | {"pressed": "back"})
    participant.post(f"{here}end/")
    assert participant.get(here).status_code == 410
    at_dana, address = sign_in(dana), f"/anyborough/desk/research/{prototype.pk}/"
    shown = said(at_dana.get(address))
    assert prototype.code in shown
    assert "1 of 1 met an error at “Address of the bin”." in shown
    assert "1 of 1 went back from here." in shown
    with reading(designer):
        number = Sitting.objects.get().pk
    one = said(at_dana.get(f"{address}sittings/{number}/"))
    assert "Error on “Where is the bin?”: Address of the bin" in one
    assert "Went back to “Where is the bin?”" in one
    assert sign_in(cara).get(address).status_code == 403


def test_what_an_observer_saw_becomes_evidence_or_something_to_change(
    prototype: Prototype, sign_in: SignIn, dana: Account, draft: Draft, designer: Actor
) -> None:
    agreed(prototype)
    client, address = sign_in(dana), f"/anyborough/desk/research/{prototype.pk}/"
    place = "ask/bin-address/questions/address"
    for words in ("Looked for a map.", "Did not know the postcode."):
        client.post(f"{address}note/", {"place": place, "words": words})
    with reading(designer):
        first, second = Note.objects.order_by("pk")
    answer = client.post(f"{address}notes/{first.pk}/evidence/", {"need": "right-day"}, follow=True)
    assert "Found: Looked for a map." in said(answer)
    assert "1 person who tried it" in said(answer)
    answer = client.post(f"{address}notes/{second.pk}/point/", follow=True)
    assert "Question: Address of the bin" in said(answer)
    assert "Did not know the postcode." in said(answer)
    assert client.post(f"{address}notes/{second.pk}/point/").status_code == 409
    (talk,) = services.talks(services.draft(draft.pk, seen_by=designer), seen_by=designer)
    assert (talk.place, talk.open) == (place, True)


def test_without_a_draft_a_note_stays_a_note(
    prototype: Prototype, sign_in: SignIn, dana: Account, designer: Actor
) -> None:
    note = actions.observe(
        prototype=prototype.pk,
        sitting=None,
        place="service",
        heading="The service",
        words="Slow.",
        at=now(),
        by=designer,
    )
    drop_draft(draft=prototype.draft_id, at=now(), by=designer)
    answer = sign_in(dana).post(f"/anyborough/desk/research/{prototype.pk}/notes/{note.pk}/point/")
    assert answer.status_code == 409
    assert "Nobody is writing this service now." in said(answer)


def test_a_link_ends_when_it_is_closed_or_its_time_is_over(
    prototype: Prototype, draft: Draft, designer: Actor, sign_in: SignIn, dana: Account
) -> None:
    participant, here = agreed(prototype)
    sign_in(dana).post(f"/anyborough/desk/research/{prototype.pk}/close/")
    assert participant.get(here).status_code == 410
    assert "This test is over" in said(participant.get(address_of(prototype)))
    long_ago = now() - timedelta(days=9)
    old = actions.make_prototype(
        draft=draft.pk, task=TASK, until=long_ago + timedelta(days=1), at=long_ago, by=designer
    )
    assert Client().get(address_of(old)).status_code == 410


def test_who_took_part_can_have_it_all_erased(prototype: Prototype, designer: Actor) -> None:
    participant, here = agreed(prototype)
    participant.get(here)
    with reading(designer):
        number = Sitting.objects.get().pk
    actions.observe(
        prototype=prototype.pk, sitting=number, place="service", heading="All", words="Sighed.", at=now(), by=designer
    )
    assert "Everything that we wrote down about you" in said(participant.post(f"{here}take-back/"))
    with reading(designer):
        assert Sitting.objects.count() == Seen.objects.count() == Note.objects.count() == 0
        assert LogEntry.objects.filter(kind="sitting-erased").count() == 1
    assert participant.get(here).status_code == 404


def test_recordings_are_erased_half_a_year_after_the_test_is_over(prototype: Prototype, designer: Actor) -> None:
    agreed(prototype)
    actions.forget_old_sittings(prototype.expires_at + actions.KEPT - timedelta(seconds=1))
    with reading(designer):
        assert Sitting.objects.count() == 1
    actions.forget_old_sittings(prototype.expires_at + actions.KEPT)
    with reading(designer):
        assert Sitting.objects.count() == 0
