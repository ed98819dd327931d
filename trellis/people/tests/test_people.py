"""What an organisation knows of people is sealed, found without being readable, and gone when its key is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from trellis.organisations import actions as organisations
from trellis.organisations.actors import Actor, system
from trellis.organisations.brand import Brand
from trellis.organisations.keys import look_up_value
from trellis.organisations.models import Account
from trellis.organisations.scope import acting, reading
from trellis.people import actions, queries
from trellis.people.contact import Contact
from trellis.people.errors import KeyErased
from trellis.people.models import AccountLink, DataKey, Message

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ADA = Contact(name="Ada Bell", email="Ada@Example.org", phone="07700 900123")


def council(key: str) -> Actor:
    brand = Brand(colour="#1d4f3f", accent="#f2b134")
    founded = organisations.found(
        key=key, name={"en": key}, kind="council", nation="england", languages=["en"], at=AT, brand=brand
    )
    return system(organisation=founded.pk, doing="test")


@pytest.fixture
def by(db: None) -> Actor:
    return council("anyborough")


@pytest.fixture
def key(by: Actor) -> DataKey:
    return actions.make_key(by=by)


def everything_stored() -> bytes:
    """Every value of every table, as the database holds it."""
    with connection.cursor() as cursor:
        words = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            words += [bytes(v) if isinstance(v, memoryview) else str(v).encode() for row in cursor for v in row]
    return b"\n".join(words)


def test_a_persons_details_stand_nowhere_in_the_clear(by: Actor, key: DataKey) -> None:
    with acting(by):
        actions.get_to_know(contact=ADA, key=key, at=AT, by=by)
        stored = everything_stored().lower()
    assert b"ada" not in stored
    assert b"07700" not in stored


def test_a_person_is_found_by_their_address_within_their_own_organisation_only(by: Actor, key: DataKey) -> None:
    person = actions.get_to_know(contact=ADA, key=key, at=AT, by=by)
    index = look_up_value(" ada@example.ORG", organisation=by.organisation, place="email")
    other = council("otherton")
    assert index != look_up_value("ada@example.org", organisation=other.organisation, place="email")
    with reading(by):
        assert [each.pk for each in queries.people_by_email_index(index, seen_by=by)] == [person.pk]
    with reading(other):
        assert not queries.people_by_email_index(index, seen_by=other).exists()


def test_once_the_key_is_erased_nothing_can_be_read(by: Actor, key: DataKey) -> None:
    draft = actions.Draft(about="7KQ", channel=Message.Channel.EMAIL, to="a@b.example", subject="S", body="Secret")
    message = actions.write(draft=draft, key=key, at=AT, by=by)
    assert message.words().body == "Secret"
    actions.erase(key=key, about="7KQ", at=AT, by=by)
    with reading(by):
        again = Message.objects.select_related("key").get(pk=message.pk)
    with pytest.raises(KeyErased):
        again.words()


def test_codes_and_links_are_sent_and_never_shown_to_staff(by: Actor, key: DataKey) -> None:
    secret = actions.Draft(
        about="7KQ", channel=Message.Channel.EMAIL, to="a@b.example", subject="Code", body="123456", private=True
    )
    actions.write(draft=secret, key=key, at=AT, by=by)
    with reading(by):
        assert not queries.messages_about("7KQ", seen_by=by).exists()
        assert queries.outbox(seen_by=by).exists()


def test_a_link_between_an_account_and_a_person_is_undone_without_losing_its_trace(by: Actor, key: DataKey) -> None:
    person = actions.get_to_know(contact=ADA, key=key, at=AT, by=by)
    account = Account.objects.create_user("ada@example.org")
    link = actions.link_account(account=account, person=person, at=AT, by=by)
    actions.unlink_account(link=link, at=AT, by=by)
    with reading(by):
        assert AccountLink.objects.get().undone_at == AT
    actions.link_account(account=account, person=person, at=AT, by=by)
