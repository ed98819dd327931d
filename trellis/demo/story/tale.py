"""One case, told in order: what the resident does, what the staff do, and how long ago."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from trellis.cases import actions, queries
from trellis.cases.models import Task
from trellis.demo.residents import Resident, resident
from trellis.demo.story.applying import Application, apply, begin
from trellis.demo.story.company import Company
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.services.contract import Upload
from trellis.services.language import kinds
from trellis.services.queries import submission

Doing = Callable[[datetime, Company], None]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that somebody does, so many working days ago, at a time of day."""

    ago: int
    clock: str
    do: Doing


@dataclass(kw_only=True)
class Tale:
    """A resident and what becomes of their application."""

    who: int
    service: str
    organisation: str = "anyborough"
    reference: str = ""
    happenings: list[Happening] = field(default_factory=list)

    @property
    def person(self) -> Resident:
        return resident(self.who)

    def applies(
        self,
        ago: int,
        answers: Mapping[str, Any],
        *,
        clock: str = "19:05",
        language: str = "en",
        channel: str = "web",
        uploads: Mapping[str, list[Upload]] | None = None,
    ) -> Self:
        """The resident fills it in and sends it."""
        application = Application(
            service=self.service,
            answers={**self.person.contact, **answers},
            language=language,
            channel=channel,
            uploads=uploads or {},
        )

        def do(at: datetime, company: Company) -> None:
            self.reference = apply(application, organisation=company.organisation(self.organisation), at=at)

        return self._then(ago, clock, do)

    def stops_after(self, pages: int, ago: int, answers: Mapping[str, Any], *, clock: str = "21:40") -> Self:
        """The resident begins, and is called away."""
        application = Application(service=self.service, answers={**self.person.contact, **answers})

        def do(at: datetime, company: Company) -> None:
            begin(application, organisation=company.organisation(self.organisation), at=at, pages=pages)

        return self._then(ago, clock, do)

    def does(self, who: str, ago: int, verb: Callable[..., object], *, at_time: str = "10:20", **facts: object) -> Self:
        """A colleague does one thing to the case: a verb of `cases.actions` with its facts."""

        def do(at: datetime, company: Company) -> None:
            verb(reference=self.reference, at=at, by=company.staff(who), **facts)

        return self._then(ago, at_time, do)

    def takes(self, who: str, ago: int, *, clock: str = "09:10") -> Self:
        return self.does(who, ago, actions.take, at_time=clock)

    def consults(self, who: str, ago: int, name: str, words: str, *, days: int, clock: str = "12:05") -> Self:
        """A colleague asks somebody outside, who has so many days to answer."""

        def do(at: datetime, company: Company) -> None:
            by, answer_by = company.staff(who), at.date() + timedelta(days=days)
            actions.invite_consultee(
                reference=self.reference, name=name, words=words, answer_by=answer_by, at=at, by=by
            )

        return self._then(ago, clock, do)

    def finishes(self, who: str, ago: int, *, clock: str = "11:15", only: int = 99) -> Self:
        """A colleague does the tasks that stand open for them now, or the first few of them."""

        def do(at: datetime, company: Company) -> None:
            by = company.staff(who)
            for task in _open_tasks(self.reference, by=by)[:only]:
                actions.complete_task(reference=self.reference, task=task, at=at, by=by)

        return self._then(ago, clock, do)

    def decides(
        self,
        who: str,
        ago: int,
        outcome: str,
        reasons: str = "",
        *,
        conditions: str = "",
        clock: str = "14:30",
    ) -> Self:
        """A colleague decides, or proposes where somebody else has to approve."""
        facts = {"outcome": outcome, "reasons": reasons, "conditions": conditions}
        return self.does(who, ago, actions.decide, at_time=clock, **facts)

    def approves(self, who: str, ago: int, *, clock: str = "15:45") -> Self:
        def do(at: datetime, company: Company) -> None:
            by = company.staff(who)
            decision = _proposed(self.reference, by=by, at=at)
            actions.approve(reference=self.reference, decision=decision, at=at, by=by)

        return self._then(ago, clock, do)

    def returns(self, who: str, ago: int, because: str, *, clock: str = "15:50") -> Self:
        def do(at: datetime, company: Company) -> None:
            by = company.staff(who)
            decision = _proposed(self.reference, by=by, at=at)
            actions.return_decision(reference=self.reference, decision=decision, because=because, at=at, by=by)

        return self._then(ago, clock, do)

    def asks(self, who: str, ago: int, questions: Sequence[str], words: str, *, clock: str = "11:40") -> Self:
        return self.does(who, ago, actions.ask_for_information, at_time=clock, questions=questions, words=words)

    def explains(self, ago: int, answers: Mapping[str, Any], words: str = "", *, clock: str = "18:20") -> Self:
        """The resident answers what they were asked."""

        def do(at: datetime, company: Company) -> None:
            by = company.applicant(self.reference, organisation=self.organisation)
            status = queries.status(self.reference, holder=by, on=at.date())
            compiled = submission(self.reference, seen_by=by).compiled
            raw = {name: kinds.typed(compiled.questions[name], value) for name, value in answers.items()}
            actions.answer_information(
                reference=self.reference, request=status.requests[0].id, raw=raw, uploads={}, words=words, at=at, by=by
            )

        return self._then(ago, clock, do)

    def writes(self, ago: int, words: str, *, clock: str = "20:10") -> Self:
        """The resident writes to the council."""
        return self._resident(ago, clock, actions.reply, words=words)

    def withdraws(self, ago: int, because: str = "", *, clock: str = "17:30") -> Self:
        return self._resident(ago, clock, actions.withdraw, because=because)

    def _resident(self, ago: int, clock: str, verb: Callable[..., object], **facts: object) -> Self:
        def do(at: datetime, company: Company) -> None:
            by = company.applicant(self.reference, organisation=self.organisation)
            verb(reference=self.reference, at=at, by=by, **facts)

        return self._then(ago, clock, do)

    def _then(self, ago: int, clock: str, do: Doing) -> Self:
        self.happenings.append(Happening(ago=ago, clock=clock, do=do))
        return self


def _open_tasks(reference: str, *, by: Actor) -> list[int]:
    """What there is to do now for somebody's teams: asked of the table, since the whole case is not looked at."""
    with reading(by):
        mine = Task.objects.filter(case__reference=reference, team__in=by.teams, run__ended_at=None)
        return list(mine.exclude(state=Task.State.DONE).order_by("pk").values_list("pk", flat=True))


def _proposed(reference: str, *, by: Actor, at: datetime) -> int:
    case = queries.case(reference, seen_by=by, on=at.date())
    return next(decision.id for decision in case.decisions if decision.state == "proposed")
