"""From a row to a case as it was kept elsewhere. Pure: the same row always reads the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from trellis.cases.bringing.faults import Fault, NotThisCase
from trellis.cases.bringing.mapping import CaseMap, Do, From, Happened, Step
from trellis.cases.bringing.moments import example_of, other_forms, read_moment
from trellis.cases.bringing.sheets import Row, refuse_what_no_cell_may_hold
from trellis.services.contract import Raw
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Kind, Question

_LONGEST_REFERENCE = 100
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_SEVERAL = frozenset({Kind.CHOICES, Kind.DECLARATION})


@dataclass(frozen=True, kw_only=True)
class OldStep:
    """One thing that happened, when, by whom, in which words."""

    at: datetime
    step: Step
    by: str = ""
    words: str = ""
    subject: str = ""
    documents: tuple[str, ...] = ()
    row: Row
    column: str

    def __str__(self) -> str:
        more = filter(None, (self.step.outcome, self.step.stage, self.step.clock, *self.documents))
        return " ".join((f"{self.at:%Y-%m-%d}", self.step.do, *more))


@dataclass(frozen=True, kw_only=True)
class OldCase:
    """A case as the other product kept it."""

    reference: str
    row: Row
    sent: datetime
    channel: str
    language: str
    raw: Mapping[str, Raw]
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of files that answer a question."""
    documents: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    given_to: str = ""
    steps: tuple[OldStep, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Doubts:
    """What only a look at the whole file can tell."""

    twice: frozenset[str] = frozenset()
    """References that stand in more than one row."""
    mixed: Mapping[str, str] = field(default_factory=dict)
    """Columns with days in two forms, each with a cell that shows it."""


def read_case(row: Row, history: Sequence[Row], *, by: CaseMap, compiled: Compiled, doubts: Doubts) -> OldCase:
    """One case with everything that happened to it.

    :raises NotThisCase: with everything in its rows that cannot be used.
    """
    return _Reading(row=row, by=by, compiled=compiled, doubts=doubts).case(history)


@dataclass(kw_only=True)
class _Reading:
    row: Row
    by: CaseMap
    compiled: Compiled
    doubts: Doubts
    faults: list[Fault] = field(default_factory=list)

    @property
    def reference(self) -> str:
        return self.row.cells.get(self.by.case.reference, "") or f"row {self.row.number}"

    def case(self, history: Sequence[Row]) -> OldCase:
        for row in (self.row, *history):
            refuse_what_no_cell_may_hold(row, self.reference)
        self._check_reference()
        of = self.by.case
        sent = self._moment(self.row, of.sent)
        steps = self._steps(history, sent=sent)
        raw, files = self._answers()
        found = self.row.cells
        channel, language = self._word(of.channel), self._word(of.language)
        given_to = self._colleague()
        if self.faults or sent is None:
            raise NotThisCase(*self.faults)
        return OldCase(
            reference=self.reference,
            row=self.row,
            sent=sent,
            channel=channel,
            language=language,
            raw=raw,
            files=files,
            documents=self._names(found.get(of.documents, "")),
            notes={column: found[column] for column in of.notes if found[column]},
            given_to=given_to,
            steps=steps,
        )

    def _check_reference(self) -> None:
        column = self.by.case.reference
        given = self.row.cells.get(column, "")
        if not given or len(given) > _LONGEST_REFERENCE:
            why = f"A reference has 1 to {_LONGEST_REFERENCE} characters."
            self._fault(self.row, column, why, "Every case needs the one by which people know it.")
        elif given in self.doubts.twice:
            why = "Two rows have this reference, and nothing says which of them is right."
            self._fault(self.row, column, why, "Keep one of the two, or give each case a reference of its own.")

    def _steps(self, history: Sequence[Row], *, sent: datetime | None) -> tuple[OldStep, ...]:
        found = [step for row in history if self.by.history for step in self._step(row, self.by.history)]
        if self.by.case.status:
            found += self._step(self.row, self.by.case.status)
        for each in found:
            if sent is not None and each.at < sent:
                why = f"It happened on {each.at:%-d %B %Y}, before the case came in on {sent:%-d %B %Y}."
                self._fault(each.row, each.column, why, "Correct one of the two days.")
        # What stands in the row of the case is how it ended: on the same day as something else, it comes after it.
        return tuple(sorted(found, key=lambda each: each.at))

    def _step(self, row: Row, columns: Happened) -> Iterator[OldStep]:
        said = row.cells[columns.what]
        step = columns.values.get(said)
        if step is None:
            why = f"Nobody says what `{said}` means." if said else "It is empty."
            self._fault(row, columns.what, why, "Add it to `values` in the mapping, if only as `nothing`.")
            return
        documents = self._names(row.cells.get(columns.documents, ""))
        if step.do is Do.NOTHING and not documents:
            return
        at = self._moment(row, columns.at)
        if at is not None:
            cells = row.cells
            yield OldStep(
                at=at,
                step=step,
                by=cells.get(columns.by, ""),
                words=cells.get(columns.words, "") or step.because,
                subject=cells.get(columns.subject, ""),
                documents=documents,
                row=row,
                column=columns.what,
            )

    def _answers(self) -> tuple[dict[str, Raw], dict[str, tuple[str, ...]]]:
        raw: dict[str, Raw] = {}
        files: dict[str, tuple[str, ...]] = {}
        for name, source in self.by.answers.items():
            question = self.compiled.questions[name]
            if question.type is Kind.FILE:
                if names := self._names(self.row.cells.get(source.column, "")):
                    files[name] = names
            elif given := self._answer(question, source):
                raw[name] = given
        return raw, files

    def _answer(self, question: Question, source: From) -> Raw:
        if source.parts:
            return {part: found for part, column in source.parts.items() if (found := self.row.cells[column])}
        said = self.row.cells[source.column] if source.column else ""
        if not said:
            return self._as_raw(question, source.otherwise) if source.otherwise else {}
        if question.type is Kind.DATE:
            at = self._moment(self.row, source.column)
            return {"day": str(at.day), "month": str(at.month), "year": str(at.year)} if at else {}
        several = said.split(source.split) if source.split else [said]
        words = [source.values.get(each.strip(), each.strip()) for each in several if each.strip()]
        return self._as_raw(question, *words)

    def _as_raw(self, question: Question, *words: str) -> Raw:
        if question.type is Kind.YES_NO:
            word = words[0].casefold()
            return {"value": "yes" if word in _YES else "no" if word in _NO else words[0]}
        if question.type is Kind.ADDRESS and words[0].isdigit():
            return {"uprn": words[0]}
        return {"value": list(words) if question.type in _SEVERAL else ", ".join(words)}

    def _word(self, source: From) -> str:
        said = self.row.cells[source.column] if source.column else ""
        return source.values.get(said, said) or source.otherwise

    def _colleague(self) -> str:
        given = self.by.case.given_to
        name = self.row.cells[given.column] if given else ""
        if given is None or not name:
            return ""
        if name not in given.staff:
            mend = "Name their e-mail address here under `staff`, or leave it empty for nobody."
            self._fault(self.row, given.column, f"Nobody says who `{name}` is here.", mend)
        return given.staff.get(name, "")

    def _moment(self, row: Row, column: str) -> datetime | None:
        said, form = row.cells[column], self.by.dates
        at = read_moment(said, form=form)
        if at is None:
            why = f"`{said}` is no day in the form {form}, like {example_of(form)}." if said else "There is no day."
            self._fault(row, column, why, "Write it in that form, as in every other row.")
        elif (shown := self.doubts.mixed.get(column)) and self._is_two_days(said, at, shown):
            why = f"`{said}` may be two days: this column also holds `{shown}`, which is another form of date."
            self._fault(row, column, why, f"Export the column again with every day in the form {form}.")
            return None
        return at

    def _is_two_days(self, said: str, at: datetime, shown: str) -> bool:
        """Whether it would be another day in the form of the cell that showed that there are two."""
        others = other_forms(shown, form=self.by.dates)
        return any(read_moment(said, form=each) not in {None, at} for each in others)

    def _names(self, cell: str) -> tuple[str, ...]:
        return tuple(each.strip() for each in cell.split(self.by.files_apart) if each.strip())

    def _fault(self, row: Row, column: str, why: str, mend: str) -> None:
        self.faults.append(row.fault(self.reference, column=column, why=why, mend=mend))


def doubts_of(rows: Callable[[], Iterator[Row]], *, by: CaseMap, compiled: Compiled) -> Doubts:
    """Look through a file of cases once, for what no single row can tell."""
    met: set[str] = set()
    twice: set[str] = set()
    mixed: dict[str, str] = {}
    days = [by.case.sent, *([by.case.status.at] if by.case.status else [])]
    days += [each.column for name, each in by.answers.items() if compiled.questions[name].type is Kind.DATE]
    for row in rows():
        reference = row.cells.get(by.case.reference, "")
        (twice if reference in met else met).add(reference)
        _look_for_other_forms(row, days, form=by.dates, into=mixed)
    return Doubts(twice=frozenset(twice - {""}), mixed=mixed)


def mixed_in(rows: Iterator[Row], *, column: str, form: str) -> dict[str, str]:
    """Whether a file of history holds days in two forms."""
    mixed: dict[str, str] = {}
    for row in rows:
        _look_for_other_forms(row, [column], form=form, into=mixed)
    return mixed


def _look_for_other_forms(row: Row, columns: Sequence[str], *, form: str, into: dict[str, str]) -> None:
    for column in columns:
        said = row.cells.get(column, "")
        if said and read_moment(said, form=form) is None and other_forms(said, form=form):
            into.setdefault(column, said)
