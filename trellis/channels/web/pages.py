"""Making HTML from our templates."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template import engines
from markupsafe import Markup


def rendered(template: str, facts: dict[str, Any], request: HttpRequest | None = None) -> Markup:
    """A page or part of one, every fact in it escaped."""
    # The template escapes whatever it is given, so what it makes is safe.
    return Markup(engines["jinja"].get_template(f"web/{template}").render(facts, request))  # noqa: S704
