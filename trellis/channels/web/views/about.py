"""What anybody may want to know of a service or of these pages: privacy, accessibility, cookies."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import HttpResponse
from django.utils import translation

from trellis.channels.web.holding import HELD_FOR
from trellis.channels.web.views.beginning import of_service
from trellis.channels.web.visiting import Visit, show, visited
from trellis.services.privacy import notice

STATEMENT_MADE_ON: Final = date(2026, 11, 28)
"""When the words of the accessibility statement were last held against the pages: the regulations ask for a date."""


@visited
def privacy(visit: Visit, service: str) -> HttpResponse:
    """What is asked, why, by which law, who sees it and how long it is kept: made from the definition itself."""
    visit, compiled = of_service(visit, service)
    with translation.override(visit.language):
        told = notice(compiled, organisation=visit.organisation, language=visit.language)
        return show(visit, "privacy.html", compiled=compiled, notice=told)


@visited
def accessibility(visit: Visit) -> HttpResponse:
    """How far these pages can be used by everybody, and whom to tell where they cannot."""
    return show(visit, "accessibility.html", made_on=STATEMENT_MADE_ON)


@visited
def cookies(visit: Visit) -> HttpResponse:
    """Which cookies there are, and what for."""
    return show(visit, "cookies.html", minutes=int(HELD_FOR.total_seconds() // 60))
