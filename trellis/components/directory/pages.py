"""What residents see: every contact with its hours, who represents an address, a ward, a councillor."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from trellis.components.directory import queries
from trellis.components.directory.cards import cards
from trellis.components.directory.facts import in_language
from trellis.components.directory.queries import Ward
from trellis.services.layout import Facts, ResidentVisit, residents_page

_POSTCODE: Final = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}")


@require_GET
@residents_page
def contacts(visit: ResidentVisit) -> HttpResponse:
    """Every contact, each with whether it is open now."""
    found = cards(
        queries.contacts(organisation=visit.organisation),
        organisation=visit.organisation,
        language=visit.language,
        at=visit.at,
    )
    shown = tuple(sorted(found, key=lambda each: each.title.casefold()))
    return visit.page("directory/contacts.html", key=shown, facts=lambda: {"cards": shown})


@require_GET
@residents_page
def wards(visit: ResidentVisit) -> HttpResponse:
    """Who represents an address: by postcode, or by the name of the ward."""
    found = tuple(queries.wards(organisation=visit.organisation, on=visit.today))
    typed = visit.request.GET.get("postcode", "").strip()[:12]
    if not typed:
        return visit.page("directory/wards.html", key=found, facts=lambda: {"wards": found, "typed": ""})
    if not _POSTCODE.fullmatch(typed):
        # What was typed is said again only where it could be a postcode: pages are kept, and few are.
        return visit.page("directory/wards.html", key=(found, "no postcode"), facts=lambda: _not_one(found))
    sought = queries.represented_at(typed, organisation=visit.organisation, on=visit.today)
    if sought.ward:
        return HttpResponseRedirect(reverse("directory-ward", args=(visit.organisation.key, sought.ward.key)))

    def facts() -> Facts:
        return {"wards": found, "typed": typed.upper(), "sought": sought}

    return visit.page("directory/wards.html", key=(found, typed.upper(), sought), facts=facts)


def _not_one(found: tuple[Ward, ...]) -> Facts:
    return {"wards": found, "typed": "", "no_postcode": True}


@require_GET
@residents_page
def ward(visit: ResidentVisit, ward: str) -> HttpResponse:
    """A ward, and everybody who represents it."""
    found = queries.ward(ward, organisation=visit.organisation, on=visit.today)
    facts = {"ward": found, "in_language": lambda said: in_language(said, visit.language)}
    return visit.page("directory/ward.html", key=found, facts=lambda: facts)


@require_GET
@residents_page
def councillor(visit: ResidentVisit, councillor: str) -> HttpResponse:
    """One councillor: how to reach them, what they do, and until when they are elected."""
    one, of = queries.councillor(councillor, organisation=visit.organisation, on=visit.today)

    def facts() -> Facts:
        return {"one": one.councillor, "ward": of, "duties": in_language(one.councillor.duties, visit.language)}

    return visit.page("directory/councillor.html", key=(one, of), facts=facts)
