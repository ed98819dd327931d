"""A page is shown on its day and taken down on another by itself, and whoever approved it need not be awake."""

from __future__ import annotations

from datetime import timedelta

import pytest

from trellis.base.jobs import schedules
from trellis.base.models import LogEntry
from trellis.components.content import actions, queries
from trellis.components.content.errors import NoSuchPage
from trellis.components.content.schedules import keep_all_dates
from trellis.components.content.tests.story import MONDAY, Reader, published, words, written
from trellis.components.content.wording import findings, unfit
from trellis.organisations.actors import Actor
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def test_a_page_is_shown_when_its_day_comes_and_not_before(council: Organisation, ada: Actor, bea: Actor) -> None:
    page = published("fair", by=ada, approved_by=bea, said=written(shown_from=MONDAY + WEEK))
    keep_all_dates(MONDAY + timedelta(days=6))
    assert Reader(council).opens("guidance/fair/").status == 404
    keep_all_dates(MONDAY + WEEK)
    assert Reader(council).opens("guidance/fair/").status == 200
    with reading(ada):
        said = LogEntry.objects.filter(subject=f"page:{page.pk}").order_by("pk").values_list("kind", "actor_label")
        assert list(said)[-2:] == [("page-planned", "Bea"), ("page-published", "Trellis")]


def test_a_newer_version_takes_the_place_of_the_older_on_its_day(council: Organisation, ada: Actor, bea: Actor) -> None:
    page = published("fees", by=ada, approved_by=bea)
    newer = written(words={"en": words(summary="The new fees.")}, shown_from=MONDAY + WEEK)
    actions.write(page=page.pk, written=newer, since=1, at=MONDAY, by=ada)
    actions.ask_approval(page=page.pk, version=2, at=MONDAY, by=ada)
    actions.approve(page=page.pk, version=2, at=MONDAY, by=bea)
    assert "The new fees." not in Reader(council).opens("guidance/fees/").words
    keep_all_dates(MONDAY + WEEK)
    assert "The new fees." in Reader(council).opens("guidance/fees/").words


def test_a_page_is_taken_down_when_its_last_day_is_over(council: Organisation, ada: Actor, bea: Actor) -> None:
    page = published("fair", by=ada, approved_by=bea, said=written(shown_until=MONDAY + WEEK))
    keep_all_dates(MONDAY + timedelta(days=6))
    assert Reader(council).opens("guidance/fair/").status == 200
    keep_all_dates(MONDAY + WEEK)
    assert Reader(council).opens("guidance/fair/").status == 404
    assert queries.page(page.pk, seen_by=ada).withdrawn_at == MONDAY + WEEK


def test_what_was_called_off_is_not_shown(council: Organisation, ada: Actor, bea: Actor) -> None:
    page = published("fair", by=ada, approved_by=bea, said=written(shown_from=MONDAY + WEEK))
    actions.withdraw(page=page.pk, at=MONDAY, by=bea)
    keep_all_dates(MONDAY + 2 * WEEK)
    assert Reader(council).opens("guidance/fair/").status == 404
    with pytest.raises(NoSuchPage):
        actions.withdraw(page=page.pk, at=MONDAY, by=bea)


def test_dates_that_end_before_they_begin_are_mended_first() -> None:
    assert unfit(findings(written(shown_from=MONDAY, shown_until=MONDAY)))


def test_a_silent_clock_shows_in_the_doctor() -> None:
    assert "content.dates" in [each.key for each in schedules()]
