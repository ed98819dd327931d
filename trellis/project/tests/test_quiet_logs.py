"""What somebody typed is in no log, whatever happens on the way."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
import structlog

from trellis.base import jobs, log
from trellis.base.time import now
from trellis.channels.web.tests.conftest import ada, addresses, compiled, council, nothing_remembered, publisher, tree
from trellis.channels.web.tests.story import YOU, Visitor
from trellis.project.logs import configure_logs
from trellis.services.events import JourneySubmitted

__all__ = ["ada", "addresses", "compiled", "council", "nothing_remembered", "publisher", "tree"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[io.StringIO]:
    """Everything that an installation would write into its log."""
    configure_logs(quiet=False)
    (handler,) = (each for each in logging.getLogger().handlers if each.get_name() == "trellis")
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    handler.setStream(written)
    yield written
    configure_logs(quiet=True)


def test_a_journey_leaves_nothing_of_the_person_in_the_log(ada: Visitor, heard: io.StringIO) -> None:
    def fails(entry: log.LogEntry) -> None:
        raise ValueError(YOU["email"])

    log.subscribe(JourneySubmitted, key="test.fails", handle=fails)
    ada.answers_everything().sends("send")
    ada.opens(f"nothing-here?email={YOU['email']}")
    jobs.drain(at=lambda: now() + timedelta(seconds=1))
    log.unsubscribe("test.fails")
    try:
        raise ValueError(YOU["email"])  # noqa: TRY301  it is where it fails that is told
    except ValueError:
        structlog.get_logger("trellis.test").exception("schedule-failed", schedule="test")
    said = heard.getvalue()
    lines = [json.loads(line) for line in said.splitlines()]
    assert {"delivery-failed", "schedule-failed"} <= {each["event"] for each in lines}
    assert all("ValueError" in each.get("exception", "ValueError") for each in lines)
    typed = (YOU["email"], "Ash", "1 Elm Street")
    assert [each for each in typed if each in said] == []
