"""Where a system has no way in, somebody types from a list on the desk, and what that costs is measured."""

from __future__ import annotations

import pytest

from trellis.base.time import local_day
from trellis.cases import queries as cases
from trellis.cases.tests.story import MONDAY, holder
from trellis.components.connectors import actions, queries
from trellis.components.connectors.component import COMPONENT
from trellis.components.connectors.described import Described, Screen
from trellis.components.connectors.errors import ConnectionRefused, NoSuchNumber, NotOnTheList
from trellis.components.connectors.models import Handover
from trellis.components.connectors.tests.story import Joined, crews_file, later
from trellis.organisations.scope import reading

SCREENS = (
    Screen(title="Customer (F4)", fields=("who", "postcode")),
    Screen(title="New container", fields=("bins", "stolen", "note")),
)


def by_hand(*screens: Screen, minutes: str = "4") -> Described:
    described = crews_file()
    options = {"type": "NEW-BIN", "minutes": minutes}
    route = described.services[0].model_copy(update={"screens": screens, "options": options})
    return described.model_copy(update={"connector": "rekey", "at": "", "services": (route,)})


@pytest.fixture
def typing(council: Joined) -> Joined:
    council.connect(by_hand(*SCREENS))
    return council


def number_of(joined: Joined, reference: str) -> int:
    return int(joined.handover(reference).pk)


def test_what_is_to_be_typed_stands_on_the_desk_in_the_order_of_the_other_systems_screens(typing: Joined) -> None:
    reference = typing.reports(bins=("rubbish", "food"), note="By the gate")
    typing.works_on()
    mary, pat = (typing.council.employs(name, f"{team}-team") for name, team in (("Mary", "market"), ("Pat", "parks")))
    listed, _differences = COMPONENT.work_lists(seen_by=mary)
    (row,) = listed.rows
    assert (listed.title, row.about) == ("To type into Crew system", reference)
    assert [(step.title, [(line.label, line.value) for line in step.lines]) for step in row.steps] == [
        ("Customer (F4)", [("who", "Ada Ash"), ("postcode", "AN1 1AA")]),
        ("New container", [("bins", "RES, FOOD"), ("stolen", "N"), ("note", "By the gate")]),
    ]
    assert COMPONENT.work_lists(seen_by=pat)[0].rows == ()


def test_ticked_off_with_its_number_the_applicant_reads_it_and_nobody_types_it_twice(typing: Joined) -> None:
    reference = typing.reports()
    typing.works_on()
    mary = typing.council.employs("Mary", "market-team")
    said = {"listed": "type-crews", "row": str(number_of(typing, reference)), "verb": "typed"}
    with pytest.raises(NoSuchNumber):
        COMPONENT.do_in_list(**said, words="  ", at=later(hours=3), by=mary)
    COMPONENT.do_in_list(**said, words=" N-77 ", at=later(hours=3), by=mary)
    with pytest.raises(NotOnTheList):
        COMPONENT.do_in_list(**said, words="N-78", at=later(hours=4), by=mary)
    status = cases.status(reference, holder=holder(typing.council, reference), on=local_day(MONDAY))
    assert [(line.label, line.value) for panel in status.panels for line in panel.lines] == [
        ("Job number", "N-77"), ("What they say", "They have it"),
    ]  # fmt: skip
    assert typing.reconciles(later(days=1)).compared == 0


def test_what_typing_costs_is_counted(typing: Joined) -> None:
    references = [typing.reports() for _ in range(4)]
    typing.works_on()
    mary = typing.council.employs("Mary", "market-team")
    for hours, reference in zip((2, 30, 5), references, strict=False):
        actions.tick_off(handover=number_of(typing, reference), number=f"N-{hours}", at=later(hours=hours), by=mary)
    with reading(typing.by):
        found = queries.rekeying(typing.connection, at=later(days=2), seen_by=typing.by)
    assert (found.waiting, found.oldest, found.typed, found.minutes) == (1, MONDAY, 3, 12)
    assert (found.usual_wait, found.longest_wait) == (later(hours=5) - MONDAY, later(hours=30) - MONDAY)


def test_what_cannot_be_typed_in_is_put_before_somebody_with_the_reason(typing: Joined) -> None:
    reference = typing.reports()
    typing.works_on()
    mary = typing.council.employs("Mary", "market-team")
    actions.give_back(handover=number_of(typing, reference), because="No such customer", at=later(hours=1), by=mary)
    assert typing.differs() == [(reference, "refused")]


def test_a_real_connector_in_its_place_takes_what_nobody_typed_and_leaves_what_somebody_did(typing: Joined) -> None:
    typed, waits = typing.reports(), typing.reports()
    typing.works_on()
    mary = typing.council.employs("Mary", "market-team")
    actions.tick_off(handover=number_of(typing, typed), number="N-1", at=later(hours=1), by=mary)
    typing.connect(crews_file())
    typing.works_on(later(hours=2))
    (job,) = typing.works.jobs()
    assert (job.about, typing.handover(typed).number) == (waits, "N-1")
    assert typing.handover(waits).state == Handover.State.ACCEPTED
    typing.reconciles(later(days=1))
    assert typing.differs() == []
    assert [each.key for each in COMPONENT.work_lists(seen_by=mary)] == ["differences"]


@pytest.mark.parametrize(
    ("described", "said"),
    [
        (by_hand(), "name the `screens`"),
        (by_hand(*SCREENS, minutes="a few"), "`minutes`"),
        (by_hand(SCREENS[0]), "`bins` stands on none"),
        (by_hand(*SCREENS, Screen(title="Again", fields=("who", "whom"))), "`whom` is not sent"),
    ],
)
def test_a_file_that_leaves_something_to_guess_is_refused(council: Joined, described: Described, said: str) -> None:
    with pytest.raises(ConnectionRefused, match=said):
        council.connect(described)
