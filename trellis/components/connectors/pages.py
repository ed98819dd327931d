"""The page of a sandbox, as the people at the other system would see it. It is not there in production."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trellis.base.jobs import hurry
from trellis.components.connectors import queries
from trellis.components.connectors.errors import NoSuchConnection
from trellis.components.connectors.opening import sandbox_for
from trellis.components.connectors.sandboxes import Sandbox
from trellis.organisations.actors import system
from trellis.organisations.errors import NoSuchOrganisation
from trellis.organisations.queries import organisation as organisation_called
from trellis.organisations.scope import reading


@never_cache
@require_http_methods(["GET", "POST"])
def sandbox(request: HttpRequest, organisation: str, connection: str) -> HttpResponse:
    """The jobs that the other system has, and how it behaves."""
    found = _sandbox(organisation, connection)
    if request.method == "POST":
        _change(found, request)
        return HttpResponseRedirect(request.path)
    shown = {"sandbox": found, "jobs": found.jobs(), "statuses": found.statuses(), "mood": found.mood}
    return render(request, "connectors/sandbox.html", shown)


def _change(found: Sandbox, request: HttpRequest) -> None:
    number, status, mood = (request.POST.get(name, "") for name in ("number", "status", "mood"))
    if status in found.statuses() and any(job.number == number for job in found.jobs()):
        found.put(number, status)
    if mood in dict(found.moods):
        found.behave(mood)
    # So that whoever tries it out need not wait for the worker's next turn.
    hurry("connectors")


def _sandbox(organisation: str, connection: str) -> Sandbox:
    try:
        by = system(organisation=organisation_called(organisation).pk, doing="sandbox")
        with reading(by):
            found = sandbox_for(queries.connection(connection, seen_by=by))
    except (NoSuchOrganisation, NoSuchConnection):
        raise Http404 from None
    if found is None:
        raise Http404
    return found
