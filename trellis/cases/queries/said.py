"""What was said and decided about one case: notes, requests, consultees and decisions, read in one query."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import BinaryField, CharField, DateField, DateTimeField, F, IntegerField, JSONField, Value
from django.db.models.functions import Cast

from trellis.base.time import local_day
from trellis.cases.models import Case, Consultee, Decision, InformationRequest, Note
from trellis.cases.rules.deciding import may_approve, outcome_called
from trellis.cases.shown import ConsulteeView, DecisionView, NoteView, RequestView
from trellis.cases.words import say
from trellis.organisations.actors import Actor
from trellis.services.language import kinds
from trellis.services.language.compiler import Compiled

_COLUMNS = (
    "what", "pk", "who", "began", "ended", "ended2", "day", "chosen_key", "standing", "approver",
    "staff", "second", "named",
)  # fmt: skip
_SEALED = ("one", "two", "three")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said and decided about a case."""

    notes: tuple[NoteView, ...]
    requests: tuple[RequestView, ...]
    consultees: tuple[ConsulteeView, ...]
    decisions: tuple[DecisionView, ...]

    @property
    def proposal(self) -> DecisionView | None:
        """The decision that waits for a second person."""
        return next((each for each in self.decisions if each.state == Decision.State.PROPOSED), None)


def said_about(case: Case, compiled: Compiled, *, seen_by: Actor, language: str) -> Said:
    """Everything that was said and decided, oldest first. Run inside a scope."""
    rows = _notes(case).union(_requests(case), _consultees(case), _decisions(case), all=True)
    found: dict[str, list[Any]] = {"note": [], "request": [], "consultee": [], "decision": []}
    opened = _Opened(case, compiled, seen_by, language)
    for row in sorted(rows, key=lambda each: (each["began"], each["pk"])):
        found[row["what"]].append(getattr(opened, row["what"])(row))
    return Said(
        notes=tuple(found["note"]),
        requests=tuple(found["request"]),
        consultees=tuple(found["consultee"]),
        decisions=tuple(found["decision"]),
    )


class _Opened:
    """Opens sealed words, and puts a row into what a channel shows."""

    def __init__(self, case: Case, compiled: Compiled, seen_by: Actor, language: str) -> None:
        self.case, self.compiled, self.seen_by, self.language = case, compiled, seen_by, language

    def words(self, sealed: bytes | None, place: str) -> str:
        if not sealed or self.case.key.wrapped is None:
            return ""
        return self.case.key.unseal(sealed, place=f"{self.case.reference}:{place}").decode()

    def note(self, row: dict[str, Any]) -> NoteView:
        return NoteView(words=self.words(row["one"], "note"), by=row["who"], at=row["began"])

    def consultee(self, row: dict[str, Any]) -> ConsulteeView:
        return ConsulteeView(
            id=row["pk"],
            name=row["who"],
            asked_on=local_day(row["began"]),
            answer_by=row["day"],
            answered_on=local_day(row["ended"]) if row["ended"] else None,
            words=self.words(row["one"], "consultee:words"),
            answer=self.words(row["two"], "consultee:answer"),
        )

    def request(self, row: dict[str, Any]) -> RequestView:
        came = json.loads(self.words(row["two"], "answers") or "{}")
        questions = [self.compiled.questions[each] for each in row["named"] or () if each in self.compiled.questions]
        answers = [
            (question.ask.to(self.language), kinds.shown(question, came["answers"][question.id], self.language))
            for question in questions
            if question.id in came.get("answers", {})
        ]
        if came.get("words"):
            answers.append((say("own-words", self.language), came["words"]))
        return RequestView(
            id=row["pk"],
            words=self.words(row["one"], "request"),
            questions=tuple(question.ask.to(self.language) for question in questions),
            asked_by=row["who"],
            asked_at=row["began"],
            answered_at=row["ended"],
            state="answered" if row["ended"] else "taken-back" if row["ended2"] else "waiting",
            answers=tuple(answers),
        )

    def decision(self, row: dict[str, Any]) -> DecisionView:
        work = self.compiled.definition.work
        chosen = outcome_called(row["chosen_key"], work=work) if work else None
        place = f"decision:{row['pk']}"
        return DecisionView(
            id=row["pk"],
            outcome=row["chosen_key"],
            title=chosen.title.to(self.language) if chosen else row["chosen_key"],
            state=row["standing"],
            reasons=self.words(row["one"], f"{place}:reasons"),
            conditions=self.words(row["two"], f"{place}:conditions"),
            proposed_by=row["who"],
            proposed_at=row["began"],
            settled_by=row["second"],
            settled_at=row["ended"],
            returned_because=self.words(row["three"], f"{place}:returned"),
            may_approve=row["standing"] == Decision.State.PROPOSED
            and may_approve(team=row["approver"], proposed_by=row["staff"], by=self.seen_by),
        )


def _text(value: str = "") -> Value:
    return Value(value, output_field=CharField())


_EMPTY: dict[str, Any] = {
    "ended": Cast(Value(None), DateTimeField()),
    "ended2": Cast(Value(None), DateTimeField()),
    "day": Cast(Value(None), DateField()),
    "chosen_key": _text(),
    "standing": _text(),
    "approver": _text(),
    "second": _text(),
    "staff": Cast(Value(None), IntegerField()),
    "named": Cast(Value(None), JSONField()),
    "one": Cast(Value(None), BinaryField()),
    "two": Cast(Value(None), BinaryField()),
    "three": Cast(Value(None), BinaryField()),
}
"""What a column is where a table has no such thing: all four have to have the same shape."""


def _rows(model: Any, case: Case, what: str, **columns: Any) -> Any:
    shape = {"what": _text(what), **_EMPTY, **columns}
    ordered = {name: shape[name] for name in (*_COLUMNS, *_SEALED) if name != "pk"}
    return model.objects.filter(case=case).order_by().values("pk").annotate(**ordered)


def _notes(case: Case) -> Any:
    return _rows(Note, case, "note", who=F("by"), began=F("at"), one=F("words"))


def _requests(case: Case) -> Any:
    return _rows(
        InformationRequest,
        case,
        "request",
        who=F("asked_by"),
        began=F("asked_at"),
        ended=F("answered_at"),
        ended2=F("taken_back_at"),
        named=F("questions"),
        one=F("words"),
        two=F("answers"),
    )


def _consultees(case: Case) -> Any:
    return _rows(
        Consultee,
        case,
        "consultee",
        who=F("name"),
        began=F("asked_at"),
        ended=F("answered_at"),
        day=F("answer_by"),
        one=F("words"),
        two=F("answer"),
    )


def _decisions(case: Case) -> Any:
    return _rows(
        Decision,
        case,
        "decision",
        who=F("proposed_by_label"),
        began=F("proposed_at"),
        ended=F("settled_at"),
        chosen_key=F("outcome"),
        standing=F("state"),
        approver=F("approver_team"),
        staff=F("proposed_by_id"),
        second=F("settled_by_label"),
        one=F("reasons"),
        two=F("conditions"),
        three=F("returned_because"),
    )
