"""What channels and components may know of each other: a step says WHAT is needed, a channel knows HOW to ask it.

A component is a folder under `trellis/components` whose `component.py` holds `COMPONENT`, an object that keeps one or
more of the small protocols below. A channel is a folder under `trellis/channels`. Neither names the other; a new one
changes no other file. A new KIND of question touches every channel, so it needs a decision record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Protocol, runtime_checkable

from trellis.base.abilities import all_with, found
from trellis.organisations.actors import Actor
from trellis.organisations.models import Organisation
from trellis.people.models import DataKey
from trellis.services.language.model import Kind
from trellis.services.matching import plain_words

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


@dataclass(frozen=True, kw_only=True)
class ChargeLine:
    """One line of the bill."""

    line: str
    pence: int
    income_code: str = ""


class ChargeState(StrEnum):
    """How a charge stands."""

    NONE = "none"
    PENDING = "pending"
    """With the provider: nobody knows yet."""
    PAID = "paid"
    FAILED = "failed"


class NotPaid(StrEnum):
    """Why no money was taken: a key of ours, which every channel has words for in each language."""

    DECLINED = "declined"
    LAPSED = "lapsed"
    """Nobody paid in time."""
    GIVEN_UP = "given-up"
    """The person said that they did not pay, and the provider has called the payment off."""


@dataclass(frozen=True, kw_only=True)
class Charge:
    """Money asked for one submission."""

    reference: str
    state: ChargeState
    pence: int
    pay_at: str = ""
    """The provider's page, where the person pays; empty while the provider does not answer."""
    why: NotPaid | None = None


@runtime_checkable
class Charger(Protocol):
    """Takes money. The same `about` is never charged twice, however often it is asked."""

    def begin_charge(
        self, *, about: str, lines: Sequence[ChargeLine], description: str, return_to: str, at: datetime, by: Actor
    ) -> Charge: ...

    def charge_for(self, *, about: str, at: datetime, by: Actor) -> Charge | None:
        """How the charge stands, asking the provider where it is pending."""
        ...

    def give_up_charge(self, *, about: str, at: datetime, by: Actor) -> Charge | None:
        """Call off a charge that nobody paid, so that nobody can pay it any more.

        The provider is asked first: a charge that was paid, or may still turn out to be, stays as it is.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file somebody sent: the name they gave it, what it holds."""

    name: str
    content: bytes


@runtime_checkable
class DocumentStore(Protocol):
    """Keeps documents, sealed, each about one application or case."""

    def keep(self, *, about: str, evidence: str, upload: Upload, key: DataKey, at: datetime, by: Actor) -> Kept:
        """Check by content, then keep. Raises `DocumentRefused` with what is accepted."""
        ...

    def remove(self, *, document: str, about: str, at: datetime, by: Actor) -> None: ...

    def documents_about(self, *, about: str, seen_by: Actor) -> list[Kept]: ...

    def content_of(self, *, document: str, about: str, seen_by: Actor) -> Upload: ...


@runtime_checkable
class SubmissionParticipant(Protocol):
    """Joins the one transaction of a submission: all take part, or nothing is submitted."""

    def take_part(self, *, journey: str, reference: str, at: datetime, by: Actor) -> None: ...


@dataclass(frozen=True, kw_only=True)
class PanelLine:
    """One line of a panel."""

    label: str
    value: str
    note: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What a component shows on the page of a case."""

    title: str
    lines: tuple[PanelLine, ...]
    alert: str = ""


@runtime_checkable
class CasePanel(Protocol):
    """A component that has something to show on the page of a case."""

    def panel(
        self, *, about: str, seen_by: Actor, language: str = "en", happened: frozenset[str] | None = None
    ) -> Panel | None:
        """`happened`: the kinds of everything in the log about it, where the page has read it all.

        Who has nothing to show where nothing of theirs happened need not ask the database.
        """
        ...


@runtime_checkable
class ApplicantPanel(Protocol):
    """A component that has something to tell the applicant of how their application stands."""

    def applicant_panel(self, *, about: str, holder: Actor, language: str = "en") -> Panel | None: ...


@dataclass(frozen=True, kw_only=True)
class RowVerb:
    """Something that can be done about one thing in a list."""

    key: str
    title: str
    asks: str = ""
    """What has to be said with it; empty where a press is enough."""


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """One thing in a list of work."""

    id: str
    about: str
    """The reference of its case; empty where it has none."""
    what: str
    detail: str
    since: datetime
    verbs: tuple[RowVerb, ...] = ()
    steps: tuple[Panel, ...] = ()
    """What is to be done for it in order, such as what to type on each screen of another system."""


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """Work that is no case of its own, such as what another system does not agree on."""

    key: str
    title: str
    empty: str
    """What the list is for, said where there is nothing in it."""
    rows: tuple[ListRow, ...]
    figures: tuple[PanelLine, ...] = ()
    """What this work costs, and how long it waits."""


@runtime_checkable
class WorkLister(Protocol):
    """A component with lists of work for the desk."""

    def work_lists(self, *, seen_by: Actor, language: str = "en") -> tuple[WorkList, ...]: ...

    def do_in_list(self, *, listed: str, row: str, verb: str, words: str, at: datetime, by: Actor) -> None:
        """Do one thing about one row. Raises `NotFound` where it is not theirs, or not in the list any more."""
        ...


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter before it is set in type. `body` is paragraphs; a line that starts with `# ` is a heading."""

    organisation: str
    organisation_details: tuple[str, ...]
    colour: str
    to: tuple[str, ...]
    date: str
    reference: str
    title: str
    body: str
    language: str


