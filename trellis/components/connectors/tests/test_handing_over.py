"""Work reaches the system in which it is done, once, and what is said of it there comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from trellis.base.time import local_day
from trellis.cases import actions as casework
from trellis.cases import queries as cases
from trellis.cases.tests.story import MONDAY, holder, view
from trellis.components.connectors import actions
from trellis.components.connectors.actions.sending import PATIENCE
from trellis.components.connectors.component import COMPONENT
from trellis.components.connectors.models import Handover
from trellis.components.connectors.tests.story import Joined, crews_file, later
from trellis.organisations.scope import acting, reading
from trellis.people import actions as people

TEN_MINUTES = timedelta(minutes=10)


def told(joined: Joined, reference: str) -> list[tuple[str, str]]:
    """What the applicant reads of it on the status page."""
    found = cases.status(reference, holder=holder(joined.council, reference), on=local_day(MONDAY))
    return [(line.label, line.value) for panel in found.panels for line in panel.lines]


def test_what_is_reported_reaches_the_crews_and_its_number_comes_back(joined: Joined) -> None:
    reference = joined.reports(bins=("rubbish", "food"), note="By the gate")
    assert told(joined, reference) == []
    assert joined.works_on().taken_in == 1
    (job,) = joined.works.jobs()
    assert (job.about, job.status) == (reference, "NEW")
    sent = {"type: NEW-BIN", "postcode: AN1 1AA", "bins: RES FOOD", "stolen: N", "note: By the gate", "who: Ada Ash"}
    assert set(job.what.split(", ")) == sent
    assert told(joined, reference) == [("Job number", job.number), ("What they say", "They have it")]


def test_what_the_crews_say_comes_back_in_the_words_of_the_council(joined: Joined) -> None:
    reference = joined.reports()
    joined.works_on()
    joined.works.put(joined.works.jobs()[0].number, "PLANNED")
    assert joined.works_on(later(hours=1)).heard == 1
    assert ("What they say", "A van comes with it") in told(joined, reference)
    mary = joined.council.employs("Mary", "market-team")
    seen = view(joined.council, reference, by=mary)
    assert [line.words for line in seen.timeline][-2:] == [
        "Crew system: They have it",
        "Crew system: A van comes with it",
    ]
    (panel,) = [each for each in seen.panels if each.title == "Crew system"]
    assert [(line.label, line.value) for line in panel.lines][:2] == [
        ("Job number", "W-000001"), ("What they say", "A van comes with it"),
    ]  # fmt: skip


def test_work_that_is_done_closes_the_case_and_the_applicant_is_told(joined: Joined) -> None:
    reference = joined.reports()
    joined.works_on()
    joined.works.put("W-000001", "DONE")
    joined.works_on(later(days=1))
    case = joined.council.case(reference)
    assert (case.state, case.outcome) == ("closed", "brought")
    assert joined.handover(reference).state == "ended"
    assert [each.template for each in joined.council.messages(reference)] == ["bin-brought"]


def test_a_case_that_somebody_refused_is_not_closed_again_by_the_crews(joined: Joined) -> None:
    reference = joined.reports()
    joined.works_on()
    mary = joined.council.employs("Mary", "market-team")
    (task,) = [task for stage in view(joined.council, reference, by=mary).stages for task in stage.tasks]
    casework.complete_task(reference=reference, task=task.id, at=MONDAY, by=mary)
    casework.decide(reference=reference, outcome="refused", reasons="It was there", at=MONDAY, by=mary)
    joined.works.put("W-000001", "DONE")
    joined.works_on(later(days=1))
    assert joined.council.case(reference).outcome == "refused"
    assert joined.differs() == [(reference, "cannot-follow")]


def test_nothing_is_said_twice(joined: Joined) -> None:
    reference = joined.reports()
    for hour in range(3):
        joined.works_on(later(hours=hour))
    assert joined.happened(reference).count("work-reported") == 1
    assert len(joined.works.jobs()) == 1


def test_the_same_occasion_is_written_down_once(joined: Joined) -> None:
    reference = joined.reports()
    again = actions.hand_over(reference=reference, occasion="opened", once="opened", at=MONDAY, by=joined.by)
    assert again == 0


def test_cases_from_before_the_connection_are_left_alone(council: Joined) -> None:
    reference = council.reports(at=later(days=-1))
    council.connect()
    actions.hand_over(reference=reference, occasion="opened", once="opened", at=later(days=-1), by=council.by)
    assert council.works_on().taken_in == 0


def test_while_they_are_down_work_waits_and_drains_afterwards(joined: Joined) -> None:
    references = [joined.reports() for _ in range(4)]
    joined.works.behave("down")
    away = joined.works_on()
    assert (away.taken_in, away.away) == (0, "the stand-in is down")
    assert [joined.handover(each).attempts for each in references] == [0, 0, 0, 0]
    assert joined.connection.rests_until == MONDAY + timedelta(seconds=10)
    joined.works.behave("well")
    assert joined.works_on(later(minutes=1)).taken_in == 4
    assert joined.connection.failures == 0


def test_a_system_that_is_away_is_asked_less_and_less_often(joined: Joined) -> None:
    joined.reports()
    joined.works.behave("busy")
    rests = []
    for hours in range(12):
        joined.works_on(later(hours=hours))
        rests.append(joined.connection.rests_until - later(hours=hours))  # type: ignore[operator]
    assert rests[:4] == [timedelta(seconds=each) for each in (10, 20, 40, 80)]
    assert rests[-1] == timedelta(hours=1)


def test_work_whose_answer_was_lost_is_looked_up_and_not_done_again(joined: Joined) -> None:
    reference = joined.reports()
    joined.works.behave("cuts-off")
    assert joined.works_on().doubted == 1
    assert joined.handover(reference).state == "unknown"
    joined.works.behave("doubles")
    joined.works_on(MONDAY + TEN_MINUTES)
    assert (joined.handover(reference).state, len(joined.works.jobs())) == ("accepted", 1)


def test_what_a_dead_worker_had_in_hand_is_looked_up_first(joined: Joined) -> None:
    reference = joined.reports()
    until = MONDAY + timedelta(minutes=5)
    (claimed,) = actions.claim(connection=joined.connection, most=10, until=until, at=MONDAY, by=joined.by)
    assert not claimed.doubted
    assert actions.claim(connection=joined.connection, most=10, until=until, at=MONDAY, by=joined.by) == []
    (again,) = actions.claim(connection=joined.connection, most=10, until=later(days=1), at=until, by=joined.by)
    assert again.doubted
    assert joined.handover(reference).state == "sending"


def test_a_system_that_takes_requests_and_never_answers_is_left_alone_after_three(joined: Joined) -> None:
    for _ in range(6):
        joined.reports()
    joined.works.behave("slow")
    done = joined.works_on()
    assert (done.doubted, done.away) == (3, "it takes requests and does not answer")
    joined.works.behave("well")
    joined.works_on(MONDAY + TEN_MINUTES)
    assert len(joined.works.jobs()) == 6


def test_work_that_ends_in_doubt_too_often_is_put_before_a_person(joined: Joined) -> None:
    reference = joined.reports()
    joined.works.behave("wrong-case")
    for day in range(PATIENCE):
        joined.works_on(later(days=day))
    assert joined.handover(reference).state == "refused"
    assert (reference, "refused") in joined.differs()


def test_an_answer_for_another_case_is_not_believed(joined: Joined) -> None:
    reference = joined.reports()
    joined.works.behave("wrong-case")
    joined.works_on()
    assert joined.differs() == [(reference, "other-case")]
    assert told(joined, reference) == []
    joined.works.behave("well")
    joined.works_on(MONDAY + TEN_MINUTES)
    assert (joined.differs(), len(joined.works.jobs())) == ([], 1)
    assert told(joined, reference)[0] == ("Job number", "W-000001")


def test_what_they_refuse_is_shown_on_the_case_and_can_be_sent_again(joined: Joined) -> None:
    reference = joined.reports()
    joined.works.behave("refuses")
    assert joined.works_on().refused == 1
    panel = COMPONENT.panel(about=reference, seen_by=joined.by)
    assert panel
    assert panel.alert == "We and they do not agree"
    assert "no such kind of work" in panel.lines[0].note
    joined.works.behave("well")
    mary = joined.council.employs("Mary", "market-team")
    with acting(mary):
        number = joined.handover(reference).differences.get().pk
        actions.send_again(difference=number, at=later(hours=1), by=mary)
    joined.works_on(later(hours=1))
    assert (joined.handover(reference).state, joined.differs()) == ("accepted", [])


def test_nonsense_in_place_of_an_answer_is_never_taken_for_one(joined: Joined) -> None:
    reference = joined.reports()
    joined.works.behave("talks-nonsense")
    joined.works_on()
    assert joined.handover(reference).state in {"unknown", "waiting"}
    joined.works.behave("well")
    joined.works_on(MONDAY + TEN_MINUTES)
    assert len(joined.works.jobs()) == 1


def test_a_code_that_is_new_to_us_is_shown_and_understood_once_the_file_knows_it(joined: Joined) -> None:
    reference = joined.reports()
    joined.works_on()
    joined.works.put("W-000001", "PLANNED")
    joined.works.behave("new-codes")
    joined.works_on(later(hours=1))
    assert joined.differs() == [(reference, "unknown-code")]
    assert told(joined, reference) == [("Job number", "W-000001")]
    described = crews_file()
    route = described.services[0]
    codes = {**route.hear, "ROUTED": route.hear["PLANNED"]}
    known = described.model_copy(update={"services": (route.model_copy(update={"hear": codes}),)})
    connection = joined.connect(known)
    assert actions.hear_again(connection=connection, at=later(hours=2), by=joined.by) == 1
    assert joined.differs() == []
    assert ("What they say", "A van comes with it") in told(joined, reference)


def test_work_for_a_case_that_was_erased_is_not_sent(joined: Joined) -> None:
    reference = joined.reports()
    row = joined.handover(reference)
    people.erase(key=row.sealed_with, about=reference, at=MONDAY, by=joined.by)
    assert joined.works_on().refused == 1
    assert joined.works.jobs() == []


@pytest.mark.parametrize("state", [Handover.State.WAITING, Handover.State.UNKNOWN])
def test_work_that_was_not_tried_is_as_sure_as_before(joined: Joined, state: Handover.State) -> None:
    reference = joined.reports()
    row = joined.handover(reference)
    with acting(joined.by):
        row.state = state
        row.save()
    claimed = actions.claim(connection=joined.connection, most=1, until=later(days=1), at=MONDAY, by=joined.by)
    actions.put_back(claimed=claimed, by=joined.by)
    assert joined.handover(reference).state == state


def test_what_they_said_in_their_own_words_is_forgotten_with_the_case(joined: Joined) -> None:
    reference = joined.reports()
    joined.works.behave("refuses")
    joined.works_on()
    actions.forget_words(reference=reference, by=joined.by)
    row = joined.handover(reference)
    with reading(joined.by):
        assert (row.error, row.differences.get().facts) == ("", {})
