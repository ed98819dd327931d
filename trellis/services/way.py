"""One person's way through a service so far: where they are, what comes next, what came before. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from trellis.services.answers import Held
from trellis.services.contract import Place, PlaceKind, TaskLine, TaskStatus
from trellis.services.language.compiled import Compiled
from trellis.services.language.evaluate import Walk, walk
from trellis.services.language.model import Page

_ENDS = frozenset({PlaceKind.CHECK, PlaceKind.RESULTS})


@dataclass(frozen=True, kw_only=True)
class Way:
    """A definition, the answers to it so far, and where they lead."""

    compiled: Compiled
    held: Held
    walk: Walk
    language: str
    participant: str
    on: date

    def with_held(self, held: Held) -> Way:
        """The same way with other answers."""
        return way_of(self.compiled, held, language=self.language, participant=self.participant, on=self.on)

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages met, each once, in order."""
        return tuple(dict.fromkeys(met.page_id for met in self.walk.pages))

    @property
    def needed(self) -> str:
        """The page that still needs an answer; empty where none does."""
        return self.walk.end.removeprefix("needs:") if self.walk.end.startswith("needs:") else ""

    @property
    def has_tasks(self) -> bool:
        return bool(self.compiled.definition.sections)


def way_of(compiled: Compiled, held: Held, *, language: str, participant: str, on: date) -> Way:
    walked = walk(compiled, held.values, on=on, language=language, by=participant)
    return Way(compiled=compiled, held=held, walk=walked, language=language, participant=participant, on=on)


def whereabouts(way: Way) -> Place:
    """Where to go on: the first page not seen yet, the first that still needs an answer, or the end."""
    for page in way.pages:
        if page not in way.held.seen or page == way.needed:
            return entrance(way, page)
    return end_of(way)


def end_of(way: Way) -> Place:
    """Where the answers lead, once they are all given."""
    kind, _, name = way.walk.end.partition(":")
    if kind == "needs":
        return entrance(way, name)
    if kind == "exit":
        return Place(kind=PlaceKind.EXIT, page=name)
    return Place(kind=PlaceKind.RESULTS if kind == "results" else PlaceKind.CHECK)


def entrance(way: Way, page: str) -> Place:
    """Where one comes in at a page: at the list of what was added, where it is repeated and there is enough."""
    repeat = way.compiled.page(page).repeat
    if repeat is None:
        return Place(kind=PlaceKind.PAGE, page=page)
    unfinished = _unfinished_item(way, page)
    if unfinished is None and len(way.held.items(page)) < repeat.from_:
        unfinished = len(way.held.items(page))
    if unfinished is not None:
        return Place(kind=PlaceKind.PAGE, page=page, item=unfinished)
    return Place(kind=PlaceKind.ITEMS, page=page)


def _unfinished_item(way: Way, page: str) -> int | None:
    """The first thing with a question that still needs its answer."""
    for number, item in enumerate(way.held.items(page)):
        for question in way.walk.asked(page, number):
            if not question.optional and question.id not in item:
                return number
    return None


def after(way: Way, place: Place) -> Place:
    """Where to go once this place is answered: onwards in order, or back to the end by whoever has been there."""
    if place.kind is PlaceKind.PAGE and place.item is not None:
        return entrance(way, place.page)
    if way.held.reached_end or place.page not in way.pages:
        return whereabouts(way)
    if way.has_tasks and _section_ends(way, place.page):
        return Place(kind=PlaceKind.TASKS)
    pages = way.pages
    following = pages[pages.index(place.page) + 1 :]
    if place.page == way.needed:
        return entrance(way, place.page)
    return entrance(way, following[0]) if following else whereabouts(way)


def answered(way: Way, place: Place) -> tuple[Way, Place]:
    """A place noted as answered, and where to go next."""
    # A thing on a repeated page is not the page: that is answered where its list is left.
    whole = place.kind is PlaceKind.ITEMS or way.compiled.page(place.page).repeat is None
    way = replace(way, held=way.held.seeing(place.page)) if whole else way
    following = after(way, place)
    if following.kind in _ENDS and not way.held.reached_end:
        way = replace(way, held=replace(way.held, reached_end=True))
    return way, following


def _section_ends(way: Way, page: str) -> bool:
    """Whether this page is the last of its section, and done."""
    pages = way.pages
    number = pages.index(page)
    if page == way.needed or number + 1 >= len(pages):
        return False
    here, there = way.compiled.page(page).section, way.compiled.page(pages[number + 1]).section
    return here is not None and here != there


def before(way: Way, place: Place) -> Place | None:
    """Where the way back leads; None from the first page, which leads back to the start."""
    if place.item is not None and (place.item > 0 or len(way.held.items(place.page)) > 1):
        return Place(kind=PlaceKind.ITEMS, page=place.page)
    pages = way.pages
    if place.kind in {PlaceKind.PAGE, PlaceKind.ITEMS}:
        earlier = pages[: pages.index(place.page)] if place.page in pages else pages
    else:
        earlier = pages
    if place.kind is PlaceKind.CHECK and way.has_tasks:
        return Place(kind=PlaceKind.TASKS)
    return entrance(way, earlier[-1]) if earlier else None


def is_on(way: Way, place: Place) -> bool:
    """Whether the answers so far lead to this place at all."""
    if place.kind is PlaceKind.TASKS:
        return way.has_tasks
    if place.kind not in {PlaceKind.PAGE, PlaceKind.ITEMS}:
        return whereabouts(way) == place
    if place.page not in way.pages:
        return False
    repeat = way.compiled.page(place.page).repeat
    if repeat is None:
        return place.kind is PlaceKind.PAGE and place.item is None
    items = way.held.items(place.page)
    if place.kind is PlaceKind.ITEMS:
        return bool(items) or repeat.from_ == 0
    return place.item is not None and 0 <= place.item <= min(len(items), repeat.to - 1)


def task_list(way: Way) -> tuple[TaskLine, ...]:
    """How far each section of a long service is, and where to go on with it."""
    titles = [(each.id, each.title.to(way.language)) for each in way.compiled.definition.sections]
    return tuple(_task(way, section, title) for section, title in titles if _pages_of(way, section))


def _task(way: Way, section: str, title: str) -> TaskLine:
    met = [page for page in way.pages if way.compiled.page(page).section == section]
    if not met:
        return TaskLine(section=section, title=title, status=TaskStatus.CANNOT_START)
    left = [page for page in met if page not in way.held.seen or page == way.needed]
    if not left:
        return TaskLine(section=section, title=title, status=TaskStatus.DONE, place=entrance(way, met[0]))
    begun = len(left) < len(met) or left[0] in way.held.seen or bool(way.held.items(left[0]))
    status = TaskStatus.IN_PROGRESS if begun else TaskStatus.NOT_STARTED
    return TaskLine(section=section, title=title, status=status, place=entrance(way, left[0]))


def _pages_of(way: Way, section: str) -> list[Page]:
    return [page for page in way.compiled.pages if page.section == section]


def places_met(way: Way) -> Iterator[Place]:
    """Every page of the way as a place, each repeated thing on its own."""
    for met in way.walk.pages:
        yield Place(kind=PlaceKind.PAGE, page=met.page_id, item=met.item)
