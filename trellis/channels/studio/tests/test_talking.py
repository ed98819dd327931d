"""What colleagues say about the elements of a draft, and what becomes of it."""

from __future__ import annotations

import pytest
from django.test import Client

from trellis.base.models import LogEntry
from trellis.channels.studio.tests.conftest import AT
from trellis.channels.studio.tests.test_studio import STUDIO, SignIn, said
from trellis.organisations.actors import Actor
from trellis.organisations.models import Account
from trellis.organisations.scope import reading
from trellis.services import actions, queries
from trellis.services.errors import NoSuchComment, NoSuchDraft
from trellis.services.language.elements import elements_of
from trellis.services.models import Draft

pytestmark = pytest.mark.django_db
QUESTION = "ask/bin-address/questions/address"


@pytest.fixture
def at(draft: Draft) -> str:
    return f"{STUDIO}drafts/{draft.pk}/"


@pytest.fixture
def client(sign_in: SignIn, dana: Account) -> Client:
    return sign_in(dana)


def test_a_comment_stands_beside_its_element_until_somebody_settles_it(
    client: Client, sign_in: SignIn, omar: Account, draft: Draft, designer: Actor, at: str
) -> None:
    answer = client.post(f"{at}comment/{QUESTION}/", {"words": "Which of two doors?"}, follow=True)
    assert "Question: Address of the bin" in said(answer)
    (talk,) = queries.talks(queries.draft(draft.pk, seen_by=designer), seen_by=designer)
    page = client.get(at).content.decode()
    beside = page.split('id="at-ask-bin-address-questions-address"')[1].split('class="studio-inner"')[0]
    assert "Which of two doors?" in beside
    reviewer = sign_in(omar)
    assert "Which of two doors?" in said(reviewer.get(f"{at}compare/"))
    reviewer.post(f"{at}comments/{talk.number}/answer/", {"words": "The front."})
    listed = said(reviewer.get(f"{at}comments/"))
    assert "Which of two doors?" in listed
    assert "The front." in listed
    reviewer.post(f"{at}comments/{talk.number}/settle/")
    assert "Which of two doors?" not in client.get(at).content.decode()
    assert "Which of two doors?" not in said(reviewer.get(f"{at}compare/"))
    client.post(f"{at}comments/{talk.number}/reopen/")
    assert "Which of two doors?" in client.get(at).content.decode()
    with reading(designer):
        log = list(
            LogEntry.objects.filter(kind__startswith="comment-").order_by("pk").values_list("kind", "actor_label")
        )
    assert log == [
        ("comment-written", "Dana"),
        ("comment-written", "Omar"),
        ("comment-settled", "Omar"),
        ("comment-reopened", "Dana"),
    ]


def test_a_comment_without_words_is_not_kept(client: Client, draft: Draft, designer: Actor, at: str) -> None:
    assert "Enter your comment" in said(client.post(f"{at}comment/{QUESTION}/", {"words": " "}))
    assert client.post(f"{at}comment/ask/nothing-here/", {"words": "What?"}).status_code == 404
    assert queries.talks(queries.draft(draft.pk, seen_by=designer), seen_by=designer) == ()


@pytest.mark.parametrize(
    "place", ["service", "work/stages/go-back", "messages/missed-bin-received", "data", "needs/right-day"]
)
def test_any_element_can_be_spoken_about(client: Client, draft: Draft, designer: Actor, at: str, place: str) -> None:
    listed = {each.place for each in elements_of(queries.draft(draft.pk, seen_by=designer).sources)}
    assert place in listed, sorted(listed)
    assert client.get(f"{at}comments/choose/", {"place": place}).status_code == 200
    client.post(f"{at}comment/{place}/", {"words": "Look at this."})
    (talk,) = queries.talks(queries.draft(draft.pk, seen_by=designer), seen_by=designer)
    assert (talk.place, talk.gone) == (place, False)


def test_what_was_said_about_an_element_that_is_gone_is_kept_and_told_as_such(
    client: Client, draft: Draft, designer: Actor, at: str
) -> None:
    client.post(f"{at}comment/ask/tag/", {"words": "Is this needed?"})
    client.post(f"{at}remove/ask/tag/")
    listed = said(client.get(f"{at}comments/"))
    assert "This element is not in the draft any more" in listed
    assert "Is this needed?" in listed
    assert "not in the draft any more" in said(client.get(f"{at}compare/"))
    assert "Is this needed?" not in client.get(at).content.decode()


def test_what_is_still_open_goes_on_with_the_next_draft(draft: Draft, designer: Actor) -> None:
    first = actions.comment(draft=draft.pk, place="data", heading="Data", words="One", at=AT, by=designer)
    other = actions.comment(draft=draft.pk, place="data", heading="Data", words="Two", at=AT, by=designer)
    actions.settle_comment(comment=first.pk, at=AT, by=designer)
    actions.drop_draft(draft=draft.pk, at=AT, by=designer)
    with pytest.raises(NoSuchDraft):
        actions.comment(draft=draft.pk, place="data", heading="Data", words="Late", at=AT, by=designer)
    following = actions.start_draft(service="missed-bin", at=AT, by=designer)
    (talk,) = queries.talks(queries.draft(following.pk, seen_by=designer), seen_by=designer)
    assert talk.number == other.pk
    with pytest.raises(NoSuchComment):
        actions.reply(comment=other.pk + 99, words="To nobody", at=AT, by=designer)
