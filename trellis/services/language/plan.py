"""What a walk needs of a definition, worked out once: each page with its rules, and the rules that may end the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from trellis.services.language import kinds
from trellis.services.language.kinds.shape import KindOfQuestion
from trellis.services.language.model import Definition, Eligibility, Page, ParameterTable, Question
from trellis.services.language.rules import CompiledRule, Facts, answered_name, name_of
from trellis.services.language.tables import figures
from trellis.services.language.values import Text

DAYS_KEPT = 8
"""For how many days the figures are kept ready: today's, and a few that replays ask for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedQuestion:
    """A question with its rules at hand."""

    question: Question
    kind: KindOfQuestion
    name: str
    answered: str
    show: CompiledRule | None
    musts: tuple[tuple[CompiledRule, Text], ...]
    empty: object | None


@dataclass(frozen=True, kw_only=True, slots=True)
class EligibilityRule:
    """One rule of who may have this, with what decides it."""

    rule: Eligibility
    when: CompiledRule | None
    unless: CompiledRule | None

    def holds(self, facts: Facts) -> bool | None:
        """Whether it applies: yes, no, or None where the answers do not say yet."""
        when = self.when.holds(facts) if self.when else True
        if when is False or self.unless is None:
            return when
        unless = self.unless.holds(facts)
        if unless is True:
            return False
        return None if when is None or unless is None else True

    @property
    def parts(self) -> tuple[CompiledRule, ...]:
        return tuple(each for each in (self.when, self.unless) if each)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for part in self.parts for name in part.names)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedPage:
    """A page with its rules at hand."""

    page: Page
    name: str
    """What rules call the list of its answers, where it is repeated."""
    show: CompiledRule | None
    of: CompiledRule | None
    """When the participant who answers it takes part at all."""
    questions: tuple[PlannedQuestion, ...]
    stops: tuple[EligibilityRule, ...]
    """The rules that may become certain once this page is behind."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A definition as it is walked."""

    pages: tuple[PlannedPage, ...]
    eligible: tuple[EligibilityRule, ...]
    stops_at_once: tuple[EligibilityRule, ...]
    """Rules that need no answer: a service that has ended."""
    nation: str
    tables: Mapping[str, ParameterTable]
    _known: dict[date, dict[str, object]] = field(default_factory=dict, repr=False)

    def known_on(self, on: date) -> dict[str, object]:
        """What every rule knows on a day before anything is answered: the day, the nation, the figures that hold."""
        known = self._known.get(on)
        if known is None:
            known = self._worked_out(on)
            if len(self._known) >= DAYS_KEPT:
                self._known.clear()
            self._known[on] = known
        return dict(known)

    def _worked_out(self, on: date) -> dict[str, object]:
        known: dict[str, object] = {"today": on.toordinal(), "nation": self.nation}
        for key, table in self.tables.items():
            found = figures(table, nation=self.nation, on=on)
            known |= {} if found is None else {name_of(key): found}
        return known


def plan_of(definition: Definition, tables: Mapping[str, ParameterTable], rules: Mapping[str, CompiledRule]) -> Plan:
    """The plan of a definition whose rules were checked."""
    eligible = tuple(
        EligibilityRule(
            rule=each, when=rules.get(f"eligible:{each.id}:when"), unless=rules.get(f"eligible:{each.id}:unless")
        )
        for each in definition.eligible
    )
    stops = [each for each in eligible if each.rule.then == "stop"]
    pages = tuple(_page(each, rules, stops) for each in definition.ask if isinstance(each, Page))
    reached = frozenset(id(stop) for page in pages for stop in page.stops)
    return Plan(
        pages=pages,
        eligible=eligible,
        stops_at_once=tuple(stop for stop in stops if id(stop) not in reached),
        nation=definition.nation,
        tables=tables,
    )


def _page(page: Page, rules: Mapping[str, CompiledRule], stops: list[EligibilityRule]) -> PlannedPage:
    questions = tuple(_question(each, rules) for each in page.questions)
    own = {name_of(page.page)} if page.repeat else {each.name for each in questions}
    own |= {answered_name(name) for name in own}
    return PlannedPage(
        page=page,
        name=name_of(page.page),
        show=rules.get(f"page:{page.page}:show"),
        of=rules.get(f"participant:{page.by}"),
        questions=questions,
        stops=tuple(stop for stop in stops if own & stop.names),
    )


def _question(question: Question, rules: Mapping[str, CompiledRule]) -> PlannedQuestion:
    musts = ((rules[f"question:{question.id}:must:{number}"], each.say) for number, each in enumerate(question.must))
    name = name_of(question.id)
    return PlannedQuestion(
        question=question,
        kind=kinds.KINDS[question.type],
        name=name,
        answered=answered_name(name),
        show=rules.get(f"question:{question.id}:show"),
        musts=tuple(musts),
        empty=kinds.empty(question),
    )
