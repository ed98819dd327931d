from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from trellis.cases import actions, queries
from trellis.cases.errors import CannotNow, NoSuchCase, NotYours, WordsNeeded
from trellis.cases.queries import QueueFilters
from trellis.cases.tests.story import MONDAY, Council, applies, council_called, day, deliver, holder, sends, view
from trellis.organisations.actors import Actor
from trellis.organisations.errors import PermissionMissing
from trellis.organisations.scope import reading
from trellis.people import actions as people
from trellis.people.models import Message
from trellis.places.actions import load_addresses
from trellis.places.gazetteer import AddressFound, AreaFound
from trellis.services.contract import Upload

pytestmark = pytest.mark.django_db
ON = MONDAY.date()


def asked(captured: CaptureQueriesContext) -> list[str]:
    """What was asked of tables, without saying for which organisation it is asked."""
    return [each["sql"] for each in captured if "set_config" not in each["sql"] and "SAVEPOINT" not in each["sql"]]


def test_a_case_is_taken_shown_on_ones_desk_and_put_back(council: Council, stall: str, mary: Actor) -> None:
    assert [row.reference for row in queries.my_work(seen_by=mary, on=ON).to_take] == [stall]
    actions.take(reference=stall, at=MONDAY, by=mary)
    assert [row.assignee for row in queries.my_work(seen_by=mary, on=ON).mine] == ["Mary"]
    actions.assign(reference=stall, staff=None, at=MONDAY, by=mary)
    assert queries.my_work(seen_by=mary, on=ON).mine == ()


def test_only_a_manager_gives_cases_to_others(council: Council, stall: str, mary: Actor, mona: Actor) -> None:
    with pytest.raises(PermissionMissing):
        actions.assign(reference=stall, staff=mona.staff, at=MONDAY, by=mary)
    actions.assign(reference=stall, staff=mary.staff, at=MONDAY, by=mona)
    assert view(council, stall, by=mary).assignee == "Mary"


def test_the_next_action_leads_from_taking_it_to_deciding_it(council: Council, stall: str, mary: Actor) -> None:
    steps = []
    for _ in range(6):
        following = view(council, stall, by=mary).next_action
        steps.append(following.action)
        if following.action == "take":
            actions.take(reference=stall, at=MONDAY, by=mary)
        elif following.action == "complete_task":
            assert following.target is not None
            actions.complete_task(reference=stall, task=following.target, at=MONDAY, by=mary)
        elif following.action == "wait":
            council.days_pass(day(8))
        else:
            break
    assert steps == ["take", "complete_task", "wait", "decide"]


def test_the_queue_can_be_narrowed_to_the_services_that_ones_teams_work_on(mary: Actor, pat: Actor) -> None:
    assert queries.services_with_cases(seen_by=mary) == (("market-stall", "Apply for a market stall"),)
    assert queries.services_with_cases(seen_by=pat) == ()


def test_a_task_is_done_once_and_by_its_team(council: Council, stall: str, mary: Actor, max_: Actor) -> None:
    task = view(council, stall, by=mary).stages[0].tasks[0]
    press = council.employs("Petra", "press-office")
    with pytest.raises(NotYours):
        actions.complete_task(reference=stall, task=task.id, at=MONDAY, by=press)
    actions.start_task(reference=stall, task=task.id, at=MONDAY, by=max_)
    assert [row.reference for row in queries.my_work(seen_by=max_, on=ON).mine] == [stall]
    actions.complete_task(reference=stall, task=task.id, at=MONDAY, by=mary)
    with pytest.raises(CannotNow, match="Mary has done this already"):
        actions.complete_task(reference=stall, task=task.id, at=MONDAY, by=max_)


def test_the_applicant_writes_and_somebody_answers(council: Council, stall: str, mary: Actor) -> None:
    actions.take(reference=stall, at=MONDAY, by=mary)
    actions.reply(reference=stall, words="May I bring cake?", at=day(1), by=holder(council, stall))
    assert view(council, stall, by=mary).next_action.action == "reply"
    actions.write_to_applicant(reference=stall, subject="Cake", words="Yes, please", at=day(1), by=mary)
    found = view(council, stall, by=mary)
    assert found.next_action.action == "complete_task"
    assert [(each.incoming, each.body) for each in found.messages][1:] == [
        (True, "May I bring cake?"),
        (False, "Yes, please"),
    ]


def test_only_the_questions_that_were_opened_again_are_asked_and_both_answers_stay_known(
    council: Council, stall: str, mary: Actor
) -> None:
    request = actions.ask_for_information(
        reference=stall, questions=["notes"], words="Where exactly?", at=day(1), by=mary
    )
    deliver()
    mine = holder(council, stall)
    asked = queries.status(stall, holder=mine, on=ON).requests[0]
    assert [question.id for question in asked.step.questions] == ["notes"]
    assert asked.words == "Where exactly?"
    assert "Where exactly?" in council.messages(stall)[-1].words().body

    actions.answer_information(
        reference=stall, request=request, raw={"notes": {"value": "By the well"}}, at=day(2), by=mine
    )
    answered = view(council, stall, by=mary)
    assert answered.requests[0].answers == (("Anything else", "By the well"),)
    assert "By the well" in [line.answer for group in answered.answers for line in group.lines]
    with pytest.raises(CannotNow):
        actions.answer_information(reference=stall, request=request, raw={}, at=day(3), by=mine)


