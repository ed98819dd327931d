from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from trellis.channels.web.frames import frame
from trellis.channels.web.holding import cookie_name
from trellis.channels.web.tests.story import HOME, LARGE, SMALL, YOU, Visitor, signed_before
from trellis.channels.web.views.leaving import ELSEWHERE
from trellis.organisations.actions import found
from trellis.organisations.brand import Brand
from trellis.organisations.models import Organisation
from trellis.services.language.compiled import Compiled
from trellis.services.tests.story import MONDAY

pytestmark = pytest.mark.django_db

MOST_BYTES = 35_000


def test_a_resident_goes_from_the_front_page_to_a_reference(ada: Visitor) -> None:
    assert ada.opens("/").says("Oakham Council")
    assert ada.opens("/oakham/").says("Ask for a street tree")
    assert ada.opens("").says("We plant trees in streets.")
    assert ada.begins().at.endswith("/where")
    assert ada.answers(**HOME).at.endswith("/trees/1")
    assert ada.answers(**SMALL).at.endswith("/trees/list")
    assert ada.sends("trees/list").at.endswith("/picture")
    assert ada.answers().at.endswith("/you")
    assert ada.answers(**YOU).at.endswith("/check-answers")
    assert ada.says("1 Elm Street")
    assert ada.sends("send").at.endswith("/sent")
    assert re.search(r"[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}", ada.words)
    assert ada.says("We look at the street and write to you.")


def test_what_was_sent_twice_is_the_same_application(ada: Visitor) -> None:
    first = ada.answers_everything().sends("send").words
    assert ada.sends("send").words == first


def test_going_back_shows_what_was_answered(ada: Visitor) -> None:
    ada.answers_everything().opens("you")
    assert 'value="Ada"' in ada.page
    assert 'value="ada@example.com"' in ada.page


def test_a_page_that_is_not_on_the_way_leads_to_where_one_is(ada: Visitor) -> None:
    assert ada.begins().opens("you").at.endswith("/where")
    assert ada.opens("check-answers").at.endswith("/where")
    assert ada.opens("nothing-of-ours").at.endswith("/where")


def test_what_was_sent_is_not_shown_as_if_it_could_still_be_changed(ada: Visitor) -> None:
    assert ada.answers_everything().opens("").says("You have answers here that you have not sent yet")
    ada.sends("send")
    assert ada.opens("you").at.endswith("/sent")
    assert ada.opens("trees/list").at.endswith("/sent")
    assert ada.opens("").says("You have sent this already from this browser")


def test_an_answer_that_cannot_be_used_is_said_in_title_summary_and_beside_it(ada: Visitor) -> None:
    ada.answers_everything().opens("you").answers(**YOU | {"email": "not an address"})
    assert ada.title.startswith("Error: ")
    assert ada.page.count("Enter an email address in the correct format") == 2
    assert 'href="#email"' in ada.page
    assert 'value="not an address"' in ada.page


def test_answers_given_in_two_tabs_are_both_kept(ada: Visitor) -> None:
    ada.answers_everything()
    other = Visitor(ada.base, ada.client)
    ada.opens("you")
    other.opens("where").answers(**HOME | {"address.uprn": "11"})
    ada.answers(**YOU | {"email": "later@example.com"})
    assert ada.opens("check-answers").says("2 Elm Street")
    assert ada.says("later@example.com")


def test_the_language_is_changed_with_what_was_typed_kept(ada: Visitor) -> None:
    ada.answers_everything().opens("you")
    ada.sends("you/in-language", to="cy", **YOU | {"email": "half typ"})
    assert ada.says("Beth yw eich enw?")
    assert 'value="half typ"' in ada.page
    assert 'lang="cy"' in ada.page
    assert ada.opens("check-answers").title.startswith("Gwiriwch eich atebion")


def test_a_page_in_a_language_nobody_has_reviewed_says_that_it_is_a_draft(ada: Visitor) -> None:
    assert ada.opens("?language=cy").says("Drafft")
    assert ada.says("Rydym yn plannu coed mewn strydoedd.")


def test_an_address_is_looked_up_chosen_or_written_by_hand(ada: Visitor) -> None:
    ada.begins().sends("where/find-address?question=address", **{"address.postcode": "an11aa"})
    assert ada.says("2 addresses found")
    ada.sends("where/address-by-hand?question=address", **{"address.postcode": "an11aa"})
    assert 'name="address.line1"' in ada.page
    assert 'value="an11aa"' in ada.page
    ada.sends("where", **{"address.line1": "The Shed", "address.town": "Oakham", "address.postcode": "AN1 1AA"})
    assert ada.at.endswith("/trees/1")


