from __future__ import annotations

from datetime import timedelta

import pytest

from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.people.models import DataKey
from trellis.services import actions, queries
from trellis.services.contract import Place, PlaceKind
from trellis.services.errors import AnswersRefused, JourneyExpired, JourneySent, NoSuchJourney, NoSuchPage, TooManyItems
from trellis.services.tests.story import HOME, LARGE, MONDAY, ON, SMALL, YOU, Resident

pytestmark = pytest.mark.django_db


def test_a_resident_answers_page_after_page_and_is_given_a_reference(tree: Organisation) -> None:
    ada = Resident(tree)
    assert ada.is_at() == Place(kind=PlaceKind.PAGE, page="where")
    assert ada.answers("where", HOME) == Place(kind=PlaceKind.PAGE, page="trees", item=0)
    assert ada.answers("trees", SMALL, item=0) == Place(kind=PlaceKind.ITEMS, page="trees")
    assert ada.goes_on("trees") == Place(kind=PlaceKind.PAGE, page="picture")
    assert ada.answers("picture", {}) == Place(kind=PlaceKind.PAGE, page="you")
    assert ada.answers("you", YOU) == Place(kind=PlaceKind.CHECK)
    sent = actions.submit(journey=ada.journey, at=MONDAY)
    assert isinstance(sent, actions.Submitted)
    assert ada.is_at() == Place(kind=PlaceKind.SENT)


