"""Reading what is planned: when a draft will be published, and why it was not."""

from __future__ import annotations

from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.services.models import PlannedPublication
from trellis.services.queries.drafts import may_see


def plan_of(draft: int, *, seen_by: Actor) -> PlannedPublication | None:
    """What is planned for a draft, or what became of the last plan; nothing where there was none."""
    may_see(seen_by)
    with reading(seen_by):
        return PlannedPublication.objects.filter(draft=draft).order_by("-pk").first()
