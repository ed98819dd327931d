"""Write, ask, approve by a second person, send back, withdraw, move; and who may not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from trellis.base.models import LogEntry
from trellis.components.content import actions, queries
from trellis.components.content.errors import (
    AddressTaken,
    NeedsASecondPerson,
    NoSuchPage,
    NotFit,
    NothingWaits,
    NotTheNewest,
    WrittenMeanwhile,
)
from trellis.components.content.models import Version
from trellis.components.content.tests.story import MONDAY, Reader, published, words, written
from trellis.components.content.written import Kind, from_json
from trellis.organisations.actors import Actor
from trellis.organisations.errors import PermissionMissing
from trellis.organisations.models import Organisation
from trellis.organisations.scope import acting, reading

pytestmark = pytest.mark.django_db


def test_whoever_wrote_a_page_cannot_approve_it(ada: Actor, bea: Actor) -> None:
    page = actions.begin(address="bins", written=written(), at=MONDAY, by=ada)
    actions.ask_approval(page=page.pk, version=1, at=MONDAY, by=bea)
    with pytest.raises(NeedsASecondPerson):
        actions.approve(page=page.pk, version=1, at=MONDAY, by=ada)
    actions.approve(page=page.pk, version=1, at=MONDAY, by=bea)


def test_the_database_itself_refuses_an_approval_by_who_wrote_it(ada: Actor) -> None:
    actions.begin(address="bins", written=written(), at=MONDAY, by=ada)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic(), acting(ada):
        Version.objects.update(approved_by=ada.staff)


def test_who_has_no_such_role_writes_and_approves_nothing(ada: Actor, cal: Actor) -> None:
    page = actions.begin(address="bins", written=written(), at=MONDAY, by=ada)
    actions.ask_approval(page=page.pk, version=1, at=MONDAY, by=ada)
    with pytest.raises(PermissionMissing):
        actions.write(page=page.pk, written=written(Kind.NEWS), since=1, at=MONDAY, by=cal)
    with pytest.raises(PermissionMissing):
        actions.approve(page=page.pk, version=1, at=MONDAY, by=cal)
    with pytest.raises(PermissionMissing):
        queries.page(page.pk, seen_by=cal)


def test_nothing_of_another_organisations_pages_can_be_changed(ada: Actor, ned: Actor) -> None:
    page = actions.begin(address="bins", written=written(), at=MONDAY, by=ada)
    with pytest.raises(NoSuchPage):
        actions.write(page=page.pk, written=written(Kind.NEWS), since=1, at=MONDAY, by=ned)
    with pytest.raises(NoSuchPage):
        actions.forward(old="x", page=page.pk, at=MONDAY, by=ned)


def test_of_two_who_write_at_once_neither_loses_anything(ada: Actor, bea: Actor) -> None:
    page = actions.begin(address="bins", written=written(), at=MONDAY, by=ada)
    first = written(words={"en": words(title="Ada's bins")})
    actions.write(page=page.pk, written=first, since=1, at=MONDAY, by=ada)
    with pytest.raises(WrittenMeanwhile):
        actions.write(page=page.pk, written=written(words={"en": words(title="Bea's")}), since=1, at=MONDAY, by=bea)
    assert actions.write(page=page.pk, written=first, since=1, at=MONDAY, by=bea).number == 2
    with reading(ada):
        assert [each.number for each in queries.versions(page, seen_by=ada)] == [2, 1]


def test_what_is_written_while_something_waits_is_asked_for_anew(ada: Actor, bea: Actor) -> None:
    page = actions.begin(address="bins", written=written(), at=MONDAY, by=ada)
    actions.ask_approval(page=page.pk, version=1, at=MONDAY, by=ada)
    actions.write(page=page.pk, written=written(Kind.NEWS), since=1, at=MONDAY, by=ada)
    with pytest.raises(NothingWaits):
        actions.approve(page=page.pk, version=1, at=MONDAY, by=bea)
    with pytest.raises(NotTheNewest):
        actions.ask_approval(page=page.pk, version=1, at=MONDAY, by=ada)


def test_what_is_sent_back_says_why(ada: Actor, bea: Actor) -> None:
    page = actions.begin(address="bins", written=written(), at=MONDAY, by=ada)
    actions.ask_approval(page=page.pk, version=1, at=MONDAY, by=ada)
    actions.send_back(page=page.pk, version=1, words="Which day?", at=MONDAY, by=bea)
    found = queries.page(page.pk, seen_by=ada)
    assert (found.waiting, found.sent_back_with) == (None, "Which day?")


def test_a_page_that_keeps_somebody_out_is_not_approved(ada: Actor) -> None:
    said = written(words={"en": words(body="Read it [here](/bins/).")})
    page = actions.begin(address="bins", written=said, at=MONDAY, by=ada)
    with pytest.raises(NotFit):
        actions.ask_approval(page=page.pk, version=1, at=MONDAY, by=ada)


def test_a_withdrawn_page_leads_to_what_stands_in_its_place(council: Organisation, ada: Actor, bea: Actor) -> None:
    page = published("bins", by=ada, approved_by=bea)
    actions.withdraw(page=page.pk, instead="/guidance/", at=MONDAY, by=ada)
    reader = Reader(council).opens("guidance/bins/")
    assert (reader.status, reader.leads_to) == (301, f"/{council.key}/guidance/")


def test_a_page_that_moved_is_found_at_its_old_address(council: Organisation, ada: Actor, bea: Actor) -> None:
    page = published("bins", by=ada, approved_by=bea)
    actions.move(page=page.pk, address="bin-days", at=MONDAY, by=ada)
    assert Reader(council).opens("guidance/bins/").leads_to == f"/{council.key}/guidance/bin-days/"
    assert Reader(council).opens("guidance/bin-days/").status == 200
    with pytest.raises(AddressTaken):
        actions.begin(address="bin-days", written=written(), at=MONDAY, by=ada)
    actions.move(page=page.pk, address="bins", at=MONDAY, by=ada)
    assert Reader(council).opens("guidance/bins/").status == 200


def test_an_address_of_the_earlier_site_leads_to_the_page(council: Organisation, ada: Actor, bea: Actor) -> None:
    page = published("bins", by=ada, approved_by=bea)
    actions.forward(old="/waste/Bins.aspx?id=7", page=page.pk, at=MONDAY, by=ada)
    assert Reader(council).opens("waste/Bins.aspx?id=7").leads_to == f"/{council.key}/guidance/bins/"
    assert Reader(council).opens("waste/Bins.aspx").status == 404
    actions.withdraw(page=page.pk, at=MONDAY, by=ada)
    assert Reader(council).opens("waste/Bins.aspx?id=7").status == 404


def test_a_page_falls_due_and_is_looked_at_again(ada: Actor, bea: Actor) -> None:
    page = published("bins", by=ada, approved_by=bea)
    with reading(ada):
        assert not queries.due_for_review(seen_by=ada, on=date(2027, 3, 1))
        assert [each.pk for each in queries.due_for_review(seen_by=ada, on=date(2027, 3, 2))] == [page.pk]
    actions.review(page=page.pk, review_on=date(2028, 1, 1), at=MONDAY + timedelta(days=365), by=ada)
    with reading(ada):
        assert not queries.due_for_review(seen_by=ada, on=date(2027, 3, 2))


def test_everything_that_happened_to_a_page_is_in_the_one_log(ada: Actor, bea: Actor) -> None:
    page = published("bins", by=ada, approved_by=bea)
    actions.withdraw(page=page.pk, at=MONDAY, by=bea)
    with reading(ada):
        said = LogEntry.objects.filter(subject=f"page:{page.pk}").order_by("pk").values_list("kind", "actor_label")
        assert list(said) == [
            ("page-written", "Ada"), ("page-approval-asked", "Ada"), ("page-published", "Bea"), ("page-withdrawn", "Bea"),
        ]  # fmt: skip


def test_a_version_is_read_back_as_it_was_written() -> None:
    said = written(
        Kind.ALERT, words={"cy": words(), "en": words()}, drafts=("cy",), shown_from=MONDAY, shown_until=MONDAY
    )
    assert from_json(said.as_json()) == said
    assert from_json(said.as_json()).languages == ("cy", "en")
    assert said.hash != written(Kind.ALERT, words={"en": words(), "cy": words()}).hash
