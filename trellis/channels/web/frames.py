"""What stays the same around every page of an organisation or service, rendered once for each language and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.utils import translation
from markupsafe import Markup

from trellis.channels.web.pages import rendered
from trellis.organisations.brand import Brand
from trellis.organisations.queries import Organisation
from trellis.services.contract import Announcement, announcements
from trellis.services.language.compiler import Compiled

OUR_DRAFTS: Final = frozenset({"cy"})
"""Languages in which our own words wait for somebody to review them."""
LANGUAGE_NAMES: Final = {"en": "English", "cy": "Cymraeg"}


@dataclass(frozen=True, kw_only=True)
class Around:
    """Everything that the frame of a page depends on."""

    organisation: str
    called: str
    phone: str
    brand: Brand
    language: str
    languages: tuple[str, ...]
    service: str = ""
    service_title: str = ""
    exit_from: str = ""
    """The service whose pages somebody may have to leave fast; empty where nobody has to."""
    draft: bool = False
    said_above: tuple[Announcement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The parts of a page before its title, between title and content, and after the content."""

    around: Around
    head: Markup
    top: Markup
    languages: Markup
    start: Markup
    foot: Markup
    title_end: str


def frame(
    *,
    organisation: Organisation,
    language: str,
    at: datetime,
    compiled: Compiled | None = None,
    leaves: str = "",
    languages: Sequence[str] = (),
) -> Frame:
    """The frame of a page of this organisation, or of one of its services.

    `leaves` names the service that a page is about where it is not one of the service's own, but must be left as fast.
    `languages` are those that the page is written in, where it is not written in all that the organisation speaks.
    """
    said = compiled.definition if compiled else None
    offered = said.languages if said else tuple(languages or organisation.languages or ["en"])
    return _rendered(
        Around(
            organisation=organisation.key,
            called=organisation.called(language),
            phone=said.help.phone if said else organisation.phone,
            brand=organisation.brand,
            language=language,
            languages=tuple(each for each in offered if each in LANGUAGE_NAMES),
            service=said.service if said else "",
            service_title=said.title.to(language) if said else "",
            exit_from=said.service if said and said.exit_page else leaves,
            draft=language in OUR_DRAFTS or bool(said and language in said.draft_languages),
            said_above=announcements(organisation=organisation, language=language, at=at),
        )
    )


@lru_cache(maxsize=1024)
def _rendered(around: Around) -> Frame:
    names = tuple((each, LANGUAGE_NAMES[each]) for each in around.languages)
    with translation.override(around.language):

        def part(name: str) -> Markup:
            return rendered(f"frame/{name}.html", {"a": around, "names": names})

        return Frame(
            around=around,
            head=part("head"),
            top=part("top"),
            languages=part("languages"),
            start=part("start"),
            foot=part("foot"),
            title_end=f"{around.service_title} - {around.called}" if around.service else around.called,
        )
