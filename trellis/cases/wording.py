"""Filling in the words of messages and letters: `{{ reference }}`, `{{ name }}` and the like. Pure but for the link."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings

from trellis.base.money import pounds
from trellis.base.time import local_day
from trellis.cases.models import Case
from trellis.organisations.models import Organisation
from trellis.people.actions import Draft
from trellis.people.models import Message
from trellis.services.language import kinds
from trellis.services.language.blanks import Blanks
from trellis.services.language.rules import name_of
from trellis.services.language.words import months
from trellis.services.queries import Submission

_OURS: dict[str, dict[str, str]] = {
    "en": {
        "code-subject": "Your code is {code}",
        "code-body": "Your code for application {reference} is {code}.\n\nIt works once, for 10 minutes. "
        "If you did not ask for it, you do not need to do anything.\n\n{organisation}",
        "asked-subject": "We need to know more: {reference}",
        "asked-body": "Dear {name}\n\nWe need to know more before we can go on with your application “{service}”.\n\n"
        "{information}\n\nAnswer here: {link}\nOr call us on {phone}.\n\n"
        "Your reference is {reference}.\n\n{organisation}",
    },
    # Draft: nobody has reviewed this Welsh yet.
    "cy": {
        "code-subject": "Eich cod yw {code}",
        "code-body": "Eich cod ar gyfer cais {reference} yw {code}.\n\nMae’n gweithio unwaith, am 10 munud. "
        "Os na wnaethoch ofyn amdano, does dim angen i chi wneud dim.\n\n{organisation}",
        "asked-subject": "Mae angen i ni wybod mwy: {reference}",
        "asked-body": "Annwyl {name}\n\nMae angen i ni wybod mwy cyn y gallwn fynd ymlaen â’ch cais “{service}”.\n\n"
        "{information}\n\nAtebwch yma: {link}\nNeu ffoniwch ni ar {phone}.\n\n"
        "Eich cyfeirnod yw {reference}.\n\n{organisation}",
    },
}


def our_words(key: str, *, language: str, **facts: str) -> str:
    """Words of our own, for what no definition words."""
    return _OURS.get(language, _OURS["en"])[key].format(**facts)


def day_in_words(day: date | None, language: str) -> str:
    """`24 November 2026`, in this language."""
    return f"{day.day} {months(language)[day.month - 1]} {day.year}" if day else ""


def status_link(organisation: str) -> str:
    """Where an applicant sees how things stand."""
    return f"{settings.TRELLIS.base_url}/{organisation}/status"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """How a case stands when something is told."""

    sent: Submission
    organisation: Organisation
    at: datetime
    case: Case | None = None
    name: str = ""
    """Whom it is told to."""
    team: str = ""
    due_on: date | None = None
    decided_on: date | None = None
    reasons: str = ""
    conditions: str = ""
    information: str = ""
    stage: str = ""
    clock: str = ""
    language: str = "en"


def blanks_of(now: Situation) -> dict[str, str]:
    """Everything that a message may name: what was answered, and how the case stands."""
    return _answers_in_words(now) | asdict(_standing(now))


def code_message(code: str, *, case: Case, organisation: Organisation, to: str, language: str) -> Draft:
    """The message with a code in it: sent, and never shown to staff."""
    facts = {"code": code, "reference": case.reference, "organisation": organisation.called(language)}
    return Draft(
        about=case.reference,
        channel=Message.Channel.EMAIL,
        to=to,
        subject=our_words("code-subject", language=language, **facts),
        body=our_words("code-body", language=language, **facts),
        language=language,
        template="status-code",
        private=True,
    )


def _standing(now: Situation) -> Blanks:
    definition, language = now.sent.compiled.definition, now.language
    work = definition.work
    chosen = next((each for each in work.outcomes if now.case and each.id == now.case.outcome), None) if work else None
    fee, due = pounds(now.sent.walk.fee.total_pence), day_in_words(now.due_on, language)
    return Blanks(
        reference=now.sent.reference,
        name=now.name,
        service=definition.title.to(language),
        organisation=now.organisation.called(language),
        team=now.team,
        phone=definition.help.phone,
        hours=definition.help.hours.to(language),
        link=status_link(now.organisation.key),
        next=definition.next.to(language) if definition.next else "",
        stage=now.stage,
        clock=now.clock,
        due=due,
        answer_by=due,
        extended_to=due,
        outcome=chosen.title.to(language) if chosen else "",
        reasons=now.reasons,
        conditions=now.conditions,
        appeal=chosen.appeal.to(language) if chosen and chosen.appeal else "",
        decided_on=day_in_words(now.decided_on, language),
        submitted_on=day_in_words(local_day(now.sent.submitted_at), language),
        today=day_in_words(local_day(now.at), language),
        information=now.information,
        asked_for=now.information,
        fee=fee,
        total=fee,
        paid=fee,
    )


def _answers_in_words(now: Situation) -> dict[str, str]:
    answers = now.sent.answers
    return {
        name_of(name): kinds.shown(question, answers[name], now.language)
        for name, question in now.sent.compiled.questions.items()
        if name in answers
    }
