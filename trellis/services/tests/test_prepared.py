"""Statements whose SQL is made once say what Django's own would, and only ever of one organisation."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import ScopeError, scope

from trellis.base.prepared import Select, Update, insert
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.scope import acting, reading
from trellis.people.actions import make_key
from trellis.services.models import Journey

AT = datetime(2026, 11, 24, 12, 30, 15, 123456, tzinfo=UTC)
BY_TOKEN = Select(lambda token: Journey.objects.filter(token=token).select_related("key"), token=str)
ALL = Select(lambda: Journey.objects.order_by("-pk"))
MOVED = Update(Journey, change=["state", "touched_at"], where=["id", "state"])


def begun(organisation: Organisation, token: str) -> Journey:
    by = system(organisation=organisation.pk, doing="test")
    with acting(by):
        return insert(
            Journey(
                organisation=organisation,
                token=token,
                service="tree",
                version_hash="0" * 64,
                channel="web",
                key=make_key(by=by),
                answers=b"\x00sealed\xff",
                facts={"day": "2026-11-24"},
                started_at=AT,
                touched_at=AT,
                expires_at=AT,
            )
        )


@pytest.mark.django_db
def test_a_row_is_read_as_django_reads_it(council: Organisation) -> None:
    written = begun(council, "one")
    with reading(system(organisation=council.pk, doing="test")):
        ours, djangos = BY_TOKEN.first(token="one"), Journey.objects.select_related("key").get(token="one")
    assert ours is not None
    assert ours == written == djangos
    for field in Journey._meta.concrete_fields:
        assert getattr(ours, field.attname) == getattr(djangos, field.attname), field.name
        assert type(getattr(ours, field.attname)) is type(getattr(djangos, field.attname)), field.name
    assert ours.key.wrapped is not None
    assert bytes(ours.key.wrapped) == bytes(djangos.key.wrapped or b"")
    with CaptureQueriesContext(connection) as asked:
        assert ours.key.pk == djangos.key_id
    assert not asked.captured_queries


@pytest.mark.django_db
def test_a_row_of_another_organisation_is_neither_found_nor_changed(
    council: Organisation, neighbour: Organisation
) -> None:
    theirs = begun(neighbour, "theirs")
    begun(council, "ours")
    with reading(system(organisation=council.pk, doing="test")):
        assert BY_TOKEN.first(token="theirs") is None
        assert [each.token for each in ALL.all()] == ["ours"]
    with acting(system(organisation=council.pk, doing="test")):
        where = {"id": theirs.pk, "state": "open"}
        assert MOVED.run(change={"state": "expired", "touched_at": AT}, where=where) == 0


@pytest.mark.django_db
def test_nothing_is_asked_outside_of_a_scope() -> None:
    with pytest.raises(ScopeError):
        BY_TOKEN.first(token="one")
    with pytest.raises(ScopeError):
        MOVED.run(change={"state": "expired", "touched_at": AT}, where={"id": 1, "state": "open"})
    with scope(organisation=None), pytest.raises(ScopeError):
        ALL.all()


@pytest.mark.django_db
def test_a_change_is_made_where_all_of_it_is_found(council: Organisation) -> None:
    row = begun(council, "one")
    with acting(system(organisation=council.pk, doing="test")):
        change = {"state": "expired", "touched_at": AT.replace(hour=13)}
        assert MOVED.run(change=change, where={"id": row.pk, "state": "open"}) == 1
        assert MOVED.run(change=change, where={"id": row.pk, "state": "open"}) == 0
        found = Journey.objects.get(pk=row.pk)
    assert (found.state, found.touched_at) == ("expired", AT.replace(hour=13))


@pytest.mark.django_db
def test_the_database_still_refuses_what_must_not_be(council: Organisation) -> None:
    begun(council, "one")
    with pytest.raises(IntegrityError), transaction.atomic():
        begun(council, "one")


@pytest.mark.django_db
def test_a_query_without_its_organisation_cannot_be_prepared(council: Organisation) -> None:
    everybody = Select(Organisation.objects.all)
    with reading(system(organisation=council.pk, doing="test")), pytest.raises(TypeError):
        everybody.all()