@runtime_checkable
class LetterMaker(Protocol):
    """Sets a letter as an accessible PDF (PDF/UA-1), its language set."""

    def make(self, letter: Letter) -> bytes: ...


@dataclass(frozen=True, kw_only=True)
class Handling:
    """One thing that a component does with personal data, and who does it: for the record of processing."""

    what: str
    data: str
    by: str
    where: str
    ours: bool
    """Whether it stays on the installation; where not, somebody else is a processor or a controller."""
    needed_for: str = ""
    """`documents`, `payments` or `messages`, where a service without them gives it nothing to handle."""


@runtime_checkable
class Handler(Protocol):
    """A component that handles personal data: every one that keeps or sends any."""

    def handles(self, *, service: str, seen_by: Actor) -> tuple[Handling, ...]: ...


@dataclass(frozen=True, kw_only=True)
class Findable:
    """Something of an organisation that its search finds beside its services: a page of guidance, a place, an event."""

    title: str
    summary: str
    href: str
    kind: str
    """What it is, in the reader's language."""
    language: str
    more: str = ""
    """Further words that it is found by, which are not shown."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(plain_words(f"{self.title} {self.summary} {self.more}"))


@runtime_checkable
class Searched(Protocol):
    """A component with something that residents may look for."""

    def findable(self, *, organisation: Organisation, language: str) -> Sequence[Findable]: ...

    def shelves(self, *, organisation: Organisation, language: str) -> Sequence[Findable]:
        """The few ways in that the organisation's front page names for who does not search."""
        ...


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What stands above every page of an organisation for a while: an emergency, a closure."""

    title: str
    summary: str
    href: str
    language: str


@runtime_checkable
class Announcer(Protocol):
    """A component with something to say above every page. Asked for every page, so it answers from memory."""

    def announcements(self, *, organisation: Organisation, language: str, at: datetime) -> tuple[Announcement, ...]: ...


@runtime_checkable
class Forwarder(Protocol):
    """A component that knows where something is now that stood at another address, as on an earlier site."""

    def moved_to(self, *, organisation: Organisation, path: str) -> str: ...


def charger() -> Charger:
    """Whoever takes money here."""
    return found(Charger)


def document_store() -> DocumentStore:
    """Whoever keeps documents here."""
    return found(DocumentStore)


def letter_maker() -> LetterMaker:
    """Whoever sets letters here."""
    return found(LetterMaker)


def participants() -> tuple[SubmissionParticipant, ...]:
    """Whoever joins the transaction of a submission."""
    return all_with(SubmissionParticipant)


def case_panels() -> tuple[CasePanel, ...]:
    """Whoever has something to show on the page of a case."""
    return all_with(CasePanel)


def handlings(*, service: str, seen_by: Actor) -> tuple[Handling, ...]:
    """What the components here do with the personal data of a service, and who does it for them."""
    return tuple(each for handler in all_with(Handler) for each in handler.handles(service=service, seen_by=seen_by))


def applicant_panels() -> tuple[ApplicantPanel, ...]:
    """Whoever has something to tell the applicant."""
    return all_with(ApplicantPanel)


def work_listers() -> tuple[WorkLister, ...]:
    """Whoever has lists of work for the desk."""
    return all_with(WorkLister)


def findable(*, organisation: Organisation, language: str) -> list[Findable]:
    """Everything that the organisation's search finds beside its services."""
    return [one for each in all_with(Searched) for one in each.findable(organisation=organisation, language=language)]


def shelves(*, organisation: Organisation, language: str) -> list[Findable]:
    """The ways in that the organisation's front page names beside its services."""
    return [one for each in all_with(Searched) for one in each.shelves(organisation=organisation, language=language)]


def announcements(*, organisation: Organisation, language: str, at: datetime) -> tuple[Announcement, ...]:
    """What stands above every page of this organisation now."""
    found_ = (each.announcements(organisation=organisation, language=language, at=at) for each in all_with(Announcer))
    return tuple(one for said in found_ for one in said)


def moved_to(*, organisation: Organisation, path: str) -> str:
    """Where something is now that stood at this address under the organisation; empty where nobody knows."""
    return next(filter(None, (each.moved_to(organisation=organisation, path=path) for each in all_with(Forwarder))), "")
