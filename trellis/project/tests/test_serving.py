"""What every answer carries, and what is never written down."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.template import engines
from django.templatetags.static import static
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from trellis.project.logs import drop_personal


def test_a_process_says_that_it_answers_by_whatever_name_it_is_asked(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).content == b"ok\n"


@pytest.mark.django_db
def test_a_process_says_that_it_is_ready_once_the_database_has_its_tables(client: Client) -> None:
    ready = client.get("/ready", headers={"host": "10.0.0.7"})
    assert (ready.status_code, ready.content) == (200, b"ready\n")
    MigrationRecorder(connection).migration_qs.filter(app="cases").delete()
    behind = client.get("/ready")
    assert (behind.status_code, b"run trellis migrate" in behind.content) == (503, True)
    assert client.get("/health").status_code == 200


@pytest.mark.django_db
def test_being_ready_costs_one_question(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client.get("/ready")
    with django_assert_num_queries(1):
        client.get("/ready")


def test_a_browser_is_told_to_run_and_fetch_nothing_that_is_not_ours(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    rules = dict(each.split(" ", 1) for each in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy


def test_pages_are_not_kept_by_a_shared_computer(client: Client) -> None:
    assert client.get("/healthz")["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_stylesheet_is_served_by_the_hash_of_what_is_in_it(client: Client) -> None:
    address = static("public.css")
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert (answer.status_code, answer["Content-Encoding"]) == (200, "br")
    assert "immutable" in answer["Cache-Control"]
    answer.close()


def test_a_misspelt_stylesheet_is_noticed_when_the_page_is_made() -> None:
    with pytest.raises(KeyError):
        static("pubic.css")


def test_words_from_a_person_are_escaped_in_every_page() -> None:
    page = engines["jinja"].from_string("<p>{{ words }}</p>")
    assert page.render({"words": "<script>alert(1)</script>"}) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_the_macros_of_the_design_system_are_at_hand() -> None:
    page = engines["jinja"].from_string(
        "{% from 'govuk_frontend_jinja/components/button/macro.html' import govukButton %}"
        "{{ govukButton({'text': words}) }}"
    )
    assert "Save &lt;now&gt;" in page.render({"words": "Save <now>"})


def test_what_says_who_somebody_is_never_reaches_a_log() -> None:
    kept = drop_personal(None, "info", {"event": "sent", "email": "a@b.example", "case": "ABC-1234"})
    assert kept == {"event": "sent", "email": "(left out)", "case": "ABC-1234"}


def test_a_log_line_is_written_without_the_person() -> None:
    heard = io.StringIO()
    handler = next(each for each in _made_handlers() if isinstance(each, logging.StreamHandler))
    handler.setStream(heard)
    logging.getLogger("trellis.test").addHandler(handler)
    structlog.get_logger("trellis.test").warning("message-failed", phone="07700 900123", case="ABC-1234")
    logging.getLogger("trellis.test").removeHandler(handler)
    assert "900123" not in heard.getvalue()
    assert json.loads(heard.getvalue())["case"] == "ABC-1234"


def _made_handlers() -> list[logging.Handler]:
    from trellis.project.logs import configure_logs  # noqa: PLC0415  configured anew for this test alone

    root = logging.getLogger()
    configure_logs(quiet=False)
    made = [each for each in root.handlers if each.get_name() == "trellis"]
    configure_logs(quiet=True)
    return made


def test_no_error_page_ever_shows_what_a_person_wrote() -> None:
    assert settings.DEBUG is False
