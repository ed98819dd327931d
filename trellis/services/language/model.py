"""What a definition may say: the words of the service language, as types.

Sources: the Government Service Standard (needs, evidence), UK GDPR articles 6, 9 and 13 (the data section),
the GOV.UK Design System (kinds of question).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from trellis.services.language.values import Day, Key, Keys, PeriodText, QuestionId, Rule, Text, Whole, YesNo


def hyphenated(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Part(BaseModel):
    """Any part of a definition: frozen, nothing unknown allowed, names written with hyphens."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=hyphenated, populate_by_name=True, arbitrary_types_allowed=True
    )


class Kind(StrEnum):
    """A kind of question. Every channel knows how to ask each of them."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    NATIONAL_INSURANCE = "national-insurance-number"
    BANK_DETAILS = "bank-details"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    DATE_RANGE = "date-range"
    TIME = "time"
    YES_NO = "yes-no"
    CHOICE = "choice"
    SELECT = "select"
    CHOICES = "choices"
    ADDRESS = "address"
    PLACE = "place"
    FILE = "file"
    DECLARATION = "declaration"


class Evidence(Part):
    source: str
    period: str = ""
    asked: str = ""
    """Of research: who was asked, in words that point to nobody: `6 residents who care for somebody`."""
    says: str
    assumption: YesNo = False
    """Nobody has found it out yet: it is what we think, and is said to be."""


class Need(Part):
    """Who needs what, so that what; and how we know."""

    id: Key | None = None
    as_: Text
    need: Text
    so: Text
    evidence: tuple[Evidence, ...] = ()


class Prevention(Part):
    """How this need could be kept from arising: another service or a directory entry, offered when it would help."""

    offer: Key
    title: Text | None = None
    link: str = ""
    when: Rule | None = None
    because: Text


class Participant(Part):
    """Somebody with a part in one application: the applicant, the person it is for, a helper, a landlord."""

    title: Text
    when: Rule | None = None


class Choice(Part):
    value: str
    label: Text
    hint: Text | None = None
    exclusive: YesNo = False
    """`None of these`: choosing it unchooses the others."""


class Check(Part):
    """What must hold of an answer, and the words the person reads where it does not."""

    must: Rule
    say: Text


class Question(Part):
    id: QuestionId
    ask: Text
    type: Kind
    hint: Text | None = None
    optional: YesNo = False
    show: Rule | None = None
    choices: tuple[Choice, ...] = ()
    from_: Key | None = None
    least: str = ""
    most: str = ""
    unit: Text | None = None
    within: Key | None = None
    evidence: tuple[Key, ...] = ()
    how_many: Whole = 5
    statement: Text | None = None
    why: str = ""
    """Why we ask, where no rule or message uses the answer: a need's id, a law, or a person who reads it."""
    fact: str = ""
    """What the question is about, like `person.date-of-birth`, so that it is asked once and may be known."""
    store: Literal["sealed", "displayed", "searchable"] = "sealed"
    special: Literal[
        "", "health", "ethnicity", "religion", "politics", "union", "sex-life", "biometric", "criminal"
    ] = ""
    error: Text | None = None
    must: tuple[Check, ...] = ()


class Repeat(Part):
    """A page answered once for each thing: each child, each bin, each table on the pavement."""

    as_: Key
    from_: Whole = 1
    to: Whole = 10
    add: Text | None = None


class Page(Part):
    page: Key
    title: Text
    guidance: Text | None = None
    section: Key | None = None
    show: Rule | None = None
    by: Key = "applicant"
    """Which participant answers this page."""
    repeat: Repeat | None = None
    questions: tuple[Question, ...] = ()


class Use(Part):
    """A shared block of pages, written once for all services, put here."""

    use: Key
    section: Key | None = None
    show: Rule | None = None


class Section(Part):
    id: Key
    title: Text


class Eligibility(Part):
    """One rule of who may have this, in the rule's own words and with its legal source.

    `stop`: where it holds the journey ends with these words. `cannot-tell`: a person must look at it.
    `yes`: who qualifies; where a definition has any of these and none holds, a person must look at it.
    """

    id: Key
    when: Rule | None = None
    unless: Rule | None = None
    then: Literal["stop", "cannot-tell", "yes"]
    title: Text | None = None
    say: Text
    explain: Text | None = None


