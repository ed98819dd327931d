"""Who may decide, and who may approve what somebody else decided."""

from __future__ import annotations

from trellis.organisations.actors import Actor, Permission
from trellis.services.language.model import Outcome, Stage, Work


def outcome_called(key: str, *, work: Work) -> Outcome | None:
    return next((each for each in work.outcomes if each.id == key), None)


def may_work_in(team: str, *, by: Actor) -> bool:
    """Whether somebody may do what this team does."""
    return by.may(Permission.CASE_WORK) and (team in by.teams or by.staff is None)


def may_decide_in(stage: Stage, *, by: Actor) -> bool:
    """Only a member of the team that does the stage decides in it."""
    return by.may(Permission.CASE_DECIDE) and stage.by in by.teams


def may_approve(*, team: str, proposed_by: int | None, by: Actor) -> bool:
    """Only a member of the approving team, who is not the one who proposed."""
    return by.may(Permission.CASE_APPROVE) and team in by.teams and by.staff is not None and by.staff != proposed_by
