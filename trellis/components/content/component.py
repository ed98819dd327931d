"""Content: pages of guidance, found beside the services; alerts above every page; old addresses that lead on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noted
from django.utils.translation import ngettext

from trellis.components.content import queries
from trellis.components.content.addresses import home_of, list_address, page_address
from trellis.components.content.written import Kind
from trellis.organisations.actors import Actor, Permission
from trellis.organisations.models import Organisation
from trellis.services.contract import Announcement, Findable
from trellis.services.layout import DeskPlace

KINDS = {
    Kind.GUIDANCE: noted("Guidance"),
    Kind.STEPS: noted("Step by step"),
    Kind.NEWS: noted("News"),
    Kind.ALERT: noted("Alert"),
}


class Content:
    """Keeps the `Searched`, `Announcer`, `Guide`, `Forwarder` and `DeskPlaces` protocols."""

    key = "content"

    def __init__(self) -> None:
        self._made: dict[tuple[int, str], tuple[dict[str, queries.Live], Sequence[Findable]]] = {}

    def findable(self, *, organisation: Organisation, language: str) -> Sequence[Findable]:
        live = queries.live_pages(organisation=organisation.pk)
        of, made = self._made.get((organisation.pk, language), ({}, ()))
        # The very same pages: nothing changed since what is found by which words was worked out.
        if of is not live:
            made = self._worked_out(live, organisation, language)
            self._made[organisation.pk, language] = (live, made)
        return made

    def _worked_out(
        self, live: dict[str, queries.Live], organisation: Organisation, language: str
    ) -> Sequence[Findable]:
        with translation.override(language):
            kinds = {kind: _(words) for kind, words in KINDS.items()}
        lasting = (each for each in live.values() if _lasts(each))
        found = [_findable(each, kinds[each.written.kind], organisation, language) for each in lasting]
        return sorted(found, key=lambda each: each.title.casefold())

    def shelves(self, *, organisation: Organisation, language: str) -> Sequence[Findable]:
        number = sum(_lasts(each) for each in queries.live_pages(organisation=organisation.pk).values())
        if not number:
            return ()
        with translation.override(language):
            title = _("Guidance and advice")
            summary = ngettext("%(n)s page to read", "%(n)s pages to read", number) % {"n": number}
        href = list_address(organisation.key)
        return (Findable(title=title, summary=summary, href=href, kind=title, language=language),)

    def announcements(self, *, organisation: Organisation, language: str, at: datetime) -> tuple[Announcement, ...]:
        said = []
        for each in queries.alerts(organisation=organisation.pk, at=at):
            spoken, words = each.written.in_(language)
            href = page_address(organisation.key, each.address)
            said.append(Announcement(title=words.title, summary=words.summary, href=href, language=spoken))
        return tuple(said)

    def guides_to(self, *, organisation: Organisation, service: str, language: str) -> Sequence[Findable]:
        about = (each for each in queries.live_pages(organisation=organisation.pk).values())
        return [_findable(each, "", organisation, language) for each in about if each.written.about == service]

    def moved_to(self, *, organisation: Organisation, path: str) -> str:
        leads = queries.moved_to(path, organisation=organisation.pk)
        return f"{home_of(organisation.key)}/{leads}" if leads else ""

    def desk_places(self, *, seen_by: Actor) -> tuple[DeskPlace, ...]:
        if not seen_by.may(Permission.CONTENT_WRITE):
            return ()
        return (DeskPlace(name="desk-content", title=_("Pages"), key="g p"),)


def _lasts(page: queries.Live) -> bool:
    """Whether a page is found by looking for it: an alert is where everybody sees it, and then it is over."""
    return page.written.kind is not Kind.ALERT


def _findable(page: queries.Live, kind: str, organisation: Organisation, language: str) -> Findable:
    spoken, words = page.written.in_(language)
    href = page_address(organisation.key, page.address)
    return Findable(title=words.title, summary=words.summary, href=href, kind=kind, language=spoken)


COMPONENT = Content()
