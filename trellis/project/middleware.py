"""What every answer of the server carries: a browser is told to run, fetch and show nothing that is not ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from trellis.project.readiness import what_is_missing

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PERMISSIONS_POLICY: Final = "camera=(), geolocation=(), interest-cohort=(), microphone=(), payment=(), usb=()"


class SecurityHeaders:
    """Sets the headers that a view has not set for itself (a view that serves a file sets stricter ones)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # Pages show answers: a shared computer must not show them again after the person has left.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class Alive:
    """Answers a load balancer, which asks by number and has no name to give: `/health` whether this process lives,
    `/ready` whether it can serve. Neither says anything of anybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in {"/health", "/healthz"}:
            return HttpResponse("ok\n", content_type="text/plain")
        if request.path == "/ready":
            missing = what_is_missing()
            return HttpResponse(f"{missing or 'ready'}\n", status=503 if missing else 200, content_type="text/plain")
        return self.get_response(request)
