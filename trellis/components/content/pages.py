"""What residents read: a page, and the list of all of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from trellis.components.content import queries
from trellis.components.content.addresses import home_of, list_address, page_address
from trellis.components.content.prose import as_prose
from trellis.components.content.written import Kind, Written
from trellis.services.contact_cards import contact_cards
from trellis.services.layout import Facts, ResidentVisit, residents_page


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
    place = f"guidance/{address}"
    cards = contact_cards(organisation=visit.organisation, place=place, language=spoken, at=visit.at)

    def facts() -> Facts:
        written = queries.whole(live.version, organisation=number)
        return {**as_read(written, spoken, visit.organisation.key), "updated": live.approved_at, "cards": cards}

    return visit.page("content/page.html", key=(live.version, live.hash, cards), facts=facts, languages=languages)


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
