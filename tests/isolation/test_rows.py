"""Below the pages: the ORM's filter hides another organisation's rows, and without it the database itself does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django_scopes import ScopeError, scopes_disabled

from tests.isolation.conftest import Two
from tests.isolation.towns import Town
from trellis.base.models import Delivery
from trellis.organisations.scope import acting, reading

NOT_HIDDEN = {
    "base_delivery": "the worker claims deliveries of all organisations, then acts within one; they hold keys alone",
}
"""Tables that say whose their rows are, and yet are not hidden, with why."""

NOBODYS = {
    "account_emailaddress": "the sign-in library's",
    "account_emailconfirmation": "the sign-in library's",
    "auth_group": "Django's, and empty",
    "auth_group_permissions": "Django's, and empty",
    "auth_permission": "Django's",
    "base_heartbeat": "when each schedule last ran",
    "django_content_type": "Django's",
    "django_migrations": "Django's",
    "django_session": "sessions: found by a secret key",
    "mfa_authenticator": "an account's second step: an account is no organisation's",
    "organisations_account": "who can sign in; says nothing about what they may do",
    "organisations_organisation": "which organisations are here: that is public",
    "payments_sandboxpayment": "stands for the book of an outside provider",
    "places_address": "the gazetteer: public",
    "places_area": "the gazetteer: public",
}
"""Tables whose rows belong to no organisation, with why. A new table is hidden, or stands here."""


def owned() -> list[type[Model]]:
    """Every model whose rows say which organisation they belong to."""
    found = (
        each for each in apps.get_models() if any(f.attname == "organisation_id" for f in each._meta.concrete_fields)
    )
    return [each for each in found if each is not Delivery]


def _everything(model: type[Model]) -> Any:
    """Its rows, as somebody asks who forgot the filter."""
    return model._base_manager.all()


def _whose(rows: Any) -> set[int]:
    return set(rows.values_list("organisation_id", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("model", owned(), ids=lambda model: model._meta.db_table)
def test_a_question_that_names_no_organisation_is_refused(model: type[Model]) -> None:
    with pytest.raises(ScopeError):
        model.objects.count()  # type: ignore[attr-defined]


def test_each_organisation_sees_its_own_rows_of_every_table_and_no_others(two: Two) -> None:
    faults = []
    for town, model in _each(two):
        with reading(town.system):
            seen = _whose(model.objects.all())  # type: ignore[attr-defined]
        if seen != {town.organisation.pk}:
            faults.append(f"{model._meta.db_table}: {town.key} sees rows of {seen or 'nobody: leave one in towns.py'}")
    assert not faults, "\n".join(faults)


def _each(two: Two) -> Iterator[tuple[Town, type[Model]]]:
    for model in owned():
        yield two.ours, model
        yield two.theirs, model


@pytest.mark.postgresql
def test_the_database_hides_every_row_of_another_organisation_where_the_filter_is_forgotten(two: Two) -> None:
    faults = []
    for town, model in _each(two):
        with reading(town.system), scopes_disabled():
            seen = _whose(_everything(model))
        if seen != {town.organisation.pk}:
            faults.append(f"{model._meta.db_table}: {town.key} sees rows of {seen or 'nobody'}")
    assert not faults, "\n".join(faults)


@pytest.mark.postgresql
def test_the_database_shows_nothing_to_whoever_names_no_organisation(two: Two) -> None:
    for model in owned():
        with transaction.atomic(), scopes_disabled():
            assert not _everything(model).exists(), model._meta.db_table


@pytest.mark.postgresql
def test_the_database_changes_and_removes_nothing_of_another_organisation(two: Two) -> None:
    number = two.theirs.organisation.pk
    for model in owned():
        table = connection.ops.quote_name(model._meta.db_table)
        with acting(two.ours.system), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET organisation_id = organisation_id WHERE organisation_id = %s", [number])
            assert cursor.rowcount == 0, f"{table}: changed"
            cursor.execute(f"DELETE FROM {table} WHERE organisation_id = %s", [number])
            assert cursor.rowcount == 0, f"{table}: removed"


@pytest.mark.postgresql
@pytest.mark.django_db
def test_every_table_that_says_whose_it_is_is_hidden_even_from_its_owner() -> None:
    found = _tables()
    named = {table for table, (has_column, _) in found.items() if has_column}
    hidden = {table for table, (_, is_hidden) in found.items() if is_hidden}
    assert named - hidden == set(NOT_HIDDEN)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_every_other_table_is_known_to_be_nobodys() -> None:
    found = _tables()
    hidden = {table for table, (_, is_hidden) in found.items() if is_hidden}
    assert set(found) - hidden - set(NOT_HIDDEN) == set(NOBODYS)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_application_is_let_past_no_policy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)


def _tables() -> dict[str, tuple[bool, bool]]:
    """Each table: whether it has a column for the organisation; whether its rows are hidden, by force, by a policy."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname,
                   EXISTS (SELECT FROM pg_attribute a
                           WHERE a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped),
                   c.relrowsecurity AND c.relforcerowsecurity
                       AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid
                                   AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
            """
        )
        return {table: (has_column, is_hidden) for table, has_column, is_hidden in cursor.fetchall()}
