from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from trellis.cases import actions
from trellis.cases.errors import (
    CannotNow,
    CaseChanged,
    NoSuchCase,
    NoSuchOutcome,
    NotTheSecondPerson,
    NotYours,
    ReasonsNeeded,
)
from trellis.cases.models import Decision
from trellis.cases.tests.story import MONDAY, Council, day, deliver, does_every_task, parks, view
from trellis.organisations.actors import Actor, Role
from trellis.organisations.errors import PermissionMissing
from trellis.organisations.scope import acting
from trellis.services.contract import document_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(council: Council, stall: str, mary: Actor) -> str:
    """Ada's application, looked at and published: somebody has to decide."""
    does_every_task(council, stall, by=mary)
    council.days_pass(day(8))
    return stall


def test_a_decision_waits_for_a_second_person_and_then_takes_effect(
    council: Council, ready: str, mary: Actor, mona: Actor
) -> None:
    decided = actions.decide(reference=ready, outcome="given", conditions="Only bread", at=day(9), by=mary)
    assert decided.state == "proposed"
    assert council.case(ready).outcome == ""
    assert view(council, ready, by=mona).next_action.action == "approve"

    actions.approve(reference=ready, decision=decided.decision, at=day(10), by=mona)
    deliver()
    found = view(council, ready, by=mary)
    assert (found.state, found.outcome) == ("decided", "given")
    assert found.decisions[0].conditions == "Only bread"
    assert {stage.id: stage.state for stage in found.stages}["hand-over"] == "running"
    assert found.deadlines[0].words == "Kept"


def test_nobody_approves_their_own_decision(council: Council, ready: str, mona: Actor) -> None:
    decided = actions.decide(reference=ready, outcome="given", at=day(9), by=mona)
    with pytest.raises(NotTheSecondPerson):
        actions.approve(reference=ready, decision=decided.decision, at=day(9), by=mona)


def test_the_database_itself_refuses_a_decision_approved_by_the_one_who_proposed_it(
    council: Council, ready: str, mona: Actor
) -> None:
    decided = actions.decide(reference=ready, outcome="given", at=day(9), by=mona)
    with pytest.raises(IntegrityError), transaction.atomic(), acting(mona):
        Decision.objects.filter(pk=decided.decision).update(
            state=Decision.State.MADE, settled_by=mona.staff, settled_at=day(9)
        )


def test_a_caseworker_of_the_same_team_cannot_approve(ready: str, mary: Actor, max_: Actor) -> None:
    decided = actions.decide(reference=ready, outcome="given", at=day(9), by=mary)
    with pytest.raises(NotTheSecondPerson):
        actions.approve(reference=ready, decision=decided.decision, at=day(9), by=max_)


def test_a_returned_proposal_says_why_and_may_be_made_anew(
    council: Council, ready: str, mary: Actor, mona: Actor
) -> None:
    first = actions.decide(reference=ready, outcome="refused", reasons="No space", at=day(9), by=mary)
    actions.return_decision(reference=ready, decision=first.decision, because="Measure again", at=day(9), by=mona)
    returned = view(council, ready, by=mary).decisions[0]
    assert (returned.state, returned.returned_because) == ("returned", "Measure again")
    second = actions.decide(reference=ready, outcome="given", at=day(10), by=mary)
    actions.approve(reference=ready, decision=second.decision, at=day(10), by=mona)
    assert council.case(ready).outcome == "given"


def test_of_two_decisions_at_once_the_second_is_shown_what_changed(
    council: Council, ready: str, mary: Actor, max_: Actor
) -> None:
    both_saw = view(council, ready, by=mary).seen
    actions.decide(reference=ready, outcome="given", at=day(9), by=mary, seen=both_saw)
    with pytest.raises(CaseChanged) as refused:
        actions.decide(reference=ready, outcome="refused", reasons="No space", at=day(9), by=max_, seen=both_saw)
    assert [(line.who, line.words) for line in refused.value.changes] == [
        ("Mary", "Proposed: You get a place. A second person must approve it")
    ]


def test_a_note_by_a_colleague_does_not_stand_in_the_way(
    council: Council, ready: str, mary: Actor, max_: Actor
) -> None:
    saw = view(council, ready, by=mary).seen
    actions.add_note(reference=ready, words="She is nice", at=day(9), by=max_)
    assert actions.decide(reference=ready, outcome="given", at=day(9), by=mary, seen=saw).state == "proposed"


