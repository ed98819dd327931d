"""A case as a line in a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from trellis.base.time import local_day
from trellis.cases.models import Case, Decision
from trellis.cases.rules.clocks import Standing, Urgency, standing
from trellis.cases.rules.deciding import outcome_called
from trellis.cases.shown import CaseRow
from trellis.cases.words import say
from trellis.organisations.actors import Actor
from trellis.organisations.models import Team
from trellis.services.language.model import Definition
from trellis.services.queries import definition


def team_titles() -> dict[str, str]:
    """What each team is called. Run inside a scope."""
    return dict(Team.objects.values_list("key", "title"))


def rows_of(cases: Iterable[Case], *, on: date, seen_by: Actor, language: str) -> tuple[CaseRow, ...]:
    """Lines for these cases: two more queries, however many they are. Run inside a scope."""
    found = list(cases)
    if not found:
        return ()
    titles = team_titles()
    proposed = set(
        Decision.objects.filter(case__in=[case.pk for case in found], state=Decision.State.PROPOSED).values_list(
            "case_id", flat=True
        )
    )
    return tuple(_row(case, on=on, titles=titles, to_approve=case.pk in proposed, language=language) for case in found)


def described(case: Case) -> Definition:
    """The version of the service that a case is pinned to."""
    return definition(organisation_id=case.organisation_id, hash=case.version_hash).definition


def how_it_stands(case: Case, *, on: date, nation: str, language: str) -> Standing:
    """The case's nearest deadline, in words."""
    if not case.running:
        return Standing(urgency=Urgency.NONE, words="")
    waiting = case.state == Case.State.WAITING and case.due_on is None
    return standing(case.due_on, on=on, nation=nation, paused=waiting, language=language)


def _row(case: Case, *, on: date, titles: dict[str, str], to_approve: bool, language: str) -> CaseRow:
    said, shown = described(case), case.shown
    work = said.work
    stage = next((each.title.to(language) for each in work.stages if each.id == case.stage), "") if work else ""
    outcome = outcome_called(case.outcome, work=work) if work and case.outcome else None
    stands = how_it_stands(case, on=on, nation=said.nation, language=language)
    return CaseRow(
        reference=case.reference,
        service=case.service,
        service_title=said.title.to(language),
        applicant=shown.applicant,
        where=shown.where,
        state=case.state,
        state_words=say(f"state.{case.state}", language),
        stage=stage,
        team=case.team,
        team_title=titles.get(case.team, case.team),
        assignee=case.assignee.name if case.assignee else "",
        assignee_id=case.assignee_id,
        opened_on=local_day(case.opened_at),
        due_on=case.due_on if case.running else None,
        due_words=stands.words,
        urgency=stands.urgency,
        outcome_words=outcome.title.to(language) if outcome else "",
        to_approve=to_approve,
    )