def test_a_page_that_may_be_left_empty_is_asked_all_the_same(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    ada.answers("trees", SMALL, item=0)
    ada.goes_on("trees")
    assert ada.is_at() == Place(kind=PlaceKind.PAGE, page="picture")


def test_an_answer_that_cannot_be_used_is_shown_again_with_its_mend(tree: Organisation) -> None:
    ada = Resident(tree)
    with pytest.raises(AnswersRefused) as refused:
        ada.answers("where", {"address": {"line1": "1 Elm Street", "town": "Oakham", "postcode": "nonsense"}})
    step = refused.value.step
    assert step.problems[0].part == "postcode"
    assert step.questions[0].problem == step.problems[0]
    assert step.questions[0].raw["line1"] == "1 Elm Street"
    assert ada.is_at().page == "where"


def test_an_address_is_kept_with_the_areas_that_the_gazetteer_knows(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    answers = queries.outcome_of(ada.journey, on=ON).answers
    assert answers["address"] == {
        "uprn": "10", "lines": ["1 Elm Street", "Oakham"], "postcode": "AN1 1AA", "areas": ["our-town"]
    }  # fmt: skip


def test_an_address_written_by_hand_is_placed_by_its_postcode(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", {"address": {"line1": "The Shed", "town": "Oakham", "postcode": "an11aa"}})
    assert queries.outcome_of(ada.journey, on=ON).answers["address"]["areas"] == ["our-town"]


def test_an_address_elsewhere_ends_the_journey_with_the_rules_own_words(tree: Organisation) -> None:
    ada = Resident(tree)
    place = ada.answers("where", {"address": {"uprn": "12", "postcode": "AN9 9ZZ"}})
    assert place == Place(kind=PlaceKind.EXIT, page="elsewhere")
    told = queries.exit_of(ada.journey, place, on=ON)
    assert told.title == "We cannot plant a tree there"
    assert told.explain == "Our tree policy, section 2"
    assert told.back == Place(kind=PlaceKind.PAGE, page="where")


def test_two_tabs_lose_nothing_since_only_their_own_page_is_merged(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    first_tab, second_tab = ada.journey, ada.journey
    actions.answer(journey=first_tab, place=Place(kind=PlaceKind.PAGE, page="you"), raw={
        "your-name": {"first": "Ada", "last": "Oak"}, "email": {"value": "oak@example.com"}}, at=MONDAY)  # fmt: skip
    actions.answer(journey=second_tab, place=Place(kind=PlaceKind.PAGE, page="trees", item=0), raw=LARGE, at=MONDAY)
    answers = queries.outcome_of(ada.journey, on=ON).answers
    assert answers["trees"] == [{"size": "large"}]
    assert ada.is_at().page == "space"


def test_a_changed_answer_leads_back_to_the_check_and_asks_only_what_is_new(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    changed = Place(kind=PlaceKind.PAGE, page="where")
    assert actions.answer(journey=ada.journey, place=changed, raw=HOME, at=MONDAY).kind is PlaceKind.CHECK
    ada.answers("trees", LARGE, item=0)
    assert ada.goes_on("trees") == Place(kind=PlaceKind.PAGE, page="space")
    assert ada.answers("space", {"space": {"value": "no"}}).kind is PlaceKind.CHECK


def test_a_question_that_an_answer_reveals_on_the_same_page_is_asked_before_going_on(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    ada.answers("trees", LARGE, item=0)
    ada.goes_on("trees")
    again = ada.answers("space", {"space": {"value": "yes"}})
    assert again == Place(kind=PlaceKind.PAGE, page="space")
    assert [each.id for each in queries.step(ada.journey, again, on=ON).questions] == ["space", "how-wide"]
    both = {"space": {"value": "yes"}, "how-wide": {"value": "4"}}
    assert ada.answers("space", both).page == "picture"


def test_a_revealed_question_is_refused_where_it_was_shown_and_left_empty(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    ada.answers("trees", LARGE, item=0)
    ada.goes_on("trees")
    with pytest.raises(AnswersRefused) as refused:
        ada.answers("space", {"space": {"value": "yes"}, "how-wide": {"value": ""}})
    assert [each.question for each in refused.value.step.problems] == ["how-wide"]


def test_an_answer_that_the_journey_no_longer_reaches_is_not_sent(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything(size=LARGE)
    ada.answers("trees", SMALL, item=0)
    ada.goes_on("trees")
    sent = actions.submit(journey=ada.journey, at=MONDAY)
    assert isinstance(sent, actions.Submitted)
    submission = queries.submission(sent.reference, seen_by=queries.holder_of(ada.journey))
    assert "space" not in submission.answers


def test_things_are_added_and_removed_within_their_number(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    ada.answers("trees", SMALL, item=0)
    items = Place(kind=PlaceKind.ITEMS, page="trees")
    for number in (1, 2):
        place = actions.add_item(journey=ada.journey, place=items, at=MONDAY)
        assert place.item == number
        ada.answers("trees", LARGE, item=number)
    step = queries.step(ada.journey, items, on=ON)
    assert [group.lines[0].answer for group in step.items] == ["Small", "Large", "Large"]
    assert not step.can_add
    with pytest.raises(TooManyItems):
        actions.add_item(journey=ada.journey, place=items, at=MONDAY)
    actions.remove_item(journey=ada.journey, place=Place(kind=PlaceKind.PAGE, page="trees", item=1), at=MONDAY)
    step = queries.step(ada.journey, items, on=ON)
    assert [group.lines[0].answer for group in step.items] == ["Small", "Large"]
    assert step.can_add


def test_a_page_that_the_answers_do_not_lead_to_is_not_there(tree: Organisation) -> None:
    ada = Resident(tree)
    for place in (
        Place(kind=PlaceKind.PAGE, page="you"),
        Place(kind=PlaceKind.PAGE, page="no-such-page"),
        Place(kind=PlaceKind.CHECK),
    ):
        with pytest.raises(NoSuchPage):
            queries.step(ada.journey, place, on=ON)


def test_the_language_can_change_on_any_page_with_nothing_lost(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    actions.change_language(journey=ada.journey, language="cy", at=MONDAY)
    step = queries.step(ada.journey, ada.is_at(), on=ON)
    assert step.title == "Pa goed ydych chi eisiau?"
    assert "address" in queries.outcome_of(ada.journey, on=ON).answers


def test_answers_are_sealed_where_they_are_kept(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    assert b"Elm" not in bytes(ada.journey.answers)
    assert ada.secret not in ada.journey.token


def test_somebody_elses_secret_opens_nothing(tree: Organisation) -> None:
    Resident(tree)
    with pytest.raises(NoSuchJourney):
        queries.journey(organisation=tree, secret="guessed")


def test_what_was_sent_cannot_be_answered_again(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    actions.submit(journey=ada.journey, at=MONDAY)
    with pytest.raises(JourneySent):
        ada.answers("where", HOME)


def test_answers_that_nobody_sends_are_erased_when_the_service_says_so(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    actions.expire_journeys(MONDAY + timedelta(days=9))
    assert ada.is_at().page == "trees"
    number = ada.journey.key_id
    actions.expire_journeys(MONDAY + timedelta(days=11))
    with pytest.raises(JourneyExpired):
        _ = ada.journey
    with reading(system(organisation=tree.pk, doing="test")):
        assert DataKey.objects.get(pk=number).wrapped is None


def test_each_answer_gives_the_time_anew(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME, at=MONDAY + timedelta(days=8))
    actions.expire_journeys(MONDAY + timedelta(days=11))
    assert ada.is_at(on=ON + timedelta(days=11)).page == "trees"


def test_answers_whose_time_is_over_are_refused_even_before_they_are_erased(tree: Organisation) -> None:
    ada = Resident(tree)
    with pytest.raises(JourneyExpired):
        ada.answers("where", HOME, at=MONDAY + timedelta(days=30))
