"""What came over from another product."""

from __future__ import annotations

from trellis.cases.brought import Before
from trellis.cases.models import BroughtCase, Case
from trellis.cases.shown import Origin
from trellis.cases.sight import visible
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading


def was_brought(before: Before, *, seen_by: Actor) -> bool:
    """Whether this case came over already."""
    with reading(seen_by):
        looked_up = before.looked_up(organisation=seen_by.organisation)
        return BroughtCase.objects.filter(came_from=before.came_from, looked_up=looked_up).exists()


def origin_of(case: Case, *, seen_by: Actor) -> Origin | None:
    """Where a case was kept before, and under which reference; None where it began here. Run inside a scope."""
    found = BroughtCase.objects.filter(case=case).first()
    if found is None:
        return None
    erased = case.key.wrapped is None
    reference = "" if erased else case.key.unseal(found.reference, place=f"{case.reference}:brought").decode()
    return Origin(came_from=found.came_from, reference=reference)


def still_runs(reference: str, *, seen_by: Actor) -> bool:
    """Whether there may still be something to do in a case."""
    with reading(seen_by):
        return visible(to=seen_by).filter(reference=reference, state__in=Case.RUNNING).exists()
