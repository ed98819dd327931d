"""Logs with named fields, and never a person in them: what may say who somebody is is dropped by its name."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

PERSONAL = frozenset(
    "address answer answers body code cookie date_of_birth dob email first_name last_name name national_insurance "
    "nhs_number note password phone postcode secret session surname telephone text to token uprn username".split(),
)
"""Names of fields that are dropped. Whoever needs one in a log needs a reference instead."""


def drop_personal(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out what may be personal, and say that it was taken out."""
    for name in PERSONAL & event.keys():
        event[name] = "(left out)"
    return event


def where_it_failed(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say in which lines of code something failed, and as what: the words of an error may be somebody's answer."""
    given = event.pop("exc_info", None)
    raised = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(raised, BaseException):
        event["exception"] = "".join((*traceback.format_tb(raised.__traceback__), type(raised).__name__))
    return event


def configure_logs(*, quiet: bool) -> None:
    """One line of JSON for each thing that happened; plain lines where a person watches a terminal."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        drop_personal,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    render: Any = (
        structlog.dev.ConsoleRenderer(colors=False) if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                where_it_failed,
                render,
            ],
        ),
    )
    handler.set_name("trellis")
    root = logging.getLogger()
    root.handlers = [each for each in root.handlers if each.get_name() != "trellis"] + ([] if quiet else [handler])
    root.setLevel(logging.INFO)
    # These name addresses with references in them at every request; the server's own access log is off for that.
    logging.getLogger("django.request").setLevel(logging.ERROR)
