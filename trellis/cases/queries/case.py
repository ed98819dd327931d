"""One case with everything in one place, as one member of staff may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from trellis.base.log import LogEntry
from trellis.base.time import LONDON
from trellis.cases.about import addresses_of, parties_of
from trellis.cases.errors import NoSuchCase
from trellis.cases.events import CaseBrought
from trellis.cases.history import lines_of
from trellis.cases.letters import decision_letter
from trellis.cases.models import Case
from trellis.cases.queries.brought import origin_of
from trellis.cases.queries.messages import shown_messages
from trellis.cases.queries.next import Standpoint, allowed_actions, next_action
from trellis.cases.queries.rows import team_titles
from trellis.cases.queries.said import said_about
from trellis.cases.queries.work import Run, deadlines_of, outcomes_now, runs_of, stage_views
from trellis.cases.rules.deciding import outcome_called
from trellis.cases.shown import AddressView, CaseView, FeeLineView, MessageView, PartyView, QuestionChoice
from trellis.cases.sight import visible
from trellis.cases.situation import situation
from trellis.cases.words import say
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.people.queries import messages_about
from trellis.places.queries import titles_of_areas
from trellis.services.contract import Kept, Letter, Panel, Upload, case_panels, document_store
from trellis.services.language.compiler import Compiled
from trellis.services.queries import Submission, definition, questions_that_can_be_asked, submission
from trellis.services.reviewing import gathered

MOST_LINES = 400


def case(reference: str, *, seen_by: Actor, on: date, language: str = "en") -> CaseView:
    """A case, with everything in one place.

    :raises NoSuchCase: where there is none, or it is not theirs to see.
    """
    with reading(seen_by):
        found = case_for(reference, seen_by=seen_by)
        compiled = definition(organisation_id=found.organisation_id, hash=found.version_hash)
        view = _of_work(found, compiled, seen_by=seen_by, on=on, language=language)
        if view.erased:
            return view
        return _with_answers(view, submission(reference, seen_by=seen_by, language=view.service_language), language)


def case_for(reference: str, *, seen_by: Actor) -> Case:
    """The case of this reference, where it is theirs to see. Run inside a scope."""
    found: Case | None = visible(to=seen_by).filter(reference=reference).first()
    if found is None:
        raise NoSuchCase
    return found


def letter_preview(
    reference: str, *, outcome: str, reasons: str, conditions: str, seen_by: Actor, on: date
) -> Letter | None:
    """The decision letter as it would be; None where this outcome has none."""
    with reading(seen_by):
        found = case_for(reference, seen_by=seen_by)
        work = definition(organisation_id=found.organisation_id, hash=found.version_hash).definition.work
        chosen = outcome_called(outcome, work=work) if work else None
        if chosen is None or chosen.letter is None:
            return None
        now = situation(reference, at=datetime.combine(on, time(12), tzinfo=LONDON), by=seen_by)
        found.outcome = outcome
        said = replace(now, case=found, reasons=reasons, conditions=conditions, decided_on=on)
        return decision_letter(chosen.letter, said)


def document(reference: str, document: str, *, seen_by: Actor) -> Upload:
    """What a document of this case holds, for staff who may see the case and for the resident who holds it.

    :raises NoSuchDocument: (of the documents) where it is not one of this case.
    """
    with reading(seen_by):
        case_for(reference, seen_by=seen_by)
        return document_store().content_of(document=document, about=reference, seen_by=seen_by)


def _of_work(found: Case, compiled: Compiled, *, seen_by: Actor, on: date, language: str) -> CaseView:
    """Everything but what the applicant answered, which may no longer be there."""
    titles, work = team_titles(), compiled.definition.work
    entries = list(LogEntry.objects.filter(subject=found.reference).order_by("-pk")[:MOST_LINES])
    runs = runs_of(found, seen_by=seen_by, titles=titles, language=language)
    messages = shown_messages(messages_about(found.reference, seen_by=seen_by), language=language)
    before = _standpoint(found, compiled, runs, seen_by=seen_by, on=on, language=language)
    now = _having_heard(before, entries=entries, messages=messages)
    return replace(
        _known_at_once(found, compiled, titles=titles, language=language),
        seen=entries[0].pk if entries else 0,
        deadlines=now.deadlines,
        stages=stage_views(runs, work=work, titles=titles, ended=not found.running, language=language) if work else (),
        decisions=now.said.decisions,
        notes=now.said.notes,
        messages=messages,
        requests=now.said.requests,
        consultees=now.said.consultees,
        documents=() if found.key.wrapped is None else _documents(found, seen_by),
        panels=_panels(found, entries, seen_by=seen_by, language=language),
        timeline=lines_of(reversed(entries), case=found, language=language),
        next_action=next_action(now),
        allowed_actions=allowed_actions(now),
        outcomes=now.outcomes,
        origin=origin_of(found, seen_by=seen_by) if _came_over(entries) else None,
    )


def _known_at_once(found: Case, compiled: Compiled, *, titles: Mapping[str, str], language: str) -> CaseView:
    """What the row of the case and its definition say by themselves."""
    work = compiled.definition.work
    outcome = outcome_called(found.outcome, work=work) if work else None
    return CaseView(
        reference=found.reference,
        service=found.service,
        service_title=compiled.definition.title.to(language),
        service_language=language if language in compiled.definition.languages else "en",
        version_hash=found.version_hash,
        state=found.state,
        state_words=say(f"state.{found.state}", language),
        outcome=found.outcome,
        outcome_words=outcome.title.to(language) if outcome else "",
        channel=found.channel,
        language=found.language,
        opened_at=found.opened_at,
        closed_at=found.closed_at,
        erased=found.key.wrapped is None,
        applicant=_nobody(language),
        team=found.team,
        team_title=titles.get(found.team, found.team),
        assignee=found.assignee.name if found.assignee else "",
        assignee_id=found.assignee_id,
        questions=_questions(compiled, language),
        keep_until=found.erase_on,
    )


def _came_over(entries: list[LogEntry]) -> bool:
    """Told from the log, which was read already: that a case came over is one of the first things in it."""
    return len(entries) >= MOST_LINES or any(entry.kind == CaseBrought.kind for entry in entries)


def _standpoint(
    found: Case,
    compiled: Compiled,
    runs: tuple[Run, ...],
    *,
    seen_by: Actor,
    on: date,
    language: str,
) -> Standpoint:
    work = compiled.definition.work
    return Standpoint(
        case=found,
        runs=runs,
        said=said_about(found, compiled, seen_by=seen_by, language=language),
        deadlines=deadlines_of(found, definition=compiled.definition, on=on, language=language),
        outcomes=outcomes_now(runs, work=work, seen_by=seen_by, language=language) if work else (),
        seen_by=seen_by,
        language=language,
    )


def _having_heard(before: Standpoint, *, entries: list[LogEntry], messages: tuple[MessageView, ...]) -> Standpoint:
    """The same, with what the applicant wrote and what never reached them."""
    undelivered = any(each.trouble for each in messages)
    return replace(before, unanswered_reply=_unanswered(entries), undelivered=undelivered)


def _with_answers(view: CaseView, sent: Submission, language: str) -> CaseView:
    verdict, roles = sent.walk.eligibility, sent.compiled.definition.participants
    parties = [
        PartyView(
            role=say("applicant", language) if party.role == sent.participant else roles[party.role].title.to(language),
            name=party.contact.name,
            email=party.contact.email,
            phone=party.contact.phone,
            language=sent.language,
        )
        for party in parties_of(sent)
    ]
    asks = {name: question.ask.to(language) for name, question in sent.compiled.questions.items()}
    given = addresses_of(sent)
    called = titles_of_areas({area for each in given for area in each.areas})
    addresses = (
        AddressView(
            role=asks[each.role],
            words=", ".join(each.lines),
            uprn=each.uprn,
            areas=tuple(called.get(area, area) for area in each.areas),
        )
        for each in given
    )
    return replace(
        view,
        applicant=parties[0] if parties else _nobody(language),
        parties=tuple(parties[1:]),
        addresses=tuple(addresses),
        answers=gathered(sent.groups, compiled=sent.compiled),
        questions=_told_apart(view.questions, sent),
        verdict=verdict.verdict if sent.compiled.definition.eligible else "",
        because=tuple(each.say for each in verdict.because),
        fee=tuple(FeeLineView(line=each.line, pence=each.pence) for each in sent.walk.fee.lines),
        fee_pence=sent.walk.fee.total_pence,
    )


def _told_apart(questions: tuple[QuestionChoice, ...], sent: Submission) -> tuple[QuestionChoice, ...]:
    """Of questions that read the same, the one that was put to this applicant; otherwise the first."""
    chosen: dict[tuple[str, str], QuestionChoice] = {}
    for each in questions:
        if (each.page, each.label) not in chosen or each.id in sent.answers:
            chosen[each.page, each.label] = each
    return tuple(chosen.values())


def _nobody(language: str) -> PartyView:
    return PartyView(role=say("applicant", language), name="", email="", phone="", language="en")


def _unanswered(entries: list[LogEntry]) -> bool:
    """Whether the applicant wrote and nobody has written, asked or decided since. Newest first."""
    answers = {"applicant-written-to", "information-requested", "decision-made", "case-closed"}
    for entry in entries:
        if entry.kind in answers:
            return False
        if entry.kind == "reply-received":
            return True
    return False


def _documents(found: Case, seen_by: Actor) -> tuple[Kept, ...]:
    return tuple(document_store().documents_about(about=found.reference, seen_by=seen_by))


def _panels(found: Case, entries: list[LogEntry], *, seen_by: Actor, language: str) -> tuple[Panel, ...]:
    # A log that is longer than what was read of it may hold anything.
    happened = frozenset(entry.kind for entry in entries) if len(entries) < MOST_LINES else None
    panels = (
        each.panel(about=found.reference, seen_by=seen_by, language=language, happened=happened)
        for each in case_panels()
    )
    return tuple(panel for panel in panels if panel is not None)


def _questions(compiled: Compiled, language: str) -> tuple[QuestionChoice, ...]:
    return tuple(
        QuestionChoice(id=each.id, label=each.ask.to(language), page=compiled.page_of[each.id].title.to(language))
        for each in questions_that_can_be_asked(compiled)
    )
