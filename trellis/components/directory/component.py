"""The directory: how to reach whom and when, and who represents an address; found beside services and pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from trellis.base.time import local_day, now
from trellis.components.directory import queries
from trellis.components.directory.cards import cards
from trellis.components.directory.facts import in_language
from trellis.organisations.actors import Actor, Permission
from trellis.organisations.models import Organisation
from trellis.services.contact_cards import ContactCard
from trellis.services.contract import Findable
from trellis.services.layout import DeskPlace


class Directory:
    """Keeps the `ContactBook`, `Searched` and `DeskPlaces` protocols."""

    key = "directory"

    def contact_cards(
        self, *, organisation: Organisation, place: str, language: str, at: datetime
    ) -> tuple[ContactCard, ...]:
        found = queries.contacts_at(place, organisation=organisation)
        return cards(found, organisation=organisation, language=language, at=at) if found else ()

    def findable(self, *, organisation: Organisation, language: str) -> Sequence[Findable]:
        with translation.override(language):
            return [*_contacts(organisation, language), *_wards_and_councillors(organisation, language)]

    def shelves(self, *, organisation: Organisation, language: str) -> Sequence[Findable]:
        with translation.override(language):
            found = []
            if queries.contacts(organisation=organisation):
                title, summary = _("Contacts and opening hours"), _("Whom to call, where to come, and when")
                found.append(
                    _of_kind(title, summary, reverse("directory-contacts", args=(organisation.key,)), language)
                )
            if queries.wards(organisation=organisation, on=_today()):
                title, summary = _("Your councillors"), _("Who represents your address, and how to reach them")
                found.append(_of_kind(title, summary, reverse("directory-wards", args=(organisation.key,)), language))
            return found

    def desk_places(self, *, seen_by: Actor) -> tuple[DeskPlace, ...]:
        if not seen_by.may(Permission.CONTENT_WRITE):
            return ()
        return (
            DeskPlace(name="desk-contacts", title=_("Contacts"), key="g n"),
            DeskPlace(name="desk-councillors", title=_("Councillors"), key="g w"),
        )


def _today() -> date:
    # The contract of search names no time: whoever asks is shown the page at once.
    return local_day(now())


def _of_kind(title: str, summary: str, href: str, language: str) -> Findable:
    return Findable(title=title, summary=summary, href=href, kind=title, language=language)


def _contacts(organisation: Organisation, language: str) -> list[Findable]:
    here = reverse("directory-contacts", args=(organisation.key,))
    return [
        Findable(
            title=in_language(each.contact.title, language),
            summary=each.contact.phone or each.contact.email or ", ".join(each.contact.address),
            href=f"{here}#{each.key}",
            kind=_("Contact"),
            language=language,
            more=_("contact phone opening hours open email address"),
        )
        for each in queries.contacts(organisation=organisation)
    ]


def _wards_and_councillors(organisation: Organisation, language: str) -> list[Findable]:
    found = []
    for ward in queries.wards(organisation=organisation, on=_today()):
        here = reverse("directory-ward", args=(organisation.key, ward.key))
        names = ", ".join(each.councillor.name for each in ward.serving)
        more = _("ward councillors elections")
        found.append(Findable(title=ward.title, summary=names, href=here, kind=_("Ward"), language=language, more=more))
        for each in ward.serving:
            href = reverse("directory-councillor", args=(organisation.key, each.key))
            summary = f"{ward.title}, {each.councillor.party}"
            found.append(
                Findable(
                    title=each.councillor.name, summary=summary, href=href, kind=_("Councillor"), language=language
                )
            )
    return found


COMPONENT = Directory()