def test_a_document_is_added_and_only_those_who_may_see_the_case_can_open_it(
    council: Council, stall: str, mary: Actor, pat: Actor
) -> None:
    photo = Upload(name="stall.png", content=PNG)
    kept = actions.add_document(reference=stall, upload=photo, at=day(1), by=holder(council, stall))
    assert queries.document(stall, kept.id, seen_by=mary).content == PNG
    with pytest.raises(NoSuchCase):
        queries.document(stall, kept.id, seen_by=pat)


def test_somebody_outside_is_asked_and_their_answer_is_kept(council: Council, stall: str, mary: Actor) -> None:
    consultee = actions.invite_consultee(
        reference=stall, name="Police", words="Any concern?", answer_by=day(7).date(), at=MONDAY, by=mary
    )
    actions.record_consultation_answer(reference=stall, consultee=consultee, answer="None", at=day(2), by=mary)
    found = view(council, stall, by=mary).consultees[0]
    assert (found.name, found.words, found.answer, found.answered_on) == (
        "Police",
        "Any concern?",
        "None",
        day(2).date(),
    )


def test_a_case_taken_back_can_be_worked_on_by_nobody(council: Council, stall: str, mary: Actor) -> None:
    actions.withdraw(reference=stall, because="I moved", at=day(1), by=holder(council, stall))
    found = view(council, stall, by=mary)
    assert (found.state, found.next_action.action) == ("withdrawn", "nothing")
    with pytest.raises(CannotNow):
        actions.take(reference=stall, at=day(1), by=mary)


def test_a_case_sent_twice_is_closed_with_the_reason_on_it(council: Council, stall: str, mary: Actor) -> None:
    actions.close(reference=stall, because="Sent twice", at=day(1), by=mary)
    found = view(council, stall, by=mary)
    assert (found.state, found.outcome) == ("closed", "")
    assert found.notes[0].words == "Why it was closed: Sent twice"
    assert found.keep_until is not None


def test_the_queue_shows_what_is_due_first_and_only_ones_own_teams(council: Council, mary: Actor, pat: Actor) -> None:
    later, sooner = applies(council, at=day(2)), applies(council, at=day(1))
    assert [row.reference for row in queries.team_queue(seen_by=mary, on=ON).rows] == [sooner, later]
    newest = QueueFilters(sort="newest")
    assert [row.reference for row in queries.team_queue(seen_by=mary, on=ON, filters=newest).rows] == [later, sooner]
    assert queries.team_queue(seen_by=pat, on=ON).rows == ()
    assert queries.team_queue(seen_by=pat, on=ON, team="market-team").rows == ()
    assert queries.search(seen_by=pat, words=later, on=ON) == ()


def test_the_queue_is_filtered_by_who_has_it_and_how_urgent_it_is(council: Council, stall: str, mary: Actor) -> None:
    other = applies(council, at=day(20))
    actions.take(reference=stall, at=MONDAY, by=mary)

    def shown(**wanted: str) -> list[str]:
        queue = queries.team_queue(seen_by=mary, on=day(25).date(), filters=QueueFilters(**wanted))
        return [row.reference for row in queue.rows]

    assert shown(assignee="me") == [stall]
    assert shown(assignee="nobody") == [other]
    assert shown(urgency="soon") == [stall]
    assert shown(urgency="late") == []
    assert shown(state="closed") == []
    assert shown(service="market-stall") == [stall, other]


def test_the_number_of_queries_does_not_grow_with_the_number_of_cases(
    council: Council, stall: str, mary: Actor
) -> None:
    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            queries.team_queue(seen_by=mary, on=ON)
        return len(asked(captured))

    one = counted()
    for _ in range(4):
        applies(council)
    assert counted() == one <= 4


def test_a_full_case_is_read_in_few_queries(council: Council, stall: str, mary: Actor, mona: Actor) -> None:
    actions.take(reference=stall, at=MONDAY, by=mary)
    actions.add_note(reference=stall, words="A note", at=MONDAY, by=mary)
    actions.invite_consultee(reference=stall, name="Police", words="Any concern?", at=MONDAY, by=mary)
    actions.ask_for_information(reference=stall, questions=["notes"], words="Where?", at=MONDAY, by=mary)
    actions.reply(reference=stall, words="Soon", at=day(1), by=holder(council, stall))
    with CaptureQueriesContext(connection) as captured:
        found = view(council, stall, by=mary)
    assert found.notes
    assert found.consultees
    assert len(asked(captured)) <= 12, "\n".join(each[:150] for each in asked(captured))


