"""Connectors: shows staff and the applicant what the system says in which the work is done."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from trellis.base.time import local_day, now
from trellis.components.connectors import lists, queries, rekeying
from trellis.components.connectors.actions.hearing import words_of
from trellis.components.connectors.described import Described, Heard, remembered
from trellis.components.connectors.events import WorkHandedOver
from trellis.components.connectors.models import Difference, Handover
from trellis.components.connectors.words import said, say
from trellis.organisations.actors import Actor, Permission
from trellis.organisations.scope import reading
from trellis.services.contract import Handling, Panel, PanelLine, WorkList
from trellis.services.language.words import months
from trellis.services.layout import DeskPlace


class Connectors:
    """Keeps the `CasePanel`, `ApplicantPanel`, `WorkLister`, `Handler` and `DeskPlaces` protocols."""

    key = "connectors"

    def desk_places(self, *, seen_by: Actor) -> tuple[DeskPlace, ...]:
        if not seen_by.may(Permission.STAFF_ADMINISTER):
            return ()
        return (DeskPlace(name="desk-connections", title=_("Connections"), key="g k"),)

    def handles(self, *, service: str, seen_by: Actor) -> tuple[Handling, ...]:
        with reading(seen_by):
            described = [remembered(each.described) for each in queries.connections(seen_by=seen_by)]
        return tuple(_handling(each) for each in described if service in {route.service for route in each.services})

    def panel(
        self, *, about: str, seen_by: Actor, language: str = "en", happened: frozenset[str] | None = None
    ) -> Panel | None:
        if happened is not None and WorkHandedOver.kind not in happened:
            return None
        with reading(seen_by):
            rows = list(queries.handed_over(about, seen_by=seen_by))
            open_ones = list(queries.open_differences(seen_by=seen_by).filter(about=about)) if rows else []
        if not rows:
            return None
        described = [remembered(row.connection.described) for row in rows]
        titles = list(dict.fromkeys(each.title.to(language) for each in described))
        lines = [line for row, file in zip(rows, described, strict=True) for line in _for_staff(row, file, language)]
        lines += [_of_difference(each, language) for each in open_ones]
        alert = say("alert.differs", language) if open_ones else ""
        return Panel(title=", ".join(titles), lines=tuple(lines), alert=alert)

    def applicant_panel(self, *, about: str, holder: Actor, language: str = "en") -> Panel | None:
        """The number and the latest news, in words; nothing before they have it."""
        with reading(holder):
            rows = [each for each in queries.handed_over(about, seen_by=holder) if each.number]
        if not rows:
            return None
        row = rows[-1]
        described = remembered(row.connection.described)
        number = PanelLine(label=_number_label(described, language), value=row.number)
        news = _news(row, described, language)
        lines = [number, *([PanelLine(label=say("says", language), value=news)] if news else [])]
        if (heard := _heard(row, described)) and heard.notes and (words := words_of(row)):
            lines.append(PanelLine(label=say("their-words", language), value=words))
        return Panel(title=described.title.to(language), lines=tuple(lines))

    def work_lists(self, *, seen_by: Actor, language: str = "en") -> tuple[WorkList, ...]:
        return lists.work_lists(seen_by=seen_by, language=language, at=now())

    def do_in_list(self, *, listed: str, row: str, verb: str, words: str, at: datetime, by: Actor) -> None:
        if listed == lists.DIFFERENCES:
            lists.do_about_difference(number=int(row), verb=verb, words=words, at=at, by=by)
        elif listed.startswith(rekeying.LISTED):
            rekeying.do(handover=int(row), verb=verb, words=words, at=at, by=by)


def _handling(described: Described) -> Handling:
    return Handling(
        what="Hands work over to the system in which it is done",
        data="Reference, and the answers that the connection's file names",
        by=described.title.to("en"),
        where=described.at or "outside the installation",
        ours=False,
        needed_for=described.connection,
    )


def _for_staff(row: Handover, described: Described, language: str) -> list[PanelLine]:
    if not row.number:
        words = say(f"state.{row.state}", language)
        return [PanelLine(label=described.title.to(language), value=words, note=row.error)]
    lines = [PanelLine(label=_number_label(described, language), value=row.number)]
    if row.status:
        news = _news(row, described, language) or say("says.code", language, status=row.status)
        lines.append(PanelLine(label=say("says", language), value=news, note=row.status))
    if words := words_of(row):
        lines.append(PanelLine(label=say("their-words", language), value=words))
    if row.heard_at:
        day = local_day(row.heard_at)
        lines.append(
            PanelLine(label=say("heard-on", language), value=f"{day.day} {months(language)[day.month - 1]} {day.year}")
        )
    return lines


def _of_difference(each: Difference, language: str) -> PanelLine:
    words = say(f"difference.{each.kind}", language)
    return PanelLine(label=say("alert.differs", language), value=words, note=lists.facts_in_words(each))


def _number_label(described: Described, language: str) -> str:
    return described.number.to(language) if described.number else say("number", language)


def _news(row: Handover, described: Described, language: str) -> str:
    """What their latest code means, in words; empty where we do not know it."""
    heard = _heard(row, described)
    if row.by_hand and not row.status:
        return say("means.received", language)
    return said(heard, language) if heard else ""


def _heard(row: Handover, described: Described) -> Heard | None:
    route = described.route(row.service, row.occasion)
    return route.hear.get(row.status) if route else None


COMPONENT = Connectors()
