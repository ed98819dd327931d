"""Each organisation sees its own, in the ORM and in the database itself."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError
from django_scopes import ScopeError, scopes_disabled

from trellis.base.models import LogEntry
from trellis.organisations.actors import Actor, system
from trellis.organisations.errors import OtherOrganisation
from trellis.organisations.models import Organisation, StaffMember
from trellis.organisations.scope import acting, reading


def test_a_query_that_names_no_organisation_is_refused(caseworker: Actor) -> None:
    with pytest.raises(ScopeError):
        StaffMember.objects.count()


def test_an_organisation_sees_its_own_staff_and_nobody_elses(caseworker: Actor, otherton: Organisation) -> None:
    with reading(caseworker):
        assert StaffMember.objects.count() == 1
    with reading(system(organisation=otherton.pk, doing="test")):
        assert StaffMember.objects.count() == 0


def test_work_for_one_organisation_cannot_turn_to_another(caseworker: Actor, otherton: Organisation) -> None:
    with reading(caseworker), pytest.raises(OtherOrganisation), reading(system(organisation=otherton.pk, doing="test")):
        pytest.fail("never reached")


def test_an_action_that_fails_leaves_nothing_behind(caseworker: Actor) -> None:
    def half_done() -> None:
        with acting(caseworker):
            StaffMember.objects.update(name="Nobody")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with reading(caseworker):
        assert StaffMember.objects.get().name == "Amina"


@pytest.mark.postgresql
def test_the_database_hides_other_rows_when_the_orm_forgets_to(caseworker: Actor, otherton: Organisation) -> None:
    other = system(organisation=otherton.pk, doing="test")
    with reading(other), scopes_disabled():
        assert StaffMember.objects.count() == 0
        assert not LogEntry.objects.exclude(organisation_id=otherton.pk).exists()
    with reading(caseworker), scopes_disabled():
        assert StaffMember.objects.count() == 1


@pytest.mark.postgresql
def test_the_database_refuses_to_write_for_another_organisation(caseworker: Actor, otherton: Organisation) -> None:
    with acting(caseworker):
        member = StaffMember.objects.get()
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(system(organisation=otherton.pk, doing="test")),
        scopes_disabled(),
    ):
        StaffMember.objects.bulk_create(
            [StaffMember(organisation_id=caseworker.organisation, account=member.account, joined_at=member.joined_at)]
        )


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_an_organisation_the_database_shows_nothing(caseworker: Actor) -> None:
    with transaction.atomic(), scopes_disabled():
        assert StaffMember.objects.count() == 0


@pytest.mark.postgresql
def test_the_log_can_only_grow(caseworker: Actor) -> None:
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), acting(caseworker), scopes_disabled():
        LogEntry.objects.all().delete()


def test_reading_takes_no_writers_lock_on_sqlite(caseworker: Actor) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("says something of SQLite alone")
    depth = len(connection.savepoint_ids)
    with reading(caseworker):
        assert len(connection.savepoint_ids) == depth
