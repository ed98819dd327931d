from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections
from django_scopes import scopes_disabled

from trellis.base.models import LogEntry
from trellis.organisations.models import Organisation
from trellis.services import actions
from trellis.services.contract import Place, PlaceKind
from trellis.services.models import Journey
from trellis.services.tests.story import HOME, MONDAY, Resident


def at_once(*what: Callable[[], object]) -> list[object]:
    """Do these things in threads that start together, each with a connection of its own."""
    gate = threading.Barrier(len(what))
    came_of: list[object] = []

    def run(each: Callable[[], object]) -> None:
        gate.wait(timeout=60)
        try:
            came_of.append(each())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(each,)) for each in what]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return came_of


@pytest.mark.django_db(transaction=True)
def test_pressing_send_in_two_tabs_at_once_sends_once(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    journey = ada.journey
    sent = at_once(*[lambda: actions.submit(journey=journey, at=MONDAY)] * 4)
    assert len(sent) == 4
    assert len({each.reference for each in sent if isinstance(each, actions.Submitted)}) == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_answer_at_once_both_keep_their_answers(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers_everything()
    one, other = ada.journey, ada.journey
    bigger = {"size": {"value": "large"}}
    second_home = {"address": {"uprn": "11", "postcode": "AN1 1AA"}}
    at_once(
        lambda: actions.answer(
            journey=one, place=Place(kind=PlaceKind.PAGE, page="trees", item=0), raw=bigger, at=MONDAY
        ),
        lambda: actions.answer(
            journey=other, place=Place(kind=PlaceKind.PAGE, page="where"), raw=second_home, at=MONDAY
        ),
    )
    assert ada.is_at().page == "space"
    ada.answers("space", {"space": {"value": "no"}})
    ada.answers("where", second_home)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_database_itself_hides_journeys_where_no_organisation_is_set(tree: Organisation) -> None:
    ada = Resident(tree)
    ada.answers("where", HOME)
    with scopes_disabled(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('trellis.organisation', %s, true)", [str(tree.pk + 1)])
        assert Journey.objects.count() == 0
        assert LogEntry.objects.count() == 0
        cursor.execute("SELECT set_config('trellis.organisation', %s, true)", [str(tree.pk)])
        assert Journey.objects.count() == 1
