"""Research: leads from the page of a draft to its tests with people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from trellis.organisations.actors import Permission
from trellis.services.layout import DeskVisit, DraftPage


class Research:
    """Keeps the `DraftPages` protocol."""

    key = "research"

    def draft_pages(self, *, draft: int, desk: DeskVisit) -> tuple[DraftPage, ...]:
        if not desk.actor.may(Permission.SERVICE_DESIGN):
            return ()
        return (DraftPage(title=_("Test it with people"), address=desk.address("desk-research", draft)),)


COMPONENT = Research()
