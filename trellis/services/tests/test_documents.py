from __future__ import annotations

import pytest

from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.services import actions, queries
from trellis.services.contract import Place, PlaceKind, Upload, document_store
from trellis.services.errors import AnswersRefused, NoSuchPage
from trellis.services.tests.story import HOME, MONDAY, ON, SMALL, YOU, Resident

pytestmark = pytest.mark.django_db

PICTURE = Place(kind=PlaceKind.PAGE, page="picture")
# The smallest picture there is: one white point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63f8ffff3f030005fe02fea735815d0000000049454e44ae426082"
)


def street(name: str = "street.png") -> Upload:
    return Upload(name=name, content=PNG)


@pytest.fixture
def ada(tree: Organisation) -> Resident:
    ada = Resident(tree)
    ada.answers("where", HOME)
    ada.answers("trees", SMALL, item=0)
    ada.goes_on("trees")
    return ada


def shown(ada: Resident) -> list[str]:
    return [each.name for each in queries.step(ada.journey, PICTURE, on=ON).questions[0].documents]


def test_a_document_that_was_sent_is_shown_when_the_person_comes_back(ada: Resident) -> None:
    ada.answers("picture", {}, uploads={"picture": [street()]})
    assert shown(ada) == ["street.png"]


def test_a_document_can_be_taken_away_again(ada: Resident) -> None:
    kept = actions.add_document(journey=ada.journey, place=PICTURE, question="picture", upload=street(), at=MONDAY)
    actions.remove_document(journey=ada.journey, place=PICTURE, question="picture", document=kept.id, at=MONDAY)
    assert shown(ada) == []
    with pytest.raises(NoSuchPage):
        actions.remove_document(journey=ada.journey, place=PICTURE, question="picture", document=kept.id, at=MONDAY)


def test_a_file_that_cannot_be_taken_is_refused_with_what_can_and_the_good_one_is_kept(ada: Resident) -> None:
    bad = Upload(name="street.png", content=b"<html><script>alert(1)</script></html>")
    with pytest.raises(AnswersRefused) as refused:
        ada.answers("picture", {}, uploads={"picture": [street("good.png"), bad]})
    (problem,) = refused.value.step.problems
    assert "PDF" in problem.words
    assert shown(ada) == ["good.png"]


def test_one_document_too_many_is_refused_and_never_stored(ada: Resident) -> None:
    with pytest.raises(AnswersRefused) as refused:
        ada.answers("picture", {}, uploads={"picture": [street("1.png"), street("2.png"), street("3.png")]})
    assert refused.value.step.problems[0].words == "Upload 2 files or fewer"
    assert [each.name for each in queries.documents_of(ada.journey)] == ["1.png", "2.png"]


def test_a_file_for_a_question_that_asks_for_none_is_not_kept(ada: Resident) -> None:
    ada.answers("picture", {})
    with pytest.raises(AnswersRefused):
        ada.answers("you", YOU, uploads={"email": [street()]})
    assert queries.documents_of(ada.journey) == []


def test_documents_follow_the_answers_into_the_submission(ada: Resident) -> None:
    ada.answers("picture", {}, uploads={"picture": [street()]})
    ada.answers("you", YOU)
    sent = actions.submit(journey=ada.journey, at=MONDAY)
    assert isinstance(sent, actions.Submitted)
    by = system(organisation=ada.council.pk, doing="test")
    (kept,) = document_store().documents_about(about=sent.reference, seen_by=by)
    assert document_store().content_of(document=kept.id, about=sent.reference, seen_by=by).content == PNG
    lines = [line for group in queries.submission(sent.reference, seen_by=by).groups for line in group.lines]
    assert [line.documents for line in lines if line.question == "picture"] == [(kept.id,)]


def test_a_document_can_be_sent_when_it_is_asked_for_again(ada: Resident) -> None:
    ada.answers("picture", {})
    ada.answers("you", YOU)
    sent = actions.submit(journey=ada.journey, at=MONDAY)
    assert isinstance(sent, actions.Submitted)
    changed = actions.answer_again(
        reference=sent.reference, questions=["picture"], raw={}, uploads={"picture": [street("late.png")]}, at=MONDAY,
        by=queries.holder_of(ada.journey),
    )  # fmt: skip
    assert changed == ("picture",)
    step = queries.questions_again(sent.reference, ["picture"], seen_by=queries.holder_of(ada.journey))
    assert [each.name for each in step.questions[0].documents] == ["late.png"]
