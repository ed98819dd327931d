from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from trellis.base.log import Event, record
from trellis.base.references import new_reference, read_reference
from trellis.components.research.errors import (
    AlreadyUsed,
    CannotBeTried,
    NoDraftNow,
    NoSuchNote,
    NoSuchPrototype,
    NoSuchSitting,
    PrototypeOver,
    WrongCode,
)
from trellis.components.research.events import (
    ObservationUsed,
    ObservationWritten,
    PrototypeClosed,
    PrototypeMade,
    SittingBegun,
    SittingEnded,
    SittingErased,
)
from trellis.components.research.models import Note, Prototype, Seen, Sitting
from trellis.components.research.rules import hash_of
from trellis.organisations.actors import Actor, Permission, each_organisation, require
from trellis.organisations.scope import acting, reading
from trellis.services import actions as services
from trellis.services import queries as reads
from trellis.services.language.editing import Add, seen_in
from trellis.services.layout import Moment

LONGEST = timedelta(days=60)
"""For how long a prototype can be tried, at most."""
KEPT = timedelta(days=180)
"""For how long recordings are kept after nobody can try the prototype any more."""
MOST_SEEN = 400
"""Pages that are recorded of one sitting; whoever goes on and on is not recorded further."""
AT_ONCE = 200


def make_prototype(*, draft: int, task: str, until: datetime, at: datetime, by: Actor) -> Prototype:
    """Let people try a draft as it stands now, by a link and a code.

    :raises CannotBeTried: where the draft cannot be read yet.
    """
    require(by, Permission.SERVICE_DESIGN)
    with acting(by):
        found = reads.draft(draft, seen_by=by)
        if found.checked.compiled is None:
            raise CannotBeTried
        made = Prototype.objects.create(
            organisation_id=by.organisation,
            draft_id=found.number,
            service=found.service,
            revision=found.revision,
            sources=found.sources.to_keep(),
            task=task,
            link=secrets.token_hex(5),
            code=new_reference(),
            made_at=at,
            made_by=by.label,
            expires_at=min(until, at + LONGEST),
        )
        record(
            PrototypeMade(subject=_subject(made), prototype=made.pk, draft=draft, revision=made.revision), by=by, at=at
        )
    return made


def close_prototype(*, prototype: int, at: datetime, by: Actor) -> None:
    """Let nobody try it any more. What was recorded stays for a while."""
    require(by, Permission.SERVICE_DESIGN)
    with acting(by):
        found = _prototype(prototype)
        if found.closed_at is None:
            found.closed_at = at
            found.save(update_fields=["closed_at"])
            record(PrototypeClosed(subject=_subject(found), prototype=found.pk), by=by, at=at)


def begin_sitting(*, link: str, code: str, language: str, at: datetime, by: Actor) -> str:
    """Somebody has the code and agrees to take part; gives the secret by which they go on.

    :raises NoSuchPrototype, PrototypeOver, WrongCode:
    """
    with acting(by):
        found = Prototype.objects.filter(link=link).first()
        if found is None:
            raise NoSuchPrototype
        if found.closed_at or found.expires_at <= at:
            raise PrototypeOver
        if read_reference(code) != found.code:
            raise WrongCode
        secret = secrets.token_urlsafe(24)
        sitting = Sitting.objects.create(
            organisation_id=by.organisation,
            prototype=found,
            token_hash=hash_of(secret),
            language=language,
            agreed_at=at,
        )
        record(SittingBegun(subject=_subject(found), prototype=found.pk, sitting=sitting.pk), by=by, at=at)
    return secret


def note_moment(*, sitting: int, moment: Moment, at: datetime, by: Actor) -> None:
    """A page was shown to somebody who tries a prototype. Which one, when and how: nothing of what they typed."""
    with acting(by):
        if Seen.objects.filter(sitting=sitting).count() >= MOST_SEEN:
            return
        Seen.objects.create(
            organisation_id=by.organisation,
            sitting_id=sitting,
            how=moment.how,
            page=moment.page[:130],
            item=moment.item,
            refused=list(moment.refused),
            at=at,
        )


def end_sitting(*, sitting: int, at: datetime, by: Actor) -> None:
    """Somebody has finished, or stops here. Twice is the same as once."""
    with acting(by):
        found = _sitting(sitting)
        if found.ended_at is None:
            found.ended_at = at
            found.save(update_fields=["ended_at"])
            record(_told(SittingEnded, found), by=by, at=at)