class Result(Part):
    """One thing that fits the answers, as in a benefits check."""

    id: Key
    title: Text
    when: Rule | None = None
    say: Text | None = None
    link: str = ""
    group: Text | None = None
    known_as: str = ""
    """The name under which the source of an imported flow lists it."""


class Results(Part):
    title: Text
    none: Text
    guidance: Text | None = None
    list: tuple[Result, ...]


class FeeLine(Part):
    """A line of the bill. `amount` is a rule that gives money; `percent` changes the sum so far."""

    line: Text
    amount: Rule | None = None
    percent: Whole | None = None
    when: Rule | None = None
    income_code: str = ""
    vat: Literal["outside", "exempt", "zero", "standard"] = "outside"
    explain: str = ""


class Silence(Part):
    """What it means in law when nobody decides in time."""

    means: Literal["yes", "no"]
    outcome: Key
    explain: str


class ClockRule(Part):
    """A period that the law or a promise sets, for these nations, from this day."""

    nations: tuple[Literal["england", "wales", "scotland", "northern-ireland"], ...] = ()
    from_: Day
    length: PeriodText
    holidays: Literal["own-nation", "any-uk"] = "own-nation"
    """Which bank holidays are not working days."""
    skip_holidays: YesNo = False
    """A period in calendar days that leaves public holidays out all the same."""
    silence: Silence | None = None
    explain: str = ""


class Extension(Part):
    by: PeriodText
    times: Whole = 1
    because: Text


class Clock(Part):
    """A deadline that the case keeps: when it starts, what stops it, what silence means."""

    id: Key
    title: Text
    starts: str = "submitted"
    """`submitted`, or `stage ID` for when that stage begins."""
    stops: str = "decided"
    """`decided`, or `stage ID` for when that stage has ended. Whatever ends the case stops it too."""
    rules: tuple[ClockRule, ...]
    pause_for: tuple[Literal["information", "identity", "fee"], ...] = ()
    restart_for: tuple[Literal["information"], ...] = ()
    extend: Extension | None = None


class Outcome(Part):
    id: Key
    title: Text
    means: Literal["granted", "refused", "done", "withdrawn"]
    letter: Key | None = None
    """The message template that the decision letter is made from."""
    reasons: YesNo = True
    """Whether the person who decides must give reasons."""
    appeal: Text | None = None


class Task(Part):
    id: Key
    title: Text
    by: Key | None = None
    when: Rule | None = None
    due: PeriodText | None = None
    guidance: Text | None = None


class Automatic(Part):
    """What a machine may do alone: grant, where every rule is certain. Only a person refuses (UK GDPR article 22A)."""

    outcome: Key
    when: Rule


class Stage(Part):
    """A part of the work. It begins when every stage in `after` (or the one before it) has ended."""

    id: Key
    title: Text
    by: Key
    """The team that does it, or `nobody` where it only waits."""
    after: tuple[Key, ...] | None = None
    when: Rule | None = None
    due: PeriodText | None = None
    lasts: PeriodText | None = None
    """A stage that ends by itself when this time is over: a consultation."""
    skip_holidays: YesNo = False
    """Its days, and those of its tasks, leave public holidays out: as those of a clock that does."""
    tasks: tuple[Task, ...] = ()
    outcomes: Keys = ()
    """The outcomes that may be decided here. A stage without any is done when its tasks are."""
    approve: Key | None = None
    """The team whose member, never the one who decided, must approve."""
    automatic: Automatic | None = None


class Work(Part):
    owner: Key
    stages: tuple[Stage, ...]
    outcomes: tuple[Outcome, ...]
    clocks: tuple[Clock, ...] = ()
    see: Keys = ()
    """Other teams that may see these cases."""


class Tell(Part):
    """A message: on what, to whom, in which words."""

    on: str
    """`submitted`, `opened`, `decided`, `outcome ID`, `information requested`, `stage ID`, `withdrawn`,
    `5 working days before CLOCK`."""
    to: Key = "applicant"
    template: Key


