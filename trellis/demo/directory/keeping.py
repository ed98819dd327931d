"""Anyborough's contacts and councillors, kept as a colleague at the desk does."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from trellis.components.directory import actions
from trellis.components.directory.facts import Contact, Councillor
from trellis.components.directory.opening import Exceptional, Hours
from trellis.components.directory.typed import read_spans
from trellis.organisations.actors import Actor

_FOLDER = Path(__file__).parent
TERM_YEARS = 4


def keep_directory(*, by: Actor, at: datetime, now: datetime) -> None:
    """Every contact where it is shown, and every councillor with a term that runs."""
    for key, said in _read("contacts").items():
        row = actions.add_contact(key=key, contact=contact(said, year=now.year), at=at, by=by)
        for place in said["at"]:
            actions.show_contact_at(contact=row.pk, place=place, at=at, by=by)
    for said in _read("councillors"):
        actions.add_councillor(key=said["key"], councillor=councillor(said, today=now.date()), at=at, by=by)


def contact(said: dict[str, Any], *, year: int) -> Contact:
    """One of our contacts, with the days that it is closed in this winter and the next."""
    days = sorted(
        date(which, *(int(part) for part in day.split("-")))
        for which in (year, year + 1)
        for day in said.get("closed", ())
    )
    return Contact(
        title=tuple(said["title"].items()),
        phone=said["phone"],
        email=said.get("email", ""),
        address=tuple(said.get("address", ())),
        hours=Hours(
            week=tuple(read_spans(each) for each in said["week"]),
            exceptions=tuple(Exceptional(day=day, spans=()) for day in days),
            closed_on_bank_holidays=said.get("holidays") != "usual",
        ),
    )


def councillor(said: dict[str, str], *, today: date) -> Councillor:
    """One of our councillors, elected at the last May election before today that comes every fourth year."""
    year = today.year - (today.year - 2023) % TERM_YEARS
    elected = date(year if date(year, 5, 4) <= today else year - TERM_YEARS, 5, 4)
    return Councillor(
        name=said["name"],
        ward=said["ward"],
        party=said["party"],
        phone=said["phone"],
        email=f"{said['key'].replace('-', '.')}@anyborough.example",
        address=("The Town Hall", "Market Square", "Anyborough", "AN1 1AB"),
        duties=(("en", said["duties"]),) if "duties" in said else (),
        since=elected,
        until=date(elected.year + TERM_YEARS, 5, 7),
    )


def _read(name: str) -> Any:
    # Our own files, in which every scalar is text: a phone number keeps its zero.
    return yaml.load((_FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  knows no objects