def erase_sitting(*, sitting: int, at: datetime, by: Actor) -> None:
    """Somebody does not want to have taken part: what was recorded of them goes, and what was noted about it."""
    with acting(by):
        found = _sitting(sitting)
        told = _told(SittingErased, found)
        found.delete()
        record(told, by=by, at=at)


def observe(
    *, prototype: int, sitting: int | None, place: str, heading: str, words: str, at: datetime, by: Actor
) -> Note:
    """Write down what was seen, about one element."""
    require(by, Permission.SERVICE_DESIGN)
    with acting(by):
        found = _prototype(prototype)
        if sitting is not None and not Sitting.objects.filter(pk=sitting, prototype=found).exists():
            raise NoSuchSitting
        note = Note.objects.create(
            organisation_id=by.organisation,
            prototype=found,
            sitting_id=sitting,
            place=place,
            heading=heading[:300],
            words=words,
            written_at=at,
            written_by=by.label,
        )
        told = ObservationWritten(subject=_subject(found), prototype=found.pk, note=note.pk, place=place)
        record(told, by=by, at=at)
    return note


def make_evidence(*, note: int, need: str, asked: str, at: datetime, by: Actor) -> int:
    """What was seen is evidence of a need, in the draft that is open now; gives its number.

    :raises NoDraftNow: where nobody writes the service now.
    :raises AlreadyUsed: where something was made of it before.
    :raises NotThere: where the draft has no such need any more.
    """
    with acting(by):
        found, draft = _note(note, by=by)
        said = {"source": "user research with a prototype", "asked": asked, "says": found.words}
        services.change_draft(
            draft=draft.number,
            edits=[Add(into=("needs", need, "evidence"), what=said)],
            seen=seen_in(draft.data),
            words=f"Added a finding of a test with people: “{found.words}”",
            at=at,
            by=by,
        )
        _used(found, Note.Became.EVIDENCE, at=at, by=by)
    return draft.number


def make_point(*, note: int, at: datetime, by: Actor) -> int:
    """What was seen is something to change: an open comment on the element, in the draft that is open now.

    :raises NoDraftNow, AlreadyUsed:
    """
    with acting(by):
        found, draft = _note(note, by=by)
        services.comment(draft=draft.number, place=found.place, heading=found.heading, words=found.words, at=at, by=by)
        _used(found, Note.Became.POINT, at=at, by=by)
    return draft.number


def forget_old_sittings(at: datetime) -> None:
    """Erase what was recorded of tests that are over for half a year."""
    for by in each_organisation(doing="forgetting"):
        with reading(by):
            over = Sitting.objects.filter(prototype__expires_at__lte=at - KEPT)
            numbers = list(over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        for number in numbers:
            erase_sitting(sitting=number, at=at, by=by)


def _note(number: int, *, by: Actor) -> tuple[Note, reads.DraftView]:
    require(by, Permission.SERVICE_DESIGN)
    found = Note.objects.select_for_update(of=("self",)).select_related("prototype").filter(pk=number).first()
    if found is None:
        raise NoSuchNote
    if found.became:
        raise AlreadyUsed
    lines = reads.studio_services(seen_by=by)
    draft = next((each.draft for each in lines if each.service == found.prototype.service), None)
    if draft is None:
        raise NoDraftNow
    return found, reads.draft(draft, seen_by=by)


def _used(note: Note, became: Note.Became, *, at: datetime, by: Actor) -> None:
    note.became = became.value
    note.save(update_fields=["became"])
    told = ObservationUsed(
        subject=_subject(note.prototype), prototype=note.prototype_id, note=note.pk, became=note.became
    )
    record(told, by=by, at=at)


def _prototype(number: int) -> Prototype:
    found = Prototype.objects.filter(pk=number).first()
    if found is None:
        raise NoSuchPrototype
    return found


def _sitting(number: int) -> Sitting:
    found = Sitting.objects.select_related("prototype").filter(pk=number).first()
    if found is None:
        raise NoSuchSitting
    return found


def _told(event: type[SittingEnded] | type[SittingErased], sitting: Sitting) -> Event:
    return event(subject=_subject(sitting.prototype), prototype=sitting.prototype_id, sitting=sitting.pk)


def _subject(prototype: Prototype) -> str:
    return f"service:{prototype.service}"
