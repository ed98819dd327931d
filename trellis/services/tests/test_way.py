"""The way through a service that has sections, repeated pages from none, and pages for other participants."""

from __future__ import annotations

from pathlib import Path

import pytest

from trellis.services.answers import Held
from trellis.services.contract import Place, PlaceKind, TaskStatus
from trellis.services.language.catalogue import Catalogue
from trellis.services.language.compiler import Compiled, compile_text
from trellis.services.rehearsing import Rehearsal
from trellis.services.tests.story import DEFINITIONS, ON
from trellis.services.way import task_list, way_of

PAGES = """
sections: [{id: home, title: Your home}, {id: pets, title: Your pets}, {id: you, title: About you}]
ask:
  - page: rooms
    section: home
    title: Rooms
    questions: [{id: rooms, ask: How many rooms?, type: number, why: the visitor reads it}]
  - page: floor
    section: home
    title: Floor
    questions: [{id: floor, ask: Which floor?, type: number, why: the visitor reads it}]
  - page: pets
    section: pets
    title: Pets
    repeat: {as: pet, from: 0, to: 2}
    questions: [{id: pet, ask: What is it called?, type: text, why: the visitor reads it}]
  - page: you
    section: you
    title: You
    questions: [{id: your-name, ask: What is your name?, type: name}]
"""


@pytest.fixture(scope="module")
def visit() -> Compiled:
    file = DEFINITIONS / "street-tree.yaml"
    text = file.read_text("utf-8")
    head, tail = text[: text.index("ask:")], text[text.index("work:") :]
    return compile_text(head + PAGES + tail, file=str(Path("visit.yaml")), catalogue=Catalogue.near(file))


def statuses(journey: Rehearsal) -> list[str]:
    return [task.status.value for task in journey.task_list()]


def page(name: str, item: int | None = None) -> Place:
    return Place(kind=PlaceKind.PAGE, page=name, item=item)


def test_a_long_service_shows_how_far_each_section_is(visit: Compiled) -> None:
    journey = Rehearsal(visit, language="en", on=ON)
    assert statuses(journey) == ["not-started", "cannot-start", "cannot-start"]
    journey.answer(page("rooms"), {"rooms": {"value": "4"}})
    assert statuses(journey) == ["in-progress", "cannot-start", "cannot-start"]
    assert journey.answer(page("floor"), {"floor": {"value": "1"}}) == Place(kind=PlaceKind.TASKS)
    assert statuses(journey) == ["done", "not-started", "not-started"]


def test_things_of_which_there_may_be_none_are_asked_about_by_their_list(visit: Compiled) -> None:
    journey = Rehearsal(visit, language="en", on=ON)
    journey.answer(page("rooms"), {"rooms": {"value": "4"}})
    journey.answer(page("floor"), {"floor": {"value": "1"}})
    assert journey.task_list()[1].place == Place(kind=PlaceKind.ITEMS, page="pets")
    none = Place(kind=PlaceKind.ITEMS, page="pets")
    assert journey.step(none).items == ()
    assert journey.answer(none, {}) == Place(kind=PlaceKind.TASKS)
    assert journey.answer(page("you"), {"your-name": {"first": "Ada", "last": "Ash"}}).kind is PlaceKind.CHECK
    assert "pets" not in journey.walk.answers


def test_the_way_back_leads_through_the_pages_to_the_start(visit: Compiled) -> None:
    journey = Rehearsal(visit, language="en", on=ON)
    journey.answer(page("rooms"), {"rooms": {"value": "4"}})
    assert journey.back(page("floor")) == page("rooms")
    assert journey.back(page("rooms")) is None
    journey.answer(page("floor"), {"floor": {"value": "1"}})
    first = journey.add_item(Place(kind=PlaceKind.ITEMS, page="pets"))
    journey.answer(first, {"pet": {"value": "Rex"}})
    second = journey.add_item(Place(kind=PlaceKind.ITEMS, page="pets"))
    assert second == page("pets", 1)
    assert journey.back(second) == Place(kind=PlaceKind.ITEMS, page="pets")


def test_a_section_that_nobody_began_has_not_started(visit: Compiled) -> None:
    way = way_of(visit, Held(), language="en", participant="applicant", on=ON)
    assert task_list(way)[0].status is TaskStatus.NOT_STARTED
