"""What is asked of a person and what they answered: neutral, for any channel to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trellis.services.language.model import Kind

Raw = Mapping[str, str | list[str]]
"""What somebody typed or chose, by the name of the sub-input (`day`, `month`, `year`; or `value`)."""


class PlaceKind(StrEnum):
    """Where somebody is in a journey."""

    PAGE = "page"
    ITEMS = "items"
    """The list of what was added so far on a repeated page, with add another, change and remove."""
    CHECK = "check-answers"
    EXIT = "exit"
    RESULTS = "results"
    TASKS = "tasks"
    PAY = "pay"
    SENT = "sent"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in a journey that every channel can go to."""

    kind: PlaceKind
    page: str = ""
    """The page's id, or the rule's id for an exit."""
    item: int | None = None
    """Which of the repeated things, from 0."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be chosen."""

    value: str
    label: str
    hint: str = ""
    chosen: bool = False
    exclusive: bool = False


@dataclass(frozen=True, kw_only=True)
class Problem:
    """An answer that cannot be used: which question and sub-input, and the words that say the mend."""

    question: str
    part: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A document as everybody may know it: never its content."""

    id: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it is asked of this person now, in their language."""

    id: str
    kind: Kind
    label: str
    hint: str = ""
    optional: bool = False
    options: tuple[Option, ...] = ()
    parts: tuple[str, ...] = ("value",)
    raw: Raw = field(default_factory=dict)
    """What was typed or answered before, by part."""
    unit: str = ""
    statement: str = ""
    longest: int | None = None
    """The most characters a long text may have."""
    accepts: tuple[str, ...] = ()
    how_many: int = 1
    documents: tuple[Kept, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """One line of check-your-answers: the question, the answer in words, where to change it."""

    question: str
    label: str
    answer: str
    change: Place
    answered: bool = True
    documents: tuple[str, ...] = ()
    """The ids of the documents that were sent as the answer."""


@dataclass(frozen=True, kw_only=True)
class AnswerGroup:
    """Answers that belong together, under a heading."""

    title: str
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One page of a journey, as it is now for this person: neutral, for any channel to show."""

    place: Place
    title: str
    guidance: str
    questions: tuple[Asked, ...]
    section: str = ""
    problems: tuple[Problem, ...] = ()
    back: Place | None = None
    item_of: str = ""
    """For a repeated page: the words for one thing, such as `child`."""
    items: tuple[AnswerGroup, ...] = ()
    """At the list of a repeated page (`PlaceKind.ITEMS`): each thing so far, by its number."""
    can_add: bool = False
    """At that list: whether one more may be added."""
    add: str = ""
    """At that list: the words that offer one more."""


class TaskStatus(StrEnum):
    """How far one section of a long service is."""

    CANNOT_START = "cannot-start"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One section of a long service: how far it is, and where to go on with it."""

    section: str
    title: str
    status: TaskStatus
    place: Place | None = None