def test_enter_in_the_postcode_box_looks_it_up(ada: Visitor) -> None:
    assert ada.begins().answers(**{"address.postcode": "AN1 1AA"}).says("2 addresses found")
    assert ada.answers(**{"address.postcode": "AN7 7AA"}).says("We cannot find this postcode")


def test_a_postcode_can_only_be_looked_up_so_often(ada: Visitor) -> None:
    ada.begins()
    for _ in range(40):
        assert ada.answers(**{"address.postcode": "AN1 1AA"}).status == 200
    assert ada.answers(**{"address.postcode": "AN1 1AA"}).status == 429


def test_somewhere_else_ends_with_the_rules_own_words(ada: Visitor) -> None:
    ada.begins().answers(**{"address.uprn": "12", "address.postcode": "AN9 9ZZ"})
    assert ada.says("We cannot plant a tree there")
    assert ada.says("Our tree policy, section 2")
    assert ada.says("01632 960 000")


def test_things_are_added_changed_and_removed(ada: Visitor) -> None:
    ada.begins().answers(**HOME)
    ada.answers(**SMALL).sends("trees/list/add")
    assert ada.at.endswith("/trees/2")
    assert ada.answers(**LARGE).says("You have added 2.")
    assert ada.sends("trees/1/remove").says("You have added 1.")
    assert ada.says("Large")
    assert not ada.says("Small")


def test_a_fee_is_said_before_it_is_paid(ada: Visitor) -> None:
    assert ada.answers_everything(size=LARGE).says("Total £20")
    assert ada.says("Agree and pay £20")


def test_a_step_asks_the_database_once(ada: Visitor) -> None:
    ada.answers_everything().opens("you")
    with CaptureQueriesContext(connection) as asked:
        ada.opens("you")
    # On PostgreSQL a scope also says which organisation it is for: no question about data.
    own = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config")
    assert len([each for each in asked if not each["sql"].startswith(own)]) <= 3


def test_nothing_on_a_page_comes_from_elsewhere_or_runs_in_line(ada: Visitor) -> None:
    for address in ("", "/oakham/", "privacy", "/oakham/cookies", "/oakham/accessibility", "/oakham/status"):
        page = ada.opens(address).page
        assert " style=" not in page
        assert not re.search(r"<script(?![^>]* src=\"/)", page)
        assert not re.search(r"(?:src|<link[^>]+href)=\"https?://", page)


def test_the_first_view_of_a_page_is_small(ada: Visitor) -> None:
    ada.begins()
    weight = len(brotli.compress(ada.page.encode()))
    served = re.findall(r'(?:href|src)="/assets/([^"]+)"', ada.page)
    assert len(served) == 3
    weight += sum(len(brotli.compress(Path(staticfiles_storage.path(name)).read_bytes())) for name in served)
    assert weight < MOST_BYTES


def test_the_journeys_cookie_goes_to_its_own_service_alone(ada: Visitor) -> None:
    ada.begins()
    cookie = ada.client.cookies[cookie_name()]
    assert cookie["path"] == "/oakham/street-tree/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_page_is_held_for_an_hour_and_its_cookie_is_sent_again_after_a_minute(ada: Visitor) -> None:
    ada.begins()
    secret = ada.client.cookies[cookie_name()].value.rsplit(":", 2)[0]

    def answers_after(seconds: int) -> tuple[int, bool]:
        ada.client.cookies[cookie_name()] = signed_before(secret, seconds=seconds)
        answer = ada.client.get("/oakham/street-tree/go-on")
        return answer.status_code, cookie_name() in answer.cookies

    assert answers_after(5) == (302, False)
    assert answers_after(90) == (302, True)
    assert answers_after(60 * 60) == (302, True), "the page promised an hour, whether or not it sent the cookie again"
    assert answers_after(62 * 60) == (404, False)


def test_a_forged_cookie_is_told_how_to_go_on(ada: Visitor) -> None:
    ada.begins()
    real = ada.client.cookies[cookie_name()].value
    ada.client.cookies[cookie_name()] = "x" + real
    assert ada.opens("you").status == 404
    assert ada.says("We cannot find your answers")


