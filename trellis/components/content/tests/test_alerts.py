"""Alerts above every page, and search beside the services."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from trellis.components.content.tests.story import MONDAY, Reader, published, words, written
from trellis.components.content.written import Kind, Written
from trellis.organisations.actors import Actor
from trellis.organisations.models import Organisation

pytestmark = pytest.mark.django_db
FAR = datetime(2100, 1, 1, tzinfo=UTC)


def alert(*, until: datetime, title: str = "River Any: flood warning") -> Written:
    said = words(title=title, summary="Stay away from the river.", body="Call us if water comes into your home.")
    return written(Kind.ALERT, words={"en": said}, shown_from=MONDAY, shown_until=until)


def test_an_alert_stands_above_every_page_also_where_nothing_is(
    council: Organisation, tree: Organisation, ada: Actor, bea: Actor
) -> None:
    published("flood", by=ada, approved_by=bea, said=alert(until=FAR))
    for address in ("", "guidance/", "street-tree/", "accessibility", "no-such-thing/at/all"):
        assert "Stay away from the river." in Reader(council).opens(address).words, address
    assert "water comes into" in Reader(council).opens("guidance/flood/").words


def test_an_alert_that_has_ended_stands_nowhere_and_can_still_be_read(
    council: Organisation, ada: Actor, bea: Actor
) -> None:
    published("flood", by=ada, approved_by=bea, said=alert(until=MONDAY + timedelta(hours=1)))
    assert "Stay away" not in Reader(council).opens("").words
    assert Reader(council).opens("guidance/flood/").status == 200


def test_an_alert_of_one_organisation_stands_above_no_page_of_another(
    council: Organisation, neighbour: Organisation, ada: Actor, bea: Actor
) -> None:
    published("flood", by=ada, approved_by=bea, said=alert(until=FAR))
    assert "Stay away" not in Reader(neighbour).opens("").words


def test_an_alert_costs_no_page_a_question(council: Organisation, tree: Organisation, ada: Actor, bea: Actor) -> None:
    published("flood", by=ada, approved_by=bea, said=alert(until=FAR))
    Reader(council).opens("street-tree/")
    with CaptureQueriesContext(connection) as asked:
        assert "Stay away" in Reader(council).opens("street-tree/").words
    assert len(asked) == 0


def test_one_search_finds_services_and_pages(council: Organisation, tree: Organisation, ada: Actor, bea: Actor) -> None:
    trees = words(title="Looking after street trees", summary="Who waters them.", body="We do.")
    published("trees", by=ada, approved_by=bea, said=written(words={"en": trees}))
    reader = Reader(council).opens("?words=street tree")
    assert "2 results" in reader.words
    assert f'href="/{council.key}/street-tree/"' in reader.page
    assert f'href="/{council.key}/guidance/trees/"' in reader.page
    assert "Guidance: Who waters them." in reader.words
    assert "0 results" in Reader(council).opens("?words=zebra").words
    assert "Guidance and advice" in Reader(council).opens("").words
