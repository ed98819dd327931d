"""Before a journey: the front pages, a service's start page, and the beginning itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_cache_control

from trellis.channels.web.addresses import address_of, service_address
from trellis.channels.web.frames import LANGUAGE_NAMES, OUR_DRAFTS
from trellis.channels.web.holding import held_secret, hold, let_go
from trellis.channels.web.offers import offers_before
from trellis.channels.web.pages import rendered
from trellis.channels.web.topics import MANY, topics
from trellis.channels.web.visiting import (
    Visit,
    asked_language,
    by_method,
    language_of,
    show,
    show_same,
    speaking,
    switched,
    visited,
)
from trellis.organisations.queries import organisations
from trellis.services import actions, queries
from trellis.services.contact_cards import contact_cards
from trellis.services.contract import findable, shelves
from trellis.services.errors import JourneyExpired, NoSuchJourney
from trellis.services.guides import guides_to
from trellis.services.language.compiler import Compiled
from trellis.services.language.fees import prices
from trellis.services.matching import matches, plain_words
from trellis.services.queries import ServiceCard

MOST_BESIDE: Final = 50
"""Pages found beside the services; who gets as many is better served by another word."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """An organisation on the front page of the installation."""

    key: str
    called: str


def platform(request: HttpRequest) -> HttpResponse:
    """The front page of the installation: whose services are here."""
    if wanted := asked_language(request):
        return switched(request, wanted)
    language = language_of(request, tuple(LANGUAGE_NAMES))
    doors = [Door(key=each.key, called=each.called(language)) for each in organisations()]
    with translation.override(language):
        facts = {"doors": doors, "names": LANGUAGE_NAMES, "draft": language in OUR_DRAFTS}
        return HttpResponse(rendered("platform.html", facts, request))


@visited
def council(visit: Visit) -> HttpResponse:
    """An organisation's front page: its services, and whatever else components let be found, by words."""
    words = visit.request.GET.get("words", "").strip()[:100]
    sought = plain_words(words)
    cards = queries.live_services(organisation=visit.organisation, language=visit.language)
    found = [card for card in cards if matches(sought, plain_words(_found_by(card, visit.language)))]
    if words:
        everything = findable(organisation=visit.organisation, language=visit.language)
        beside = [each for each in everything if matches(sought, each.words)]
    else:
        beside = shelves(organisation=visit.organisation, language=visit.language)
    by_topic = topics(found, visit.language) if len(cards) > MANY and not words else []
    return show(visit, "council.html", cards=found, beside=beside[:MOST_BESIDE], words=words, topics=by_topic)


def _found_by(card: ServiceCard, language: str) -> str:
    return f"{card.title} {card.summary} {card.topic.to(language) if card.topic else ''}"


@visited
def brand(visit: Visit) -> HttpResponse:
    """An organisation's colours. Its address carries them, so a browser may keep it for good."""
    colours = visit.organisation.brand
    css = f":root{{--organisation-colour:{colours.colour};--organisation-accent:{colours.accent}}}\n"
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


def of_service(visit: Visit, service: str) -> tuple[Visit, Compiled]:
    """A visit to one service, in a language that it is written in."""
    compiled = queries.live(organisation=visit.organisation, service=service)
    language = language_of(visit.request, compiled.definition.languages)
    return replace(visit, language=language), compiled


@visited
def start(visit: Visit, service: str) -> HttpResponse:
    """What a service is, for whom, and what to have at hand."""
    visit, compiled = of_service(visit, service)
    offers = offers_before(compiled, organisation=visit.organisation, language=visit.language)
    held = _held(visit, service)
    # A new year's prices begin on a day, and the page is kept for longer.
    fees = prices(compiled, on=visit.today, language=visit.language)
    cards = contact_cards(organisation=visit.organisation, place=service, language=visit.language, at=visit.at)
    guides = guides_to(organisation=visit.organisation, service=service, language=visit.language)
    # What they are called, and not the objects: those carry more than is shown.
    named = tuple((each.href, each.title) for each in guides)

    def facts() -> dict[str, object]:
        base = service_address(visit.organisation.key, service)
        return {"offers": offers, "fees": fees, "held": held, "base": base, "cards": cards, "guides": guides}

    with speaking(visit.language):
        return show_same(
            visit, "start.html", compiled=compiled, key=(held, fees, cards, named, *offers), facts=facts, fill={}
        )


def _held(visit: Visit, service: str) -> str:
    """What this browser holds of the service: answers that were not sent yet, something that was sent, or nothing."""
    secret = held_secret(visit.request)
    if not secret:
        return ""
    try:
        journey = queries.journey(organisation=visit.organisation, secret=secret)
    except (NoSuchJourney, JourneyExpired):
        return ""
    if journey.service != service:
        return ""
    return "sent" if journey.state == "submitted" else "open"


@visited
def begin(visit: Visit, service: str) -> HttpResponse:
    """Begin: from now on this browser holds a journey."""
    visit, _compiled = of_service(visit, service)
    started = actions.start_journey(
        organisation=visit.organisation, service=service, channel="web", language=visit.language, at=visit.at
    )
    base = service_address(visit.organisation.key, service)
    response = HttpResponseRedirect(address_of(base, queries.whereabouts(started.journey, on=visit.today)))
    hold(response, secret=started.secret, path=base)
    return response


@visited
def start_again(visit: Visit, service: str) -> HttpResponse:
    """Let go of a journey and begin at the start page."""
    base = service_address(visit.organisation.key, service)
    response = HttpResponseRedirect(base)
    let_go(response, path=base)
    return response


begin_or_look = by_method(POST=begin, GET=start)
leave = by_method(POST=start_again, GET=start)