def test_a_refusal_needs_reasons(ready: str, mary: Actor) -> None:
    with pytest.raises(ReasonsNeeded):
        actions.decide(reference=ready, outcome="refused", reasons="  ", at=day(9), by=mary)


def test_nothing_is_decided_before_its_stage_has_come(stall: str, mary: Actor) -> None:
    with pytest.raises(NoSuchOutcome):
        actions.decide(reference=stall, outcome="given", at=MONDAY, by=mary)


def test_what_is_proposed_cannot_be_proposed_twice(ready: str, mary: Actor, max_: Actor) -> None:
    actions.decide(reference=ready, outcome="given", at=day(9), by=mary)
    with pytest.raises(CannotNow):
        actions.decide(reference=ready, outcome="given", at=day(9), by=max_)


def test_another_team_does_not_decide_and_does_not_even_see_it(council: Council, ready: str, pat: Actor) -> None:
    press = council.employs("Petra", "press-office")
    with pytest.raises(NotYours):
        actions.decide(reference=ready, outcome="given", at=day(9), by=press)
    with pytest.raises(NoSuchCase):
        actions.decide(reference=ready, outcome="given", at=day(9), by=pat)


def test_an_auditor_sees_everything_and_changes_nothing(council: Council, ready: str) -> None:
    auditor = council.employs("Amir", role=Role.AUDITOR)
    assert view(council, ready, by=auditor).allowed_actions == frozenset()
    with pytest.raises(PermissionMissing):
        actions.add_note(reference=ready, words="Hm", at=day(9), by=auditor)


def test_the_letter_is_made_as_a_pdf_and_the_applicant_is_told(
    council: Council, ready: str, mary: Actor, mona: Actor
) -> None:
    decided = actions.decide(reference=ready, outcome="refused", reasons="There is no space", at=day(9), by=mary)
    actions.approve(reference=ready, decision=decided.decision, at=day(9), by=mona)
    deliver()
    kept = document_store().documents_about(about=ready, seen_by=mary)
    assert [each.media_type for each in kept] == ["application/pdf"]
    content = document_store().content_of(document=kept[0].id, about=ready, seen_by=mary).content
    assert content.startswith(b"%PDF")
    told = council.messages(ready)[-1].words()
    assert told.subject == "Apply for a market stall: You do not get a place"
    assert "There is no space" in told.body
    assert "Write to us within 28 days." in told.body


def test_with_nothing_left_to_do_a_decided_case_closes_and_says_how_long_it_is_kept(
    council: Council, ready: str, mary: Actor, mona: Actor
) -> None:
    decided = actions.decide(reference=ready, outcome="refused", reasons="No space", at=day(9), by=mary)
    actions.approve(reference=ready, decision=decided.decision, at=day(9), by=mona)
    does_every_task(council, ready, by=mary, at=day(10))
    case = council.case(ready)
    assert case.state == "closed"
    assert case.erase_on is not None
    assert (case.erase_on.year, case.erase_on.month, case.erase_on.day) == (2027, 3, 12)


def test_a_case_is_looked_at_again_by_somebody_who_did_not_decide_it(
    council: Council, ready: str, mary: Actor, max_: Actor, mona: Actor
) -> None:
    decided = actions.decide(reference=ready, outcome="refused", reasons="No space", at=day(9), by=mary)
    actions.approve(reference=ready, decision=decided.decision, at=day(9), by=mona)
    does_every_task(council, ready, by=mary, at=day(10))
    actions.reopen(reference=ready, because="She appealed", at=day(20), by=mona)
    assert view(council, ready, by=mary).state == "open"
    with pytest.raises(CannotNow):
        actions.decide(reference=ready, outcome="given", at=day(21), by=mary)
    again = actions.decide(reference=ready, outcome="given", at=day(21), by=max_)
    other = council.employs("Milo", "market-managers", role=Role.MANAGER)
    actions.approve(reference=ready, decision=again.decision, at=day(22), by=other)
    found = view(council, ready, by=mary)
    assert found.outcome == "given"
    assert [stage.id for stage in found.stages if stage.state == "running"] == ["hand-over"]


def test_a_decision_that_needs_one_person_is_made_at_once(council: Council) -> None:
    reference = parks(council, own_car=False)
    clerk = council.employs("Carla", "permit-team")
    assert actions.decide(reference=reference, outcome="granted", at=day(1), by=clerk).state == "made"
    assert council.case(reference).state == "closed"
