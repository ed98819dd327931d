"""Stop now and come back later, by a link in an email; without an account."""

from __future__ import annotations

import re

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.channels.web import limits
from trellis.channels.web.addresses import service_address
from trellis.channels.web.holding import Journeying, hold, journeying, let_go
from trellis.channels.web.visiting import Visit, by_method, show, visited
from trellis.services import actions, queries


@journeying
def ask(now: Journeying) -> HttpResponse:
    """Ask for the email address that the link goes to."""
    return _page(now)


def _page(now: Journeying, *, email: str = "", problem: str = "") -> HttpResponse:
    problems = [("email", problem)] if problem else []
    return now.show(
        "save.html", email=email, problem=problem, problems=problems, wrong=bool(problem), back=f"{now.base}go-on",
        until=now.journey.expires_at,
    )  # fmt: skip


@journeying
def save(now: Journeying) -> HttpResponse:
    """Send the link."""
    email = now.request.POST.get("email", "").strip()
    if not re.fullmatch(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}", email) or len(email) > 254:
        return _page(now, email=email, problem=_("Enter an email address in the correct format, like name@example.com"))
    limits.links_sent.check(now.secret)
    key = now.visit.organisation.key

    def link(token: str) -> str:
        return now.request.build_absolute_uri(reverse("web-saved", args=(key, now.journey.service, token)))

    actions.save_for_later(journey=now.journey, email=email, link=link, at=now.at)
    response = now.show("saved.html", email=email, until=now.journey.expires_at)
    # Whoever saves is leaving: the next person at this computer finds nothing.
    let_go(response, path=now.base)
    return response


@visited
def look(visit: Visit, service: str, token: str) -> HttpResponse:
    """A page with a button: mail programs open links by themselves, and must not use them up."""
    queries.check_saved_link(token, organisation=visit.organisation, at=visit.at)
    compiled = queries.live(organisation=visit.organisation, service=service)
    return show(visit, "come_back.html", compiled=compiled)


@visited
def come_back(visit: Visit, service: str, token: str) -> HttpResponse:
    """Use the link up, and go on where this person was."""
    started = actions.use_saved_link(token=token, organisation=visit.organisation, at=visit.at)
    # The link knows its service; the address only says it for whoever reads it.
    base = service_address(visit.organisation.key, started.journey.service or service)
    response = HttpResponseRedirect(f"{base}go-on")
    hold(response, secret=started.secret, path=base)
    return response


saving = by_method(GET=ask, POST=save)
coming_back = by_method(GET=look, POST=come_back)