def test_a_case_names_the_areas_that_its_address_lies_in(council: Council, mary: Actor) -> None:
    home = AddressFound(uprn="10", lines=("1 Elm Street", "Oakham"), postcode="AN1 1AA", areas=("north-ward", "gone"))
    load_addresses(addresses=[home], areas=[AreaFound(key="north-ward", title="North ward", kind="ward")])
    reference = sends(
        council,
        "market-stall",
        {
            "goods": {"goods": {"value": "bread"}},
            "place": {"address": {"uprn": "10", "postcode": "AN1 1AA"}},
            "you": {"your-name": {"first": "Ada", "last": "Ash"}},
        },
    )
    assert view(council, reference, by=mary).addresses[0].areas == ("North ward", "gone")


def test_my_work_is_read_in_few_queries(stall: str, mary: Actor) -> None:
    actions.take(reference=stall, at=MONDAY, by=mary)
    with CaptureQueriesContext(connection) as captured:
        queries.my_work(seen_by=mary, on=ON)
    assert len(asked(captured)) <= 10


def test_another_councils_case_is_not_there_for_anybody(council: Council, stall: str, mary: Actor) -> None:
    other = council_called("elmley")
    stranger = other.employs("Sam", "market-team")
    for refused in (
        lambda: queries.case(stall, seen_by=stranger, on=ON),
        lambda: actions.take(reference=stall, at=MONDAY, by=stranger),
        lambda: queries.status(stall, holder=holder(other, stall), on=ON),
        lambda: actions.reply(reference=stall, words="Hello", at=MONDAY, by=holder(other, stall)),
    ):
        with pytest.raises(NoSuchCase):
            refused()
    assert queries.search(seen_by=stranger, words="ada ash", on=ON) == ()
    assert queries.team_queue(seen_by=stranger, on=ON).rows == ()


def test_a_resident_sees_their_own_application_and_no_other(council: Council, stall: str) -> None:
    other = applies(council)
    with pytest.raises(NoSuchCase):
        queries.status(other, holder=holder(council, stall), on=ON)
    with pytest.raises(NoSuchCase):
        actions.withdraw(reference=other, at=MONDAY, by=holder(council, stall))


def test_a_member_of_staff_cannot_act_as_the_applicant(stall: str, mary: Actor) -> None:
    with pytest.raises(NoSuchCase):
        actions.reply(reference=stall, words="Please hurry", at=MONDAY, by=mary)


def test_a_colleague_takes_an_application_back_for_somebody_who_rings(
    council: Council, stall: str, mary: Actor
) -> None:
    assert "withdraw" in view(council, stall, by=mary).allowed_actions
    with pytest.raises(WordsNeeded):
        actions.withdraw(reference=stall, at=MONDAY, by=mary)
    actions.withdraw(reference=stall, because="Rang, and knew the date of birth", at=MONDAY, by=mary)
    ended = view(council, stall, by=mary)
    assert ended.state == "withdrawn"
    assert ended.notes[-1].words == "Why it was taken back: Rang, and knew the date of birth"
    assert [line.who for line in ended.timeline if line.kind == "case-withdrawn"] == ["Mary"]
    assert "withdraw" not in ended.allowed_actions


def test_somebody_whom_no_message_reaches_is_told_by_a_colleague(council: Council, stall: str, mary: Actor) -> None:
    message = council.messages(stall)[0]
    people.settle_message(message=message, state=Message.State.FAILED, at=MONDAY, by=council.system)
    assert view(council, stall, by=mary).next_action.action == "tell"
    assert [row.reference for row in queries.my_work(seen_by=mary, on=ON).to_tell] == [stall]
    actions.tell_by_hand(reference=stall, message=message.reference, at=MONDAY, by=mary)
    told = view(council, stall, by=mary)
    assert told.next_action.action == "take"
    assert told.messages[0].state_words == "Told by a colleague"
    assert ("Mary", "Told the applicant what a message could not") in [(each.who, each.words) for each in told.timeline]
    assert queries.my_work(seen_by=mary, on=ON).to_tell == ()
    with pytest.raises(CannotNow):
        actions.tell_by_hand(reference=stall, message=message.reference, at=MONDAY, by=mary)


def test_the_timeline_reads_from_first_to_last_in_sentences(council: Council, stall: str, mary: Actor) -> None:
    actions.take(reference=stall, at=day(1), by=mary)
    said = [(line.who, line.words) for line in view(council, stall, by=mary).timeline]
    assert said[0] == ("The applicant", "The application was sent")
    assert said[-1] == ("Mary", "Gave the case to a colleague")
    assert ("Trellis", "“We decide within 28 days” runs until 30 March 2026") in said
    with reading(mary):
        assert not any("{" in words for _, words in said)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636060606000000005"
    "00015a1d9d6a0000000049454e44ae426082"
)
