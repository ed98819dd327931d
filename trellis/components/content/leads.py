"""Where a page leads that nothing stands: its own links, held against what is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, resolve

from trellis.components.content import queries
from trellis.components.content.models import Redirect
from trellis.components.content.wording import Finding, own_links
from trellis.components.content.written import Written
from trellis.organisations.actors import Actor
from trellis.organisations.models import Organisation
from trellis.organisations.scope import reading
from trellis.services.queries import live_services


def broken_links(written: Written, *, organisation: Organisation, seen_by: Actor) -> list[Finding]:
    """Each link under the organisation that leads to no page, no service and no other place of ours."""
    links = own_links(written)
    with reading(seen_by):
        led_on = set(Redirect.objects.filter(old__in=links).values_list("old", flat=True)) if links else set()
    known = _Known(
        organisation=organisation.key,
        pages=frozenset(queries.live_pages(organisation=organisation.pk)),
        services=frozenset(each.service for each in live_services(organisation=organisation, language="en")),
    )
    gone = [each for each in links if each not in led_on and not _is_there(each, known)]
    return [Finding(code="link-leads-nowhere", facts={"said": f"/{each}"}) for each in gone]


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What stands under an organisation's address."""

    organisation: str
    pages: frozenset[str]
    services: frozenset[str]


def _is_there(place: str, known: _Known) -> bool:
    place = place.removeprefix(f"{known.organisation}/").strip("/")
    found = _resolved(f"/{known.organisation}/{place}/") or _resolved(f"/{known.organisation}/{place}")
    if not place:
        return True
    if found is None:
        return False
    if "address" in found:
        return found["address"] in known.pages
    return "service" not in found or found["service"] in known.services


def _resolved(path: str) -> dict[str, Any] | None:
    """What the parts of an address are, where a page of ours stands at such addresses."""
    try:
        parts = resolve(path).kwargs
    except Resolver404:
        return None
    # Whatever stands nowhere has an address of its own, which says so.
    return None if "rest" in parts else parts
