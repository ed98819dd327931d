"""Contacts at the desk: each in one place, shown wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trellis.components.directory import actions, queries
from trellis.components.directory.cards import cards
from trellis.components.directory.desk.forms import ContactForm, initial_of_contact
from trellis.components.directory.errors import ChangedMeanwhile, KeyTaken
from trellis.components.directory.facts import contact_from
from trellis.components.directory.models import ContactRow
from trellis.organisations.actors import Permission
from trellis.organisations.scope import reading
from trellis.services.contract import findable
from trellis.services.layout import DeskVisit, desk_page
from trellis.services.queries import live_services

HERE = {"here": "desk-contacts"}


@require_GET
@desk_page(Permission.CONTENT_WRITE)
def listed(desk: DeskVisit) -> HttpResponse:
    """Every contact, with whether it is open now and on how many pages it stands."""
    with reading(desk.actor):
        rows = list(queries.contact_rows(seen_by=desk.actor))
    found = [(row, *_in_words(desk, row)) for row in rows]
    return desk.page("directory/desk/contacts.html", {**HERE, "found": found})


@desk_page(Permission.CONTENT_APPROVE)
def add(desk: DeskVisit) -> HttpResponse:
    """Add a contact."""
    form = _form(desk, new=True)
    if form.is_valid():
        try:
            row = actions.add_contact(key=form.cleaned_data["key"], contact=form.contact, at=desk.at, by=desk.actor)
        except KeyTaken:
            form.add_error("key", _("Another contact has this name"))
        else:
            return _done(desk, row.pk, _("The contact is kept. Choose where it is shown."))
    return desk.page("directory/desk/contact.html", {**HERE, "form": form}, status=422 if form.errors else 200)


@desk_page(Permission.CONTENT_APPROVE)
def change(desk: DeskVisit, number: int) -> HttpResponse:
    """One contact: what it says, and where it is shown."""
    row = queries.contact_row(number, seen_by=desk.actor)
    form, meanwhile = _form(desk, row=row), False
    if form.is_valid():
        try:
            since = _since(desk)
            actions.change_contact(contact=number, to=form.contact, since=since, at=desk.at, by=desk.actor)
        except ChangedMeanwhile:
            meanwhile = True
        else:
            return _done(desk, number, _("It is changed, wherever it is shown."))
    offered = _places(desk)
    context = {
        **HERE,
        "form": form,
        "row": row,
        "meanwhile": meanwhile,
        "since": row.revision if meanwhile or not form.is_bound else _since(desk),
        "shown_at": [(place, offered.get(place, "")) for place in row.places],
        "offered": [{"value": place, "text": title} for place, title in offered.items() if place not in row.places],
    }
    return desk.page("directory/desk/contact.html", context, status=409 if meanwhile else 422 if form.errors else 200)


@require_POST
@desk_page(Permission.CONTENT_APPROVE)
def show_at(desk: DeskVisit, number: int) -> HttpResponse:
    """Have it shown at one more place: a service or a page that is there."""
    queries.contact_row(number, seen_by=desk.actor)
    place = desk.request.POST.get("place", "")
    if place in _places(desk):
        actions.show_contact_at(contact=number, place=place, at=desk.at, by=desk.actor)
    return _done(desk, number, _("It is shown there now."))


@require_POST
@desk_page(Permission.CONTENT_APPROVE)
def show_no_longer(desk: DeskVisit, number: int) -> HttpResponse:
    """Have it shown at one place no longer."""
    place = desk.request.POST.get("place", "")
    actions.show_contact_no_longer_at(contact=number, place=place, at=desk.at, by=desk.actor)
    return _done(desk, number, _("It is not shown there any more."))


@require_POST
@desk_page(Permission.CONTENT_APPROVE)
def remove(desk: DeskVisit, number: int) -> HttpResponse:
    """Take it away from everywhere."""
    actions.remove_contact(contact=number, at=desk.at, by=desk.actor)
    return desk.done(desk.address("desk-contacts"), _("The contact is gone from everywhere."))


def _form(desk: DeskVisit, *, row: ContactRow | None = None, new: bool = False) -> ContactForm:
    languages = desk.organisation.languages
    return ContactForm(
        desk.request.POST if desk.request.method == "POST" else None,
        initial=initial_of_contact(contact_from(row.facts, languages=languages)) if row else None,
        languages=languages,
        new=new,
    )


def _since(desk: DeskVisit) -> int:
    """The revision that somebody had before them."""
    given = desk.request.POST.get("since", "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _places(desk: DeskVisit) -> dict[str, str]:
    """Where a contact can be shown: each service and each page, by its address under the organisation's."""
    home = reverse("web-council", args=(desk.organisation.key,))
    services = live_services(organisation=desk.organisation, language=desk.language)
    pages = findable(organisation=desk.organisation, language=desk.language)
    return {each.service: each.title for each in services} | dict(
        _under(home, ((each.href, each.title) for each in pages if "#" not in each.href))
    )


def _under(home: str, found: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for href, title in found:
        place = href.removeprefix(home).strip("/")
        if place.startswith("guidance/"):
            yield place, title


def _in_words(desk: DeskVisit, row: ContactRow) -> tuple[str, str]:
    contact = contact_from(row.facts, languages=desk.organisation.languages)
    kept = queries.Listed(key=row.key, contact=contact, places=tuple(row.places))
    (card,) = cards([kept], organisation=desk.organisation, language=desk.language, at=desk.at)
    return card.title, card.now


def _done(desk: DeskVisit, number: int, words: str) -> HttpResponse:
    return desk.done(desk.address("desk-contacts-one", number), words)
