"""Who may see which case: its teams, those who see all, and the resident who holds its reference."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from trellis.cases.models import Case, CaseTeam
from trellis.organisations.actors import Actor, ActorKind, Permission


def may_see(case: Case, *, by: Actor) -> bool:
    """Whether this case is theirs to see. Run inside a scope."""
    if by.kind is ActorKind.RESIDENT:
        return by.key == f"resident:{case.reference}"
    if not by.may(Permission.CASE_SEE):
        return False
    return by.may(Permission.CASE_SEE_ALL) or CaseTeam.objects.filter(case=case, team__in=by.teams).exists()


def visible(*, to: Actor) -> QuerySet[Case]:
    """The cases that somebody may see. Evaluate it inside `reading`."""
    cases = Case.objects.select_related("key", "assignee")
    if to.kind is ActorKind.RESIDENT:
        return cases.filter(reference=to.key.removeprefix("resident:"))
    if not to.may(Permission.CASE_SEE):
        return cases.none()
    return cases if to.may(Permission.CASE_SEE_ALL) else cases.filter(of_teams(to.teams))


def of_teams(teams: frozenset[str], *, working: bool = False) -> Q:
    """Cases that one of these teams has a part in, or whose turn it is now."""
    parts = CaseTeam.objects.filter(case=OuterRef("pk"), team__in=teams)
    return Q(Exists(parts.filter(working=True) if working else parts))
