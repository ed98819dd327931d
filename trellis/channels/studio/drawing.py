"""What every page of the studio shares: whose draft it is, and in which layout it stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from trellis.channels.studio.addresses import to_id, to_path
from trellis.organisations.actors import Permission
from trellis.services.layout import DeskVisit


def shown(desk: DeskVisit, template: str, *, status: int = 200, **facts: Any) -> HttpResponse:
    """A page of the studio, in the layout of the desk."""
    context = {
        "here": "studio",
        "may_publish": desk.actor.may(Permission.SERVICE_PUBLISH),
        "path_of": to_path,
        "id_of": to_id,
        **facts,
    }
    return desk.page(f"studio/{template}", context, status=status)


def at_draft(desk: DeskVisit, number: int, *, part: str = "") -> str:
    """The page of a draft, at one of its parts."""
    return desk.address("studio-draft", number) + (f"#{part}" if part else "")
