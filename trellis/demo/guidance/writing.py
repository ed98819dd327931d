"""Writing Anyborough's pages as people do: one colleague writes, another approves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from trellis.components.content import actions
from trellis.components.content.written import Kind, Words, Written
from trellis.demo.cast import Employer, employers
from trellis.organisations.actors import Actor

_FOLDER = Path(__file__).parent
APPROVED_AFTER = timedelta(hours=3)
STORM_BEFORE = timedelta(days=12)
STORM_LASTED = timedelta(hours=40)
TO_LOOK_AT_AGAIN = "recycling-centre"
"""A page that nobody has looked at for too long, so that there is something to look at."""


def pages(*, storm_at: datetime) -> dict[str, Written]:
    """Each page by its address."""
    return {file.stem: _read(file, storm_at=storm_at) for file in sorted(_FOLDER.glob("*.yaml"))}


def _read(file: Path, *, storm_at: datetime) -> Written:
    # Our own files, in which every scalar is text.
    said: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  knows no objects
    kind, is_alert = Kind(said["kind"]), said["kind"] == Kind.ALERT
    return Written(
        kind=kind,
        words={
            language: Words(title=each["title"], summary=each["summary"], body=each["body"].strip())
            for language, each in said["words"].items()
        },
        drafts=tuple(said.get("drafts", ())),
        about=said.get("about", ""),
        shown_from=storm_at if is_alert else None,
        shown_until=storm_at + STORM_LASTED if is_alert else None,
    )


def pages_of(employer: Employer, *, storm_at: datetime) -> dict[str, Written]:
    """The pages about what an organisation offers; those about nothing that anybody offers are Anyborough's own."""
    found = pages(storm_at=storm_at)
    own = employer.key == employers()[0].key
    return {key: each for key, each in found.items() if (each.about in employer.services if each.about else own)}


def write_pages(*, employer: Employer, writer: Actor, second: Actor, at: datetime, now: datetime) -> None:
    """Have every page written, approved and shown; and an address of the earlier site lead to one."""
    storm_at = now - STORM_BEFORE
    for address, written in pages_of(employer, storm_at=storm_at).items():
        when = storm_at if written.kind is Kind.ALERT else at
        review_on = _review_on(address, now=now)
        page = actions.begin(address=address, written=written, review_on=review_on, at=when, by=writer)
        actions.ask_approval(page=page.pk, version=1, at=when, by=writer)
        actions.approve(page=page.pk, version=1, at=when + APPROVED_AFTER, by=second)
        if address == "bin-days":
            actions.forward(old="Waste/BinDays.aspx", page=page.pk, at=when, by=writer)


def _review_on(address: str, *, now: datetime) -> date:
    return (now + timedelta(days=-3 if address == TO_LOOK_AT_AGAIN else 300)).date()
