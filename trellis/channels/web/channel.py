"""What this channel lends to others: the look of residents' pages, and a service tried out as residents meet it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate

from django.http import HttpResponse
from django.utils import translation

from trellis.channels.web.frames import frame
from trellis.channels.web.pages import made
from trellis.channels.web.trying import try_out
from trellis.channels.web.visiting import LENT, P, Visit, facts_of, visited
from trellis.services.layout import DeskVisit, Facts, ResidentVisit


class Web:
    """Keeps the `ResidentsLook` and `ResidentPages` protocols."""

    key = "web"
    try_out = staticmethod(try_out)

    def residents_page(
        self, view: Callable[Concatenate[ResidentVisit, P], HttpResponse]
    ) -> Callable[..., HttpResponse]:
        return visited(view)

    def as_residents_see_it(self, visit: DeskVisit, template: str, *, language: str, facts: Facts) -> HttpResponse:
        seen = Visit(request=visit.request, organisation=visit.organisation, language=language, at=visit.at)
        around = frame(organisation=visit.organisation, language=language, at=visit.at, languages=(language,))
        with translation.override(language):
            return HttpResponse(made(template, {**facts, **facts_of(seen, around), **LENT}, visit.request))


CHANNEL = Web()
