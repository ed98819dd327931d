from __future__ import annotations

import re

import pytest
from django.test import Client

from trellis.channels.web.tests.story import HOME, Visitor
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.people.queries import outbox

pytestmark = pytest.mark.django_db


def _link(council: Organisation) -> str:
    by = system(organisation=council.pk, doing="test")
    with reading(by):
        body = outbox(seen_by=by)[0].words().body
    found = re.search(r"http://testserver(/\S+)", body)
    assert found
    return found[1]


@pytest.fixture
def saved(ada: Visitor) -> Visitor:
    ada.begins().answers(**HOME)
    return ada.sends("save", email="ada@example.com")


def test_whoever_saves_leaves_nothing_in_the_browser(saved: Visitor) -> None:
    assert saved.says("Your answers are saved")
    assert saved.opens("trees/1").status == 404


def test_a_link_brings_somebody_back_to_where_they_were(saved: Visitor, tree: Organisation) -> None:
    elsewhere = Visitor(saved.base, Client())
    link = _link(tree)
    assert elsewhere.opens(link).says("Carry on where you stopped")
    assert elsewhere.sends(link).at.endswith("/trees/1")


def test_looking_at_a_link_does_not_use_it_up_but_coming_back_does(saved: Visitor, tree: Organisation) -> None:
    link = _link(tree)
    for _ in range(3):
        assert Visitor(saved.base, Client()).opens(link).status == 200
    Visitor(saved.base, Client()).sends(link)
    again = Visitor(saved.base, Client()).opens(link)
    assert again.status == 410
    assert again.says("This link has been used")


def test_a_link_that_nobody_gave_out_says_what_to_do(saved: Visitor) -> None:
    assert saved.opens("saved/made-up").status == 404
    assert saved.says("This link does not work")


def test_an_address_that_is_none_is_asked_for_again(ada: Visitor) -> None:
    ada.begins().sends("save", email="nobody")
    assert ada.title.startswith("Error: ")
    assert 'value="nobody"' in ada.page
