from __future__ import annotations

from datetime import date

import pytest

from trellis.cases import actions
from trellis.cases.errors import CannotNow
from trellis.cases.tests.story import DEFINITIONS, MONDAY, Council, applies, day, does_every_task, holder, parks, view
from trellis.organisations.actors import Actor, system
from trellis.services.actions import publish
from trellis.services.language.catalogue import Catalogue
from trellis.services.language.compiler import compile_text
from trellis.services.queries.definitions import forget_live

pytestmark = pytest.mark.django_db


def due(council: Council, reference: str, by: Actor) -> date | None:
    return view(council, reference, by=by).deadlines[0].due_on


def test_while_we_wait_for_the_applicant_the_deadline_stands_still(council: Council, stall: str, mary: Actor) -> None:
    request = actions.ask_for_information(
        reference=stall, questions=["goods"], words="What kind of bread?", at=day(3), by=mary
    )
    waiting = view(council, stall, by=mary)
    assert waiting.state == "waiting-for-information"
    assert waiting.deadlines[0].words == "Paused since 5 March 2026"
    assert council.case(stall).due_on is None

    actions.answer_information(
        reference=stall, request=request, raw={"goods": {"value": "knives"}}, at=day(8), by=holder(council, stall)
    )
    assert due(council, stall, mary) == day(33).date()
    assert council.case(stall).state == "open"


def test_where_the_law_says_so_the_deadline_begins_again(council: Council) -> None:
    clerk = council.employs("Carla", "permit-team")
    reference = parks(council, own_car=False)
    request = actions.ask_for_information(reference=reference, questions=[], words="Which car?", at=day(1), by=clerk)
    mine = holder(council, reference)
    actions.answer_information(reference=reference, request=request, raw={}, words="The red one", at=day(10), by=mine)
    deadline = view(council, reference, by=clerk).deadlines[0]
    # Saint Patrick's Day (in Northern Ireland alone), Good Friday and Easter Monday lie between.
    assert (deadline.started_on, deadline.due_on) == (date(2026, 3, 12), date(2026, 4, 14))


def test_a_clock_that_measures_one_stage_stops_when_that_stage_has_ended(council: Council, mary: Actor) -> None:
    first_look = """  clocks:
    - id: first-look
      title: We look at it within 5 working days
      stops: stage check
      rules: [{from: "2025-01-01", length: 5 working days, explain: Our promise}]
"""
    file = DEFINITIONS / "market-stall.yaml"
    text = file.read_text("utf-8").replace("  clocks:\n", first_look, 1)
    compiled = compile_text(text, file=file.name, catalogue=Catalogue.near(file))
    publisher = system(organisation=council.organisation.pk, doing="publishing")
    publish(compiled=compiled, at=MONDAY, by=publisher)
    forget_live(council.organisation.pk)
    reference = applies(council)
    does_every_task(council, reference, by=mary, at=day(2))
    running = {each.clock: each.running for each in view(council, reference, by=mary).deadlines}
    assert running == {"first-look": False, "in-time": True}
    (stopped,) = council.log(reference, "clock-stopped")
    assert (stopped.data["clock"], stopped.data["in_time"]) == ("first-look", True)


def test_a_deadline_is_made_longer_once_with_its_reason_on_the_case(council: Council, stall: str, mary: Actor) -> None:
    actions.extend_clock(reference=stall, clock="in-time", because="A fair comes", at=day(5), by=mary)
    assert due(council, stall, mary) == day(38).date()
    assert "A fair comes" in view(council, stall, by=mary).notes[0].words
    with pytest.raises(CannotNow):
        actions.extend_clock(reference=stall, clock="in-time", because="Another", at=day(6), by=mary)


def test_a_deadline_stands_still_only_for_what_the_service_names(council: Council, stall: str, mary: Actor) -> None:
    with pytest.raises(CannotNow):
        actions.pause_clock(reference=stall, clock="in-time", because="holiday", at=day(1), by=mary)
    actions.pause_clock(reference=stall, clock="in-time", because="fee", at=day(1), by=mary)
    actions.resume_clock(reference=stall, clock="in-time", at=day(4), by=mary)
    assert due(council, stall, mary) == day(31).date()


