"""What is known of a contact and of a councillor: one shape for the database, forms and pages. No database here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trellis.components.directory.opening import Exceptional, Hours, Span, Spans

Said = tuple[tuple[str, str], ...]
"""Words by language, the organisation's first language first."""


def in_language(said: Said, language: str) -> str:
    """The words in this language, or in the first where nobody has written them in it."""
    return next((words for spoken, words in said if spoken == language and words), said[0][1] if said else "")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A team, an office or a building: how to reach it, and when it is open."""

    title: Said
    phone: str = ""
    email: str = ""
    address: tuple[str, ...] = ()
    hours: Hours = field(default_factory=Hours)

    def as_json(self) -> dict[str, Any]:
        return {
            "title": dict(self.title),
            "phone": self.phone,
            "email": self.email,
            "address": list(self.address),
            "week": [_spans_out(each) for each in self.hours.week],
            "exceptions": [
                {"day": each.day.isoformat(), "spans": _spans_out(each.spans), "because": each.because}
                for each in self.hours.exceptions
            ],
            "closed_on_bank_holidays": self.hours.closed_on_bank_holidays,
        }


def contact_from(said: Mapping[str, Any], *, languages: Sequence[str]) -> Contact:
    """What `as_json` made, its words in the order of the organisation's languages."""
    exceptions = tuple(
        Exceptional(day=date.fromisoformat(each["day"]), spans=_spans_in(each["spans"]), because=each["because"])
        for each in said["exceptions"]
    )
    return Contact(
        title=_in_order(said["title"], languages),
        phone=said["phone"],
        email=said["email"],
        address=tuple(said["address"]),
        hours=Hours(
            week=tuple(_spans_in(each) for each in said["week"]),
            exceptions=exceptions,
            closed_on_bank_holidays=said["closed_on_bank_holidays"],
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Councillor:
    """Somebody whom the people of a ward elected: what everybody may know of them."""

    name: str
    ward: str
    """The key of an area, as the gazetteer knows it."""
    party: str
    phone: str = ""
    email: str = ""
    address: tuple[str, ...] = ()
    duties: Said = ()
    """What else they do on the council, such as `Chair of the planning committee`."""
    since: date
    until: date | None = None

    def serves_on(self, day: date) -> bool:
        """Whether their term covers this day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "ward": self.ward,
            "party": self.party,
            "phone": self.phone,
            "email": self.email,
            "address": list(self.address),
            "duties": dict(self.duties),
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
        }


def councillor_from(said: Mapping[str, Any], *, languages: Sequence[str]) -> Councillor:
    """What `as_json` made."""
    return Councillor(
        name=said["name"],
        ward=said["ward"],
        party=said["party"],
        phone=said["phone"],
        email=said["email"],
        address=tuple(said["address"]),
        duties=_in_order(said["duties"], languages),
        since=date.fromisoformat(said["since"]),
        until=date.fromisoformat(said["until"]) if said["until"] else None,
    )


def _in_order(said: Mapping[str, str], languages: Sequence[str]) -> Said:
    order = [*languages, *(each for each in said if each not in languages)]
    return tuple((each, said[each]) for each in order if said.get(each))


def _spans_out(spans: Spans) -> list[list[int]]:
    return [[each.opens, each.closes] for each in spans]


def _spans_in(said: Sequence[Sequence[int]]) -> Spans:
    return tuple(Span(opens=opens, closes=closes) for opens, closes in said)
