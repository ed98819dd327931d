"""Every night what they hold is held against what we know, and what differs is put before a person."""

from __future__ import annotations

import pytest

from trellis.base.references import new_reference
from trellis.cases.tests.story import MONDAY
from trellis.components.connectors import actions
from trellis.components.connectors.component import COMPONENT
from trellis.components.connectors.errors import NoSuchDifference
from trellis.components.connectors.models import Difference
from trellis.components.connectors.tests.story import Joined, later
from trellis.organisations.scope import acting


def test_where_both_agree_there_is_nothing_to_do(joined: Joined) -> None:
    joined.reports()
    joined.works_on()
    done = joined.reconciles(later(days=1))
    assert (done.compared, done.caught_up, done.differences, joined.differs()) == (1, 0, 0, [])


def test_work_that_they_accepted_and_later_deny_is_found_once_and_can_be_sent_again(joined: Joined) -> None:
    reference = joined.reports()
    joined.works.behave("denies")
    joined.works_on()
    for night in (1, 2):
        joined.reconciles(later(days=night))
    assert joined.differs() == [(reference, "gone")]
    assert joined.happened(reference).count("difference-found") == 1
    joined.works.behave("well")
    mary = joined.council.employs("Mary", "market-team")
    with acting(mary):
        actions.send_again(difference=Difference.objects.get().pk, at=later(days=3), by=mary)
    joined.works_on(later(days=3))
    assert (joined.handover(reference).number, joined.differs()) == ("W-000002", [])


def test_work_that_they_doubled_is_found(joined: Joined) -> None:
    reference = joined.reports()
    joined.works.behave("doubles")
    joined.works_on()
    joined.works.behave("well")
    joined.reconciles(later(days=1))
    assert joined.differs() == [(reference, "twice")]


def test_work_that_they_hold_once_again_agrees_again(joined: Joined) -> None:
    joined.reports()
    joined.works.behave("doubles")
    joined.works_on()
    joined.reconciles(later(days=1))
    works = joined.works
    works.behave("well")
    works.book.forget("W-000002")  # type: ignore[attr-defined]
    done = joined.reconciles(later(days=2))
    assert (done.settled, joined.differs()) == (1, [])


def test_news_that_was_missed_is_caught_up_with(joined: Joined) -> None:
    reference = joined.reports()
    joined.works_on()
    joined.works.put("W-000001", "PLANNED")
    assert joined.reconciles(later(days=1)).caught_up == 1
    assert joined.handover(reference).status == "PLANNED"


def test_work_of_ours_that_we_never_handed_over_is_found(joined: Joined) -> None:
    joined.reports()
    joined.works_on()
    nobodys = new_reference()
    joined.works.book.make(f"{nobodys}.opened", {"reference": nobodys})  # type: ignore[attr-defined]
    joined.works.book.make("another-clients-key", {"reference": "theirs"})  # type: ignore[attr-defined]
    joined.reconciles(later(days=1))
    assert joined.differs() == [("", "not-ours")]


def test_work_under_another_cases_reference_is_found(joined: Joined) -> None:
    reference = joined.reports()
    joined.works_on()
    joined.works.behave("wrong-case")
    joined.reconciles(later(days=1))
    joined.reconciles(later(days=2))
    assert joined.differs() == [(reference, "other-case")]
    assert joined.happened(reference).count("difference-found") == 1


def test_a_difference_stands_in_the_list_of_who_may_see_its_case_until_they_settle_it(joined: Joined) -> None:
    reference = joined.reports()
    joined.works.behave("doubles")
    joined.works_on()
    assert joined.differs() == [(reference, "other-number")]
    joined.reconciles(later(days=1))
    mary = joined.council.employs("Mary", "market-team")
    pat = joined.council.employs("Pat", "parks-team")
    assert [each.rows for each in COMPONENT.work_lists(seen_by=pat)] == [()]
    ((row,),) = (each.rows for each in COMPONENT.work_lists(seen_by=mary))
    assert (row.about, row.what, row.detail) == (
        reference, "Crew system: They hold it twice", "W-000001, W-000002",
    )  # fmt: skip
    said = {"listed": "differences", "row": row.id, "verb": "settle", "words": "They called one off"}
    with pytest.raises(NoSuchDifference):
        COMPONENT.do_in_list(**said, at=MONDAY, by=pat)
    COMPONENT.do_in_list(**said, at=MONDAY, by=mary)
    assert joined.differs() == []
    assert joined.happened(reference)[-1] == "difference-settled"


def test_a_new_number_is_put_before_a_person_and_taken_when_they_say_so(joined: Joined) -> None:
    reference = joined.reports()
    joined.works_on()
    key = joined.handover(reference).key
    works = joined.works
    works.book.forget("W-000001")  # type: ignore[attr-defined]
    works.book.make(key, {"reference": reference})  # type: ignore[attr-defined]
    joined.reconciles(later(days=1))
    assert joined.differs() == [(reference, "other-number")]
    mary = joined.council.employs("Mary", "market-team")
    ((row,),) = (each.rows for each in COMPONENT.work_lists(seen_by=mary))
    COMPONENT.do_in_list(listed="differences", row=row.id, verb=row.verbs[0].key, words="", at=later(days=1), by=mary)
    joined.reconciles(later(days=2))
    assert (joined.handover(reference).number, joined.differs()) == ("W-000002", [])
