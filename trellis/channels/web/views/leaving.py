"""Leaving at once, for somebody whom the next person in the room must not see here."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.views.decorators.http import require_GET

from trellis.base.errors import NotFound
from trellis.channels.web.addresses import service_address
from trellis.channels.web.holding import let_go
from trellis.channels.web.views.status import let_go_of_application
from trellis.channels.web.visiting import Visit, visited


class NothingHere(NotFound):
    """Nothing stands at this address, and nothing did that is now at another."""

    code = "nothing-here"


ELSEWHERE: Final = "https://www.bbc.co.uk/weather"
"""Harmless, known to everybody, and full enough to look as if somebody was reading it."""


@require_GET
@visited
def leave_fast(visit: Visit, service: str) -> HttpResponse:
    """Go elsewhere, and let go of whatever this browser held: whoever presses back finds no answers.

    The service is not looked up first, since every moment counts. The answers stay with us, sealed, for who saved a
    link. Whoever was led here by somebody else's page, or only has the page fetched beforehand, loses nothing.
    """
    response = HttpResponseRedirect(ELSEWHERE)
    if not _pressed_here(visit.request):
        return response
    let_go(response, path=service_address(visit.organisation.key, service))
    let_go_of_application(response, path=reverse("web-status", args=(visit.organisation.key,)))
    return response


def _pressed_here(request: HttpRequest) -> bool:
    """Whether somebody pressed the button on a page of ours, as far as their browser says where they came from.

    A link and not a form, since it has to work without a script and inside a page that is kept for everybody. Where an
    old browser says nothing at all, what is in danger counts for more than what somebody may have to type again.
    """
    if "prefetch" in f"{request.headers.get('Sec-Purpose', '')}{request.headers.get('Purpose', '')}":
        return False
    if came := request.headers.get("Sec-Fetch-Site"):
        return came == "same-origin"
    referrer = request.headers.get("Referer")
    return not referrer or urlsplit(referrer).netloc == request.get_host()


@visited
def nowhere(visit: Visit, rest: str) -> HttpResponse:
    """Nothing stands at this address, in the look of the organisation whose it would be."""
    whole = f"{visit.request.path}/"
    if not rest.endswith("/") and resolve(whole).url_name != "web-nowhere":
        # A slash was left away at the end, which a reader can hardly know.
        return HttpResponseRedirect(whole)
    raise NothingHere
