from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, include, path
from django.views.decorators.http import require_http_methods

from trellis.components.connectors import pages
from trellis.components.connectors.desk import views
from trellis.organisations.actors import Permission
from trellis.services.layout import desk_page

PREFIX = ""


def _at_the_desk(route: str, name: str, show: Callable[..., HttpResponse], *methods: str) -> URLPattern:
    guarded = desk_page(Permission.STAFF_ADMINISTER)(show)
    return path(route, require_http_methods(list(methods))(guarded), name=name)


_SEEN, _FILLED_IN = ("GET", "HEAD"), ("GET", "HEAD", "POST")
_DESK = [
    _at_the_desk("", "desk-connections", views.listed, *_SEEN),
    _at_the_desk("join/", "desk-connection-begin", views.begin, *_SEEN),
    _at_the_desk("join/<slug:service>/<slug:system>/", "desk-connection-join", views.join, *_FILLED_IN),
    _at_the_desk("<slug:connection>/", "desk-connection", views.one, *_SEEN),
    _at_the_desk("<slug:connection>/ask/", "desk-connection-ask", views.ask, "POST"),
    _at_the_desk("<slug:connection>/secret/<slug:secret>/", "desk-connection-secret", views.keep_secret, "POST"),
]
urlpatterns = [
    path("<slug:organisation>/sandbox/<slug:connection>/", pages.sandbox, name="connector-sandbox"),
    path("<slug:organisation_key>/desk/connections/", include(_DESK)),
]