def test_a_consultation_ends_by_itself_on_the_day_after_its_last(council: Council, stall: str, mary: Actor) -> None:
    does_every_task(council, stall, by=mary)
    council.days_pass(day(7))
    assert council.case(stall).stage == "notice"
    council.days_pass(day(8))
    assert council.case(stall).stage == "decide"


def test_a_consultation_over_easter_stays_open_as_long_as_the_law_gives_people(council: Council, mary: Actor) -> None:
    # It begins on 30 March 2026; Good Friday and Easter Monday lie between, and are not among its 7 days.
    stall = applies(council, at=day(28))
    does_every_task(council, stall, by=mary)
    council.days_pass(day(37))
    assert council.case(stall).stage == "notice"
    council.days_pass(day(38))
    assert council.case(stall).stage == "decide"


def test_silence_grants_on_the_day_after_the_deadline_and_not_before(council: Council, stall: str, mary: Actor) -> None:
    council.days_pass(day(28))
    assert council.case(stall).outcome == ""
    council.days_pass(day(29))
    case = council.case(stall)
    assert (case.state, case.outcome) == ("closed", "taken-as-given")
    found = view(council, stall, by=mary)
    assert found.decisions[0].reasons == "The Market Act says so"
    assert found.decisions[0].proposed_by == "The law: nobody decided in time"
    council.days_pass(day(30))
    assert len(council.log(stall, "decision-made")) == 1


def test_silence_overtakes_a_proposal_that_nobody_approved(council: Council, stall: str, mary: Actor) -> None:
    does_every_task(council, stall, by=mary)
    council.days_pass(day(8))
    actions.decide(reference=stall, outcome="refused", reasons="No space", at=day(20), by=mary)
    council.days_pass(day(29))
    states = [decision.state for decision in view(council, stall, by=mary).decisions]
    assert sorted(states) == ["made", "overtaken"]
    assert council.case(stall).outcome == "taken-as-given"


def test_silence_says_nothing_while_we_wait_for_the_applicant(council: Council, stall: str, mary: Actor) -> None:
    actions.ask_for_information(reference=stall, questions=[], words="What bread?", at=day(20), by=mary)
    council.days_pass(day(60))
    assert council.case(stall).outcome == ""


def test_a_deadline_is_warned_of_once_when_near_once_on_the_day_and_once_when_missed(council: Council) -> None:
    reference = parks(council, own_car=False)  # 20 working days from 2 March, over no bank holiday: 30 March
    for number in range(20, 32):
        council.days_pass(day(number))
        council.days_pass(day(number))
    kinds = [entry.kind for entry in council.log(reference) if entry.kind.startswith("deadline")]
    assert kinds == ["deadline-near", "deadline-today", "deadline-missed"]


def test_the_applicant_is_told_so_many_days_before_the_deadline(council: Council, stall: str) -> None:
    for number in (20, 22, 23, 24):
        council.days_pass(day(number))
    told = [each.words().subject for each in council.messages(stall) if each.template == "stall-soon"]
    assert told == ["You hear from us by 30 March 2026"]


def test_what_was_kept_long_enough_is_erased_for_good_and_the_log_says_so(
    council: Council, stall: str, mary: Actor
) -> None:
    actions.withdraw(reference=stall, at=MONDAY, by=holder(council, stall))
    council.days_pass(day(180))
    assert view(council, stall, by=mary).applicant.name == "Ada Ash"
    council.days_pass(day(190))
    found = view(council, stall, by=mary)
    assert found.erased
    assert (found.applicant.name, found.answers, found.messages) == ("", (), ())
    disposed = council.log(stall, "case-disposed")[0].data
    assert (disposed["service"], disposed["kept_until"]) == ("market-stall", "2026-09-02")
