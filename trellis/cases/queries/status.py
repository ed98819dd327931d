"""An application as its applicant sees it afterwards: what happens, by when, what we still need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trellis.base.time import local_day
from trellis.cases.errors import NoSuchCase
from trellis.cases.models import Case, ClockRun, Decision, InformationRequest, StageRun
from trellis.cases.queries.case import case_for
from trellis.cases.queries.messages import shown_messages
from trellis.cases.rules.deciding import outcome_called
from trellis.cases.shown import OpenRequest, StatusStep, StatusView
from trellis.cases.status_words import status_words
from trellis.cases.wording import day_in_words
from trellis.organisations.actors import Actor, ActorKind
from trellis.organisations.scope import reading
from trellis.people.queries import messages_about
from trellis.services.contract import Panel, Place, PlaceKind, Step, applicant_panels, document_store
from trellis.services.language.model import Outcome, Work
from trellis.services.queries import Submission, questions_again, submission
from trellis.services.reviewing import gathered


def status(reference: str, *, holder: Actor, on: date, language: str = "") -> StatusView:
    """How an application stands, in the words of its applicant.

    :raises NoSuchCase: where they do not hold it.
    :raises KeyErased: (of people) where it is no longer kept.
    """
    if holder.kind is not ActorKind.RESIDENT:
        raise NoSuchCase
    with reading(holder):
        found = case_for(reference, seen_by=holder)
        sent = submission(reference, seen_by=holder, language=language)
        return _view(_Page(case=found, sent=sent, holder=holder, on=on, language=language or sent.language))


@dataclass(frozen=True, kw_only=True)
class _Page:
    case: Case
    sent: Submission
    holder: Actor
    on: date
    language: str

    @property
    def work(self) -> Work:
        work = self.sent.compiled.definition.work
        if work is None:
            raise NoSuchCase
        return work

    def sealed(self, words: bytes, place: str) -> str:
        return self.case.key.unseal(words, place=f"{self.case.reference}:{place}").decode()

    def say(self, key: str, **facts: str) -> str:
        return status_words(key, language=self.language, **facts)


def _view(page: _Page) -> StatusView:
    case, said = page.case, page.sent.compiled.definition
    requests = tuple(_requests(page))
    made = Decision.objects.filter(case=case, state=Decision.State.MADE).order_by("-pk").first()
    outcome = outcome_called(case.outcome, work=page.work)
    told = outcome is not None and made is not None
    due = _due(page)
    return StatusView(
        reference=case.reference,
        service=case.service,
        service_title=said.title.to(page.language),
        exit_page=said.exit_page,
        language=page.language,
        state=case.state,
        state_words=page.say(f"state-{case.state}"),
        what_next=_what_next(page, outcome, waiting=bool(requests)),
        expected_on=due,
        expected_words=page.say("expected", day=day_in_words(due, page.language)) if due else "",
        outcome=case.outcome,
        outcome_words=outcome.title.to(page.language) if outcome else "",
        reasons=page.sealed(bytes(made.reasons), f"decision:{made.pk}:reasons") if told and made else "",
        conditions=page.sealed(bytes(made.conditions), f"decision:{made.pk}:conditions") if told and made else "",
        appeal=outcome.appeal.to(page.language) if outcome and outcome.appeal else "",
        steps=_steps(page, outcome),
        messages=shown_messages(messages_about(case.reference, seen_by=page.holder), language=page.language),
        requests=requests,
        documents=tuple(document_store().documents_about(about=case.reference, seen_by=page.holder)),
        panels=_panels(page),
        submitted_at=page.sent.submitted_at,
        may_reply=True,
        may_add_document=case.running,
        may_withdraw=case.running and not case.outcome,
        answers=gathered(page.sent.groups, compiled=page.sent.compiled),
    )


def _panels(page: _Page) -> tuple[Panel, ...]:
    asked = (
        each.applicant_panel(about=page.case.reference, holder=page.holder, language=page.language)
        for each in applicant_panels()
    )
    return tuple(panel for panel in asked if panel is not None)


def _requests(page: _Page) -> Iterable[OpenRequest]:
    waiting = InformationRequest.objects.filter(case=page.case, answered_at=None, taken_back_at=None).order_by("pk")
    for each in waiting if page.case.running else ():
        words = page.sealed(bytes(each.words), "request")
        yield OpenRequest(id=each.pk, words=words, asked_on=local_day(each.asked_at), step=_step(page, each.questions))


def _step(page: _Page, questions: list[str]) -> Step:
    title = page.say("asked-title")
    if not questions:
        return Step(place=Place(kind=PlaceKind.PAGE), title=title, guidance="", questions=())
    return questions_again(page.case.reference, questions, title=title, language=page.language, seen_by=page.holder)


def _due(page: _Page) -> date | None:
    """The day of the first deadline that runs; nothing once it is decided, or while we wait for the applicant."""
    clocks = ClockRun.objects.filter(case=page.case, stopped_on=None, paused_on=None).order_by("due_on")
    first = clocks.first()
    return first.due_on if first and first.due_on >= page.on else None


def _what_next(page: _Page, outcome: Outcome | None, *, waiting: bool) -> str:
    if waiting:
        return page.say("next-waiting")
    if page.case.state == Case.State.WITHDRAWN:
        return page.say("next-withdrawn")
    if page.case.state == Case.State.CLOSED:
        return page.say("next-decided" if outcome else "next-closed")
    if outcome:
        return page.say("next-work-follows")
    words = page.sent.compiled.definition.next
    return words.to(page.language) if words else page.say("next-open")


def _steps(page: _Page, outcome: Outcome | None) -> tuple[StatusStep, ...]:
    """Sent, what was and is done, and the decision; stages that only staff care for keep their own titles."""
    runs = list(StageRun.objects.filter(case=page.case).order_by("pk"))
    titles = {stage.id: stage.title.to(page.language) for stage in page.work.stages}
    first = StatusStep(title=page.say("step-sent"), state="done", on=local_day(page.sent.submitted_at))
    steps = [first, *(_step_of(run, titles) for run in runs if run.state != StageRun.State.SKIPPED)]
    if outcome is not None:
        made = page.case.closed_at
        return (*steps, StatusStep(title=outcome.title.to(page.language), state="done", on=made and local_day(made)))
    if page.case.state == Case.State.WITHDRAWN:
        return (*steps, StatusStep(title=page.say("state-withdrawn"), state="done", on=_ended(page.case)))
    if not page.case.running:
        return (*steps, StatusStep(title=page.say("state-closed"), state="done", on=_ended(page.case)))
    met = {run.stage for run in runs}
    coming = [stage for stage in page.work.stages if stage.id not in met and stage.when is None]
    later = [StatusStep(title=titles[stage.id], state="next", on=None) for stage in coming]
    return (*steps, *later, StatusStep(title=page.say("step-told"), state="next", on=None))


def _step_of(run: StageRun, titles: dict[str, str]) -> StatusStep:
    running = run.state == StageRun.State.RUNNING
    day = run.ends_on if running else local_day(run.ended_at) if run.ended_at else None
    return StatusStep(title=titles.get(run.stage, run.stage), state="now" if running else "done", on=day)


def _ended(case: Case) -> date | None:
    return local_day(case.closed_at) if case.closed_at else None
