"""What residents read: a page, and the list of all of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from trellis.components.content import queries
from trellis.components.content.addresses import home_of, list_address, page_address
from trellis.components.content.prose import as_prose
from trellis.components.content.written import Kind, Written
from trellis.services.contact_cards import ContactCard, contact_cards
from trellis.services.errors import NoSuchService
from trellis.services.language.fees import Price, prices
from trellis.services.layout import Facts, ResidentVisit, residents_page
from trellis.services.queries import live as live_service


@dataclass(frozen=True, kw_only=True)
class Line:
    """A page as the list names it."""

    title: str
    summary: str
    href: str
    language: str
    kind: Kind


@require_GET
@residents_page
def show(visit: ResidentVisit, address: str) -> HttpResponse:
    """One page, in the reader's language where it is written in it. It says the same to everybody."""
    number = visit.organisation.pk
    live = queries.live_page(address, organisation=number)
    languages = live.written.languages

    spoken = visit.speaks(languages)
    about = _about(live.written.about, visit, spoken)
    place = f"guidance/{address}"
    cards = contact_cards(organisation=visit.organisation, place=place, language=spoken, at=visit.at)

    def facts() -> Facts:
        written = queries.whole(live.version, organisation=number)
        return {**as_read(written, spoken, visit.organisation.key), **_around(live, about, cards)}

    return visit.page(
        "content/page.html", key=(live.version, live.hash, about, cards), facts=facts, languages=languages
    )


def _around(live: queries.Live, about: About | None, cards: tuple[ContactCard, ...]) -> Facts:
    return {"updated": live.approved_at, "about": about, "cards": cards}


@dataclass(frozen=True, kw_only=True)
class About:
    """What a page says of the service that it is about: from the definition itself, so that no figure stands twice."""

    service: str
    title: str
    before: str
    next: str
    fees: tuple[Price, ...]
    language: str


def _about(service: str, visit: ResidentVisit, language: str) -> About | None:
    """The service as it is offered today; nothing where it is offered no longer."""
    if not service:
        return None
    try:
        compiled = live_service(organisation=visit.organisation, service=service)
    except NoSuchService:
        return None
    said = compiled.definition
    spoken = language if language in said.languages else said.languages[0]
    return About(
        service=service,
        title=said.title.to(spoken),
        before=said.before.to(spoken) if said.before else "",
        next=said.next.to(spoken) if said.next else "",
        fees=prices(compiled, on=visit.today, language=spoken),
        language=spoken,
    )


def as_read(written: Written, language: str, organisation: str) -> Facts:
    """What the template of a page shows."""
    words = written.words[language]
    return {
        "words": words,
        "body": as_prose(words.body, home=home_of(organisation)),
        "steps": written.kind is Kind.STEPS,
        "news": written.kind is Kind.NEWS,
        "draft": language in written.drafts,
        "listed_at": list_address(organisation),
    }


@require_GET
@residents_page
def listed(visit: ResidentVisit) -> HttpResponse:
    """Every page, news first and then by title."""
    live = [each for each in queries.live_pages(organisation=visit.organisation.pk).values() if _lasts(each)]
    news = sorted((each for each in live if each.written.kind is Kind.NEWS), key=lambda each: each.approved_at)
    rest = [each for each in live if each.written.kind is not Kind.NEWS]

    def facts() -> Facts:
        language, home = visit.language, visit.organisation.key
        guidance = sorted((_line(each, language, home) for each in rest), key=lambda each: each.title.casefold())
        return {"news": [_line(each, language, home) for each in reversed(news)], "guidance": guidance}

    return visit.page(
        "content/list.html", key=tuple((each.address, each.version, each.hash) for each in live), facts=facts
    )


def _lasts(page: queries.Live) -> bool:
    return page.written.kind is not Kind.ALERT


def _line(page: queries.Live, language: str, organisation: str) -> Line:
    spoken, words = page.written.in_(language)
    href = page_address(organisation, page.address)
    return Line(title=words.title, summary=words.summary, href=href, language=spoken, kind=page.written.kind)