class Data(Part):
    """What UK GDPR articles 6, 9, 13 and 30 ask to be known before anything is collected."""

    controller: Key
    basis: Literal["public task", "legal obligation", "consent", "contract", "vital interests"]
    law: Text
    condition: Text | None = None
    """The article 9 or 10 condition, where special category or criminal data is asked for."""
    keep: dict[str, PeriodText]
    """How long after each outcome; `unfinished` for journeys that nobody sent."""
    share: tuple[Text, ...] = ()
    purpose: Text


class Measures(Part):
    outcome: str
    good: str = ""
    completion: Whole | None = None
    """The share of started journeys that should be finished, in per cent."""
    cost_per_case: dict[str, str] = Field(default_factory=dict)


class Help(Part):
    """The way for somebody who cannot, or would rather not, go online."""

    phone: str
    hours: Text
    counter: Text | None = None
    paper: Text | None = None


class Local(Part):
    """A place of a template that each organisation says in its own way, and why it is left open."""

    at: str
    """Its address, as `help/phone` or `work/stages/collect/by`."""
    why: str


class Taken(Part):
    """Whose template a service was taken from, and which release of it."""

    from_: Key
    release: Whole


class Expected(Part):
    """What the answers of an example lead to. Only what is written is looked at."""

    holds: YesNo | None = None
    """Whether the rule that the example is about holds."""
    end: str = ""
    """The id of the rule that ends the way, `check-answers` or `results`."""
    eligible: Literal["", "yes", "no", "cannot-tell"] = ""
    fee: str = ""
    """What is to be paid in all, like £30.00."""
    results: Keys | None = None
    """Everything that fits, and nothing else."""


class Example(Part):
    """A case that somebody thought through: these answers on this day, and what has to follow. A test of the rules."""

    says: str
    about: str = ""
    """The rule it is about: `rule ID`, `page ID`, `question ID`, `result ID`, `stage ID` or `fee`."""
    on: Day
    answers: dict[str, Any]
    outcome: Key | None = None
    """For a stage: how the case was decided."""
    expect: Expected


class Definition(Part):
    """A service, described once."""

    service: Key
    template: Taken | None = None
    """Where it was taken from, if it is somebody's template: an update is found by it."""
    local: tuple[Local, ...] = ()
    """Places that are open to local differences, where others take it as a template."""
    title: Text
    summary: Text
    topic: Text | None = None
    """What it stands under where a council has many services: bins and rubbish, roads, money."""
    lgsl: Whole | None = None
    for_: Keys
    nation: Literal["england", "wales", "scotland", "northern-ireland"] = "england"
    languages: tuple[str, ...] = ("en",)
    draft_languages: tuple[str, ...] = ()
    """Languages whose words nobody has reviewed yet: shown, and marked as a draft."""
    exit_page: YesNo = False
    needs: tuple[Need, ...] = ()
    prevent: tuple[Prevention, ...] = ()
    participants: dict[Key, Participant] = Field(default_factory=dict)
    tables: Keys = ()
    sections: tuple[Section, ...] = ()
    before: Text | None = None
    """What to have at hand before starting."""
    ask: tuple[Page | Use, ...]
    eligible: tuple[Eligibility, ...] = ()
    results: Results | None = None
    fee: tuple[FeeLine, ...] = ()
    work: Work | None = None
    tell: tuple[Tell, ...] = ()
    next: Text | None = None
    """What happens after it is sent, in the applicant's words."""
    data: Data
    measures: Measures
    help: Help
    examples: tuple[Example, ...] = ()
    """Cases that have to come out as they say. One that does not keeps the service from being published."""


class Block(Part):
    """Pages shared by many services, written once."""

    block: Key
    ask: tuple[Page, ...]


class SharedList(Part):
    list: Key
    source: str = ""
    choices: tuple[Choice, ...]


class TableRow(Part):
    from_: Day
    nations: tuple[str, ...] = ()
    values: dict[QuestionId, str]
    """Each a whole number, an amount like £350.00, or text."""


class ParameterTable(Part):
    """Figures that change each year, with the day from which each holds and where they are published."""

    table: Key
    source: str
    rows: tuple[TableRow, ...]


class MessageTemplate(Part):
    """The words of a message or letter. `{{ reference }}`, `{{ name }}` and the like are filled in when it is sent."""

    message: Key
    subject: Text
    body: Text
