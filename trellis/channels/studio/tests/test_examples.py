"""Examples in the studio: beside the rule that they are about, run whenever the draft changes."""

from __future__ import annotations

import pytest

from trellis.channels.studio.tests.conftest import BINS
from trellis.channels.studio.tests.test_studio import STUDIO, SignIn, filled, said, text_of
from trellis.organisations.actors import Actor
from trellis.organisations.models import Account
from trellis.services import queries
from trellis.services.models import Draft

pytestmark = pytest.mark.django_db

LATE = "eligible/too-late/when"


@pytest.fixture
def at(draft: Draft) -> str:
    return f"{STUDIO}drafts/{draft.pk}/"


def test_an_example_is_added_beside_its_rule_and_run(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client = sign_in(dana)
    page = said(client.get(f"{at}rule/{LATE}/"))
    assert "Eight days later we do not Holds" in page
    path = f"{at}examples/add/?about=rule+too-late"
    form = filled(client.get(path)) | {"says": "A year later", "on": "2027-05-06"}
    assert "Say what has to follow" in said(client.post(path, form))
    form |= {"answer.missed-on": "2026-05-06", "expect.holds": "yes"}
    assert "Wrote the example “A year later”." in said(client.post(path, form, follow=True))
    added = text_of(draft, designer).removeprefix(BINS.read_text("utf-8").rstrip("\n"))
    assert added.split() == (
        "- says: A year later about: rule too-late on: \"2027-05-06\" answers: missed-on: \"2026-05-06\" "
        "expect: holds: \"yes\""
    ).split()  # fmt: skip
    assert queries.draft(draft.pk, seen_by=designer).publishable


def test_a_rule_that_contradicts_its_example_is_not_published_and_says_which_answer_did_it(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client = sign_in(dana)
    form = client.get(f"{at}rule/{LATE}/").content.decode()
    seen = form.split('name="seen" value="')[1].split('"')[0]
    text = {"text": "days_between(missed_on, today) > 10", "seen": seen}
    page = said(client.post(f"{at}rule-text/{LATE}/", text, follow=True))
    assert "Eight days later we do not Does not hold It says that `rule too-late` holds, and it does not hold" in page
    assert "Day we should have come 6 May 2026" in page
    assert client.post(f"{at}ask/", {"revision": "1"}).status_code == 409
    compared = said(client.get(f"{at}compare/"))
    assert "What made the difference: Day we should have come: 6 May 2026." in compared


def test_examples_are_changed_as_they_stand_and_taken_away(
    sign_in: SignIn, dana: Account, omar: Account, draft: Draft, designer: Actor, at: str
) -> None:
    first, second = sign_in(dana), sign_in(omar)
    for number in range(4):
        path = f"{at}examples/{number}/"
        first.post(path, filled(first.get(path)))
    assert text_of(draft, designer) == BINS.read_text("utf-8")
    path = f"{at}examples/2/"
    mine, theirs = filled(first.get(path)), filled(second.get(path))
    second.post(path, theirs | {"says": "Nine days", "on": "2026-05-15"})
    met = first.post(path, mine | {"says": "Ten days", "on": "2026-05-16"})
    assert met.status_code == 409
    assert "says: Nine days" in said(met)
    assert first.post(path, filled(met)).status_code == 302
    assert "Ten days" in text_of(draft, designer)
    stale = {"seen": mine["seen"]}
    assert "nothing was done" in said(first.post(f"{path}remove/", stale, follow=True))
    first.post(f"{path}remove/", {"seen": filled(first.get(path))["seen"]})
    assert "Ten days" not in text_of(draft, designer)
    assert first.get(f"{at}examples/9/").status_code == 404


def test_an_example_of_the_whole_way_answers_what_somebody_would(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client, path = sign_in(dana), f"{at}examples/add/"
    form = filled(client.get(path)) | {
        "says": "Nothing said of the tag", "on": "2026-05-07", "answer.missed-on": "2026-05-06",
        "answer.out-in-time": "no", "answer.door-collection": "yes", "expect.eligible": "yes",
    }  # fmt: skip
    page = said(client.post(path, form, follow=True))
    assert "whether they can have it is `yes`, and it is `cannot-tell`" in page
    assert not queries.draft(draft.pk, seen_by=designer).publishable
