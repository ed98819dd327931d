"""Telling people what happens, as the service declares: in their language, by the way they gave us, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from trellis.base.log import record
from trellis.cases import events
from trellis.cases.about import APPLICANT
from trellis.cases.models import CaseParty
from trellis.cases.reaching import Way, way_to_reach
from trellis.cases.situation import Occasion, situation
from trellis.cases.wording import Situation, blanks_of, our_words
from trellis.organisations.actors import Actor
from trellis.organisations.scope import acting
from trellis.people import actions as people
from trellis.people.errors import KeyErased
from trellis.people.models import Message
from trellis.services.language.blanks import fill
from trellis.services.language.compiled import Compiled
from trellis.services.language.model import Tell
from trellis.services.queries import compiled_for, journey_by_reference

INFORMATION_REQUESTED = "information requested"


def tell(occasion: Occasion, *, reference: str, at: datetime, by: Actor) -> int:
    """Write every message that the service declares for this; says how many were written."""
    with acting(by):
        # Most of what happens is told to nobody: that is known before anything sealed is opened.
        wanted = list(_wanted(compiled_for(journey_by_reference(reference, seen_by=by)), occasion))
        if not wanted and INFORMATION_REQUESTED not in occasion.on:
            return 0
        try:
            now = situation(reference, occasion=occasion, at=at, by=by)
        except KeyErased:
            return 0
        for number, each in wanted:
            _write(each, now, once=f"{occasion.once}-{number}", by=by)
        if not wanted and INFORMATION_REQUESTED in occasion.on:
            _ask_in_our_words(now, once=occasion.once, by=by)
    return len(wanted)


def _wanted(compiled: Compiled, occasion: Occasion) -> Iterator[tuple[int, Tell]]:
    for number, each in enumerate(compiled.definition.tell):
        if each.on in occasion.on:
            yield number, each


def _write(each: Tell, now: Situation, *, once: str, by: Actor) -> None:
    if each.to != APPLICANT and each.to not in now.sent.compiled.definition.participants:
        record(events.TeamTold(subject=now.sent.reference, team=each.to, template=each.template), by=by, at=now.at)
        return
    name, way = _recipient(each.to, now)
    template = now.sent.compiled.messages[each.template]
    if way is None:
        record(events.CouldNotTell(subject=now.sent.reference, template=each.template, to=each.to), by=by, at=now.at)
        return
    blanks = blanks_of(replace(now, name=name))
    draft = people.Draft(
        about=now.sent.reference,
        channel=way.channel,
        to=way.to,
        subject=fill(template.subject.to(now.language), blanks),
        body=fill(template.body.to(now.language), blanks),
        language=now.language,
        template=each.template,
        once=once,
    )
    people.write(draft=draft, key=now.sent.key, at=now.at, by=by)


def _recipient(role: str, now: Situation) -> tuple[str, Way | None]:
    if role in {APPLICANT, now.sent.participant} or now.case is None:
        return now.sent.contact.name, way_to_reach(now.sent)
    party = CaseParty.objects.select_related("person__key").filter(case=now.case, role=role).first()
    if party is None or party.person.email is None:
        return "", None
    person = party.person
    to = person.key.unseal(party.person.email, place="person:email").decode()
    return person.key.unseal(person.name, place="person:name").decode(), Way(channel=Message.Channel.EMAIL, to=to)


def _ask_in_our_words(now: Situation, *, once: str, by: Actor) -> None:
    """A request for information is always told, also where the definition forgot to word it: deadlines wait for it."""
    way = way_to_reach(now.sent)
    if way is None:
        record(events.CouldNotTell(subject=now.sent.reference, template="", to=APPLICANT), by=by, at=now.at)
        return
    blanks = blanks_of(now)
    facts = {
        key: blanks[key] for key in ("reference", "name", "service", "information", "link", "organisation", "phone")
    }
    draft = people.Draft(
        about=now.sent.reference,
        channel=way.channel,
        to=way.to,
        subject=our_words("asked-subject", language=now.language, **facts),
        body=our_words("asked-body", language=now.language, **facts),
        language=now.language,
        template="information-requested",
        once=once,
    )
    people.write(draft=draft, key=now.sent.key, at=now.at, by=by)