def test_another_organisation_does_not_know_the_journey(ada: Visitor) -> None:
    found(
        key="elsewhere", name={"en": "Elsewhere"}, kind="council", nation="england", languages=["en"], at=MONDAY,
        brand=Brand(colour="#1d4f3f", accent="#f2b134"),
    )  # fmt: skip
    ada.begins()
    stranger = Client()
    stranger.cookies[cookie_name()] = ada.client.cookies[cookie_name()].value
    assert Visitor("/elsewhere/street-tree/", stranger).opens("you").status == 404


def test_an_address_that_is_nobodys_is_a_page_that_says_so(ada: Visitor) -> None:
    for address in ("/nowhere/", "/oakham/nothing/", "/oakham/street-tree/exit/nothing/at/all"):
        assert ada.opens(address).status == 404
        assert "Page not found" in ada.page


def test_a_form_without_its_token_says_how_to_send_it_again(tree: object) -> None:
    strict = Visitor("/oakham/street-tree/", Client(enforce_csrf_checks=True))
    assert strict.begins().status == 403
    assert strict.says("Send it again")


def test_services_are_found_by_the_beginnings_of_words(ada: Visitor) -> None:
    assert ada.opens("/oakham/?words=TRE").says("1 result for")
    assert ada.opens("/oakham/?words=parking").says("Try other or fewer words")


def test_the_privacy_notice_says_what_the_definition_declares(ada: Visitor) -> None:
    ada.opens("privacy")
    assert ada.says("We use your answers to plant a tree.")
    assert ada.says("Highways Act 1980, section 96")
    assert ada.says("Answers that you do not send 10 days")
    assert ada.says("Planted 2 years")


def test_leaving_clears_the_browser(ada: Visitor) -> None:
    ada.answers_everything().sends("start-again")
    assert ada.opens("check-answers").status == 404


def test_a_service_for_people_in_danger_has_a_way_out_of_every_page(compiled: Compiled, council: Organisation) -> None:
    said = compiled.definition.model_copy(update={"exit_page": True})
    around = frame(organisation=council, language="en", at=MONDAY, compiled=replace(compiled, definition=said))
    assert 'class="govuk-exit-this-page"' in around.top
    assert (
        'class="govuk-exit-this-page"'
        not in frame(organisation=council, language="en", at=MONDAY, compiled=compiled).top
    )


@pytest.mark.parametrize(
    ("told", "forgets"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({}, True),
        ({"Referer": "http://testserver/oakham/street-tree/you"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Referer": "http://elsewhere.example/"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Purpose": "prefetch"}, False),
    ],
)
def test_only_a_press_on_our_own_page_lets_go_of_the_answers(
    ada: Visitor, told: dict[str, str], *, forgets: bool
) -> None:
    """A link from somebody else's page leads away too, and costs nobody what they have typed."""
    ada.answers_everything()
    left = ada.client.get(f"{ada.base}exit", headers=told)
    assert left["Location"] == ELSEWHERE
    assert ada.opens("check-answers").status == (404 if forgets else 200)


def test_a_page_that_is_made_once_shows_each_person_their_own(ada: Visitor) -> None:
    """Start, question, check and confirmation pages are kept between people: never anything of theirs."""
    ada.answers_everything()
    first = ada.opens("check-answers").page
    reference = ada.sends("send").words
    bob = Visitor(ada.base)
    for address in ("where", "trees/1"):
        begun = bob.begins() if address == "where" else bob.answers(**HOME)
        assert "Ada" not in begun.page
        assert not re.search(r'type="radio"[^>]* checked', begun.page)
    bob.answers_everything()
    bob.opens("you").answers(**(YOU | {"your-name.first": "Bob", "email": "bob@example.com"}))
    check = bob.opens("check-answers").page
    assert ("Bob" in check, "Ada" in check) == (True, False)
    assert ("Ada" in first, "Bob" in first) == (True, False)
    sent = bob.sends("send")
    assert ("bob@example.com" in sent.page, "ada@example.com" in sent.page) == (True, False)
    assert sent.words != reference
    token = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
    assert token.search(first)[1] != token.search(check)[1]  # type: ignore[index]


def test_what_somebody_typed_stays_words_on_a_page_that_is_made_once(ada: Visitor) -> None:
    name = {"your-name.first": "<b>Ada", "your-name.last": "\ue100 & Sons"}
    ada.answers_everything().opens("you").answers(**(YOU | name))
    assert "&lt;b&gt;Ada" in ada.opens("check-answers").page
    assert "<b>Ada" not in ada.page
    assert "csrfmiddlewaretoken" not in ada.words
