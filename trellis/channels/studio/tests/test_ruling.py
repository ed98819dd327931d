"""What a designer can do with rules who knows nothing of the rule language, and one who does."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from trellis.channels.studio.tests.conftest import BINS
from trellis.channels.studio.tests.test_studio import STUDIO, Answer, SignIn, filled, said, text_of
from trellis.organisations.actors import Actor
from trellis.organisations.models import Account
from trellis.services.language.sources import Sources
from trellis.services.models import Draft

pytestmark = pytest.mark.django_db

TAG = "ask/tag/questions/tag/show"
NOT_OUT = "eligible/not-out/when"


@pytest.fixture
def at(draft: Draft) -> str:
    return f"{STUDIO}drafts/{draft.pk}/"


def steps(client: Client, page: str, *, about: str, way: str, value: str | list[str] = "", **spot: str) -> Answer:
    """Build a condition as the three steps ask for it."""
    first = carried(client.get(page, spot))
    second = carried(client.get(page, first | {"about": about}))
    third = carried(client.get(page, second | {"about": about, "way": way}))
    return client.post(page, third | ({"value": value} if value else {}), follow=True)


def carried(response: Answer) -> dict[str, str]:
    """What a step carries on to the next."""
    assert response.status_code in {200, 409}, said(response)
    form = response.content.decode().split('<form class="studio-form"')[1]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


def test_a_rule_is_built_from_questions_comparisons_and_values(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client, page = sign_in(dana), f"{at}condition/{TAG}/"
    assert "always: there is no rule" in said(client.get(f"{at}rule/{TAG}/"))
    first = said(client.get(page))
    assert "Choose every bin we missed" in first
    assert "does not include …" in said(client.get(page, {"about": "bins"}))
    assert "Garden" in said(client.get(page, {"about": "bins", "way": "includes"}))
    answer = steps(client, page, about="bins", way="includes", value="garden")
    assert "“Choose every bin we missed” includes “Garden waste" in said(answer)
    steps(client, page, about="missed_on", way="more-days-back", value="2")
    assert "show: '\"garden\" in bins && days_between(missed_on, today) > 2'" in text_of(draft, designer).replace(
        '"\\"garden\\" in bins && days_between(missed_on, today) > 2"',
        "'\"garden\" in bins && days_between(missed_on, today) > 2'",
    )
    client.post(f"{at}rule-join/{TAG}/", {"join": "any", "seen": seen(client, at, TAG)})
    assert "Any one of these is enough" in said(client.get(f"{at}rule/{TAG}/"))
    answer = client.post(f"{at}rule-without/{TAG}/", {"spot": "1", "seen": seen(client, at, TAG)}, follow=True)
    assert "days back" not in said(answer).split("As text")[0].split("always")[-1]
    client.post(f"{at}rule-without/{TAG}/", {"spot": "0", "seen": seen(client, at, TAG)})
    assert text_of(draft, designer) == BINS.read_text("utf-8")


def seen(client: Client, at: str, place: str) -> str:
    page = client.get(f"{at}rule/{place}/").content.decode()
    return str(re.findall(r'name="seen" value="([^"]*)"', page)[0])


def test_a_condition_is_changed_and_the_others_stay_as_they_were_written(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client, page = sign_in(dana), f"{at}condition/{NOT_OUT}/"
    shown = said(client.get(f"{at}rule/{NOT_OUT}/"))
    assert "This holds when “Was the bin out by 6am on bin day?” is “No” and “Do we fetch" in shown
    assert "Choose what to compare it with" in said(steps(client, page, about="out_in_time", way="one-of", spot="0"))
    steps(client, page, about="out_in_time", way="one-of", value=["no", "not-sure"], spot="0")
    was = BINS.read_text("utf-8")
    now = text_of(draft, designer)
    changed = [line for line in now.split("\n") if line not in was.split("\n")]
    assert changed == ['    when: out_in_time in ["no", "not-sure"] && !door_collection']


def test_a_rule_that_no_conditions_can_show_is_said_so_and_changed_as_text(
    sign_in: SignIn, dana: Account, draft: Draft, designer: Actor, at: str
) -> None:
    client = sign_in(dana)
    wrong = {"text": 'days_between(missed_on, today) + 1 > 7 && tagg == "none"', "seen": seen(client, at, NOT_OUT)}
    page = said(client.post(f"{at}rule-text/{NOT_OUT}/", wrong, follow=True))
    assert "This rule says more than a list of conditions can show" in page
    assert "Must be mended" in page
    assert "Did you mean `tag`" in page
    # The others are still shown by their conditions while one of them is wrong.
    assert "“Address of the bin” is in" in said(client.get(f"{at}rule/eligible/not-ours/unless/"))
    assert "tagg" in said(client.get(f"{at}rules/"))


def test_two_who_change_one_rule_are_told_and_nothing_is_lost(
    sign_in: SignIn, dana: Account, omar: Account, draft: Draft, designer: Actor, at: str
) -> None:
    first, second, page = sign_in(dana), sign_in(omar), f"{at}condition/{NOT_OUT}/"
    mine = carried(first.get(page, {"about": "tag", "way": "is"}))
    stale = seen(first, at, NOT_OUT)
    steps(second, page, about="out_in_time", way="is", value="not-sure", spot="0")
    met = first.post(page, mine | {"value": "too-heavy"})
    assert met.status_code == 409
    assert "“Was the bin out by 6am on bin day?” is “I am not sure”" in said(met)
    assert "Save, and yours is added to it" in said(met)
    assert first.post(page, carried(met) | {"value": "too-heavy"}).status_code == 302
    assert 'when: out_in_time == "not-sure" && !door_collection && tag == "too-heavy"' in text_of(draft, designer)
    met = first.post(f"{at}rule-text/{NOT_OUT}/", {"text": "door_collection", "seen": stale})
    assert met.status_code == 409
    assert "What you wrote is still in the box" in said(met)
    assert first.post(f"{at}rule-without/{NOT_OUT}/", {"spot": "0", "seen": stale}).status_code == 409
    assert first.post(f"{at}rule-join/{NOT_OUT}/", {"join": "any", "seen": stale}).status_code == 409


def test_every_rule_of_a_draft_is_listed_in_words_and_leads_to_its_page(
    sign_in: SignIn, dana: Account, draft: Draft, at: str
) -> None:
    client = sign_in(dana)
    page = client.get(f"{at}rules/")
    assert "The answer" not in said(page)
    assert "“Day we should have come” is more than 7 days back" in said(page)
    assert "This task is needed when “Do we fetch your bin from your door?” is yes" in said(page)
    paths = re.findall(r'href="([^"]+/rule/[^"]+)"', page.content.decode())
    assert len(paths) == Sources.of_file(BINS).text.count("when:") + Sources.of_file(BINS).text.count("unless:")
    for path in paths:
        assert client.get(path).status_code == 200
    assert client.get(f"{at}rule/eligible/not-out/say/").status_code == 404
    assert client.get(f"{at}condition/{NOT_OUT}/", {"spot": "x"}).status_code == 404
    assert client.get(f"{at}rule/ask/nowhere/show/").status_code == 404


def test_a_page_of_a_part_shows_its_rules_in_words(sign_in: SignIn, dana: Account, at: str) -> None:
    page = said(sign_in(dana).get(at))
    assert "This holds when “Did the crew leave a tag on the bin?” is “The tag says the bin is too heavy" in page
    assert filled(sign_in(dana).get(f"{at}change/{NOT_OUT.removesuffix('/when')}/"))["when"]
