from __future__ import annotations

from datetime import timedelta

import pytest

from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.people import queries as people
from trellis.services import actions, queries
from trellis.services.errors import LinkExpired, LinkUsed, NoSuchLink
from trellis.services.tests.story import HOME, MONDAY, Resident

pytestmark = pytest.mark.django_db


def saved(ada: Resident) -> str:
    """The token of the link that Ada was sent."""
    given: list[str] = []

    def link(token: str) -> str:
        given.append(token)
        return f"http://localhost/oakham/street-tree/back/{token}"

    actions.save_for_later(journey=ada.journey, email="ada@example.com", link=link, at=MONDAY)
    return given[0]


def test_a_saved_link_leads_back_to_the_answers_on_another_device(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    token = saved(ada)
    back = actions.use_saved_link(token=token, organisation=tree, at=MONDAY)
    assert queries.journey(organisation=tree, secret=back.secret) == ada.journey
    assert ada.is_at().page == "trees"


def test_the_message_says_the_link_and_until_when(tree: Organisation) -> None:
    ada = Resident(tree)
    token = saved(ada)
    by = system(organisation=tree.pk, doing="test")
    with reading(by):
        message = people.outbox(seen_by=by)[0]
        words = message.words()
    assert token in words.body
    assert "12 March 2026" in words.body
    assert message.private


def test_a_link_that_a_mail_program_only_looks_at_still_works(tree: Organisation) -> None:
    token = saved(Resident(tree))
    for _ in range(2):
        queries.check_saved_link(token, organisation=tree, at=MONDAY)
    actions.use_saved_link(token=token, organisation=tree, at=MONDAY)


def test_a_link_works_once(tree: Organisation) -> None:
    token = saved(Resident(tree))
    actions.use_saved_link(token=token, organisation=tree, at=MONDAY)
    with pytest.raises(LinkUsed):
        actions.use_saved_link(token=token, organisation=tree, at=MONDAY)
    with pytest.raises(LinkUsed):
        queries.check_saved_link(token, organisation=tree, at=MONDAY)


def test_a_link_that_was_made_up_opens_nothing(tree: Organisation) -> None:
    with pytest.raises(NoSuchLink):
        actions.use_saved_link(token="made-up", organisation=tree, at=MONDAY)


def test_a_link_ends_when_the_answers_do(tree: Organisation) -> None:
    token = saved(Resident(tree))
    with pytest.raises(LinkExpired):
        actions.use_saved_link(token=token, organisation=tree, at=MONDAY + timedelta(days=11))
    actions.expire_journeys(MONDAY + timedelta(days=11))
    with pytest.raises(LinkExpired):
        queries.check_saved_link(token, organisation=tree, at=MONDAY)
