"""What conditions can be about: the questions of a service, its repeated things, the day, how a case stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from trellis.services.language.kinds import Shape, shape_of
from trellis.services.language.model import Kind, Outcome, Page, ParameterTable, Question
from trellis.services.language.rules import Scope, name_of
from trellis.services.language.tables import shape_in_table


class Sort(StrEnum):
    """What an answer is, as far as comparing it goes."""

    YES_NO = "yes-no"
    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    DAY = "day"
    TODAY = "today"
    WHERE = "where"
    WORDS = "words"
    THINGS = "things"
    OTHER = "other"
    """Nothing can be said of it but whether it was answered."""
    STATE = "state"
    """One of a few words that are always there: the nation, the outcome."""


_SORTS: Final[Mapping[Kind, Sort]] = {
    Kind.YES_NO: Sort.YES_NO,
    Kind.DECLARATION: Sort.YES_NO,
    Kind.CHOICE: Sort.ONE,
    Kind.SELECT: Sort.ONE,
    Kind.CHOICES: Sort.SEVERAL,
    Kind.NUMBER: Sort.NUMBER,
    Kind.MONEY: Sort.MONEY,
    Kind.DATE: Sort.DAY,
    Kind.ADDRESS: Sort.WHERE,
    Kind.PLACE: Sort.WHERE,
    Kind.TEXT: Sort.WORDS,
    Kind.LONG_TEXT: Sort.WORDS,
    Kind.EMAIL: Sort.WORDS,
    Kind.PHONE: Sort.WORDS,
    Kind.NATIONAL_INSURANCE: Sort.WORDS,
    Kind.TIME: Sort.WORDS,
}
_TABLE_SORTS: Final[Mapping[Shape, Sort]] = {
    Shape.WHOLE: Sort.NUMBER,
    Shape.DECIMAL: Sort.DECIMAL,
    Shape.PENCE: Sort.MONEY,
    Shape.DAY: Sort.DAY,
}


class Every(StrEnum):
    """Of repeated things: for one of them at least, or for every one."""

    SOME = "exists"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One thing that a condition can be about."""

    key: str
    """The name that rules use; `children.exists.age` where it is asked of each of several things."""
    name: str
    words: str
    sort: Sort
    under: str = ""
    """The page it is asked on."""
    options: tuple[tuple[str, str], ...] = ()
    within: str = ""
    """The repeated page, where it is asked of each of its things."""
    every: Every = Every.SOME
    thing: str = ""
    """What one of those things is called."""


@dataclass(frozen=True, kw_only=True)
class Subjects:
    """All of them, and the figures that an answer can be compared with."""

    listed: tuple[Subject, ...]
    figures: tuple[tuple[str, Sort], ...] = ()
    _by_key: dict[str, Subject] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._by_key.update({each.key: each for each in self.listed})

    def __getitem__(self, key: str) -> Subject:
        return self._by_key[key]

    def get(self, key: str) -> Subject | None:
        return self._by_key.get(key)

    def under(self) -> dict[str, list[Subject]]:
        """By the page they are asked on, in the order of the service."""
        found: dict[str, list[Subject]] = {}
        for each in self.listed:
            found.setdefault(each.under, []).append(each)
        return found

    def beside(self, subject: Subject) -> list[tuple[str, str]]:
        """Other answers and figures that this one can be compared with: the name and its words."""
        alike = {subject.sort, Sort.DAY} if subject.sort is Sort.TODAY else {subject.sort}
        others = [
            (each.name, each.words)
            for each in self.listed
            if each.sort in alike and each.name != subject.name and not each.within
        ]
        if subject.sort is Sort.DAY:
            others.insert(0, ("today", "today"))
        figures = [(name, name.replace(".", ": ").replace("_", " ")) for name, sort in self.figures if sort in alike]
        return [*others, *figures]


def subjects_of(
    pages: Iterable[Page],
    *,
    tables: Mapping[str, ParameterTable],
    outcomes: Iterable[Outcome] = (),
    scope: Scope = Scope.JOURNEY,
    repeat: str = "",
) -> Subjects:
    """What the conditions of one place can be about. `repeat` is the repeated page that it stands in."""
    listed = [each for page in pages for each in _of_page(page, inside=page.page == repeat)]
    listed += _always()
    if scope is Scope.WORK:
        listed += _of_work(outcomes)
    return Subjects(listed=tuple(listed), figures=tuple(_figures(tables)))


def _of_page(page: Page, *, inside: bool) -> Iterator[Subject]:
    title = page.title.to("en")
    if not page.repeat or inside:
        yield from (_subject(each, under=title) for each in page.questions)
        return
    name = name_of(page.page)
    yield Subject(key=name, name=name, words=f"{title}: how many", sort=Sort.THINGS, under=title)
    for every in Every:
        for each in page.questions:
            asked = _subject(each, under=title)
            yield Subject(
                key=f"{name}.{every}.{asked.name}",
                name=asked.name,
                words=asked.words,
                sort=asked.sort,
                under=title,
                options=asked.options,
                within=name,
                every=every,
                thing=page.repeat.as_,
            )


def _subject(question: Question, *, under: str) -> Subject:
    name = name_of(question.id)
    options = tuple((each.value, each.label.to("en")) for each in question.choices)
    sort = Sort.DECIMAL if shape_of(question) is Shape.DECIMAL else _SORTS.get(question.type, Sort.OTHER)
    return Subject(key=name, name=name, words=question.ask.to("en"), sort=sort, under=under, options=options)


def _always() -> Iterator[Subject]:
    named = "England", "Wales", "Scotland", "Northern Ireland"
    nations = tuple((each.lower().replace(" ", "-"), each) for each in named)
    under = "Always known"
    yield Subject(key="today", name="today", words="The day it is sent", sort=Sort.TODAY, under=under)
    yield Subject(
        key="nation", name="nation", words="The nation of the council", sort=Sort.STATE, under=under, options=nations
    )  # fmt: skip


def _of_work(outcomes: Iterable[Outcome]) -> Iterator[Subject]:
    ended = tuple((each.id, each.title.to("en")) for each in outcomes)
    verdicts = (("yes", "Yes"), ("no", "No"), ("cannot-tell", "A person must look"))
    under = "How the case stands"
    yield Subject(
        key="outcome", name="outcome", words="How it was decided", sort=Sort.STATE, under=under, options=ended
    )
    yield Subject(
        key="eligibility", name="eligibility", words="Whether they can have it", sort=Sort.STATE, under=under,
        options=verdicts,
    )  # fmt: skip
    yield Subject(key="fee", name="fee", words="What was to be paid", sort=Sort.MONEY, under=under)


def _figures(tables: Mapping[str, ParameterTable]) -> Iterator[tuple[str, Sort]]:
    for key, table in tables.items():
        columns = {column: value for row in table.rows for column, value in row.values.items()}
        for column, value in columns.items():
            if sort := _TABLE_SORTS.get(shape_in_table(value)):
                yield f"{name_of(key)}.{name_of(column)}", sort
