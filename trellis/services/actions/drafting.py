"""Writing a service: a draft is begun, changed a little at a time, shown to somebody else, and published or dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from trellis.base.log import record
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import acting
from trellis.services.actions.publishing import publish, refuse_unfit
from trellis.services.errors import (
    DraftExists,
    ElementChanged,
    NoSuchDraft,
    NoSuchService,
    NotAsked,
    NothingToUndo,
    NotPublishable,
    PublishedMeanwhile,
    SecondPersonPublishes,
)
from trellis.services.events import DraftChanged, DraftDropped, DraftPublished, DraftReviewAsked, DraftStarted
from trellis.services.language.compiled import Compiled
from trellis.services.language.editing import CannotSplice, Edit, Seen, Splice, edited, taken_back
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.model import Definition, MessageTemplate, Part
from trellis.services.language.sources import Sources
from trellis.services.models import Draft, DraftChange, LiveService, ServiceVersion


def start_draft(*, service: str, at: datetime, by: Actor) -> Draft:
    """Begin to change a service, from the version that is offered now. Where somebody has begun already, that draft.

    :raises NoSuchService: where it is not offered, or was published without its files.
    """
    require(by, Permission.SERVICE_DESIGN)
    with acting(by):
        if under_way := Draft.objects.filter(service=service, state=Draft.State.OPEN).first():
            return under_way
        live = LiveService.objects.select_related("version").filter(service=service).first()
        if live is None or not live.version.sources:
            raise NoSuchService
        sources = Sources.kept(live.version.sources, service=service)
        return _started(sources, base=live.version.hash, at=at, by=by)


def start_new_draft(*, sources: Sources, at: datetime, by: Actor) -> Draft:
    """Begin a service, from a text: a beginning of ours, or a file from elsewhere.

    :raises DraftExists: where somebody is writing it already.
    :raises DefinitionRefused: where the text cannot be read at all. Whatever else is wrong, the checker will say.
    """
    require(by, Permission.SERVICE_DESIGN)
    sources.tree()
    with acting(by):
        live = LiveService.objects.select_related("version").filter(service=sources.service).first()
        try:
            with transaction.atomic():
                return _started(sources, base=live.version.hash if live else "", at=at, by=by)
        except IntegrityError:
            raise DraftExists from None


def change_draft(
    *, draft: int, edits: Sequence[Edit], seen: Seen, words: str, file: str = "", at: datetime, by: Actor
) -> Draft:
    """Change a draft as somebody typed it, on top of whatever others changed meanwhile.

    :raises ElementChanged: where somebody changed the same thing meanwhile. Nothing is lost: it says what stands there.
    :raises NotThere: where what it is about is gone.
    :raises CannotSplice: where the file is written so that this cannot be changed without disturbing it.
    """

    def change(sources: Sources) -> tuple[str, Sequence[Splice]]:
        text = sources.text_of(file)
        if not seen.still_so(sources.tree(file).data):
            raise ElementChanged
        done = edited(text, edits, model=model_of(file))
        return done.text, done.splices

    return _changed(draft, change, words=words, file=file, at=at, by=by)


def replace_text(*, draft: int, text: str, revision: int, words: str, file: str = "", at: datetime, by: Actor) -> Draft:
    """Put another text in place of a whole file, as somebody edited it elsewhere; or add a shared file.

    :raises ElementChanged: where the draft was changed since that revision.
    :raises DefinitionRefused: where the text cannot be read at all.
    """

    def change(sources: Sources) -> tuple[str, Sequence[Splice]]:
        sources.with_text(text, file=file).tree(file)
        was = _written(sources, file)
        return text, [] if was == text else [Splice(start=0, was=was, now=text)]

    return _changed(draft, change, words=words, file=file, at=at, by=by, expected=revision)


def undo_change(*, draft: int, revision: int, at: datetime, by: Actor) -> Draft:
    """Take back the last change of a draft.

    :raises NothingToUndo: where something was changed since.
    """
    with acting(by):
        last = DraftChange.objects.filter(draft=draft, revision=revision).first()
    if last is None:
        raise NothingToUndo

    def change(sources: Sources) -> tuple[str, Sequence[Splice]]:
        splices = [Splice(start=start, was=was, now=now) for start, was, now in last.splices]
        try:
            text = taken_back(_written(sources, last.file), splices)
        except CannotSplice:
            raise NothingToUndo from None
        return text, [each.back for each in reversed(splices)]

    words = f"Took back: {last.words}"[:300]
    try:
        return _changed(draft, change, words=words, file=last.file, at=at, by=by, expected=revision)
    except ElementChanged:
        raise NothingToUndo from None


def ask_for_review(*, draft: int, revision: int, at: datetime, by: Actor) -> Draft:
    """Ask for somebody else to look at a draft and publish it. A change after that means asking again.

    :raises ElementChanged: where it was changed since it was looked at.
    :raises NotPublishable: where the checker refuses something.
    """
    require(by, Permission.SERVICE_DESIGN)
    with acting(by):
        found = _open(draft)
        if found.revision != revision:
            raise ElementChanged
        refuse_unfit(_compiled(found))
        found.review_asked_at, found.review_asked_by, found.review_asked_key = at, by.label, by.key
        found.save(update_fields=["review_asked_at", "review_asked_by", "review_asked_key"])
        record(DraftReviewAsked(subject=_subject(found), draft=found.pk, revision=revision), by=by, at=at)
    return found


def publish_draft(*, draft: int, revision: int, live: str, at: datetime, by: Actor) -> ServiceVersion:
    """Make a draft the version that new journeys begin with. Who asked for the review does not publish it.

    `revision` and `live` (the hash of what was offered then) are what the change list was read against.

    :raises NotAsked: where nobody asked for a review since its last change.
    :raises SecondPersonPublishes: where who asked is who publishes.
    :raises ElementChanged: where the draft was changed since it was read.
    :raises PublishedMeanwhile: where another version went live since it was read.
    :raises NotPublishable: where the checker refuses something.
    """
    require(by, Permission.SERVICE_PUBLISH)
    with acting(by):
        found = _open(draft)
        if found.revision != revision:
            raise ElementChanged
        if not found.review_asked_key:
            raise NotAsked
        if found.review_asked_key == by.key:
            raise SecondPersonPublishes
        if live != _live_hash(found.service):
            raise PublishedMeanwhile
        sources = Sources.kept(found.sources, service=found.service)
        version = publish(compiled=_compiled(found), sources=sources, at=at, by=by)
        found.state = Draft.State.PUBLISHED
        found.save(update_fields=["state"])
        told = DraftPublished(subject=_subject(found), draft=found.pk, revision=revision, version_hash=version.hash)
        record(told, by=by, at=at)
    return version


def drop_draft(*, draft: int, at: datetime, by: Actor) -> None:
    """Put a draft away. What is offered stays as it is."""
    require(by, Permission.SERVICE_DESIGN)
    with acting(by):
        found = _open(draft)
        found.state = Draft.State.DROPPED
        found.save(update_fields=["state"])
        record(DraftDropped(subject=_subject(found), draft=found.pk), by=by, at=at)


def rewrite(
    *,
    draft: int,
    change: Callable[[Sources], tuple[str, Sequence[Splice]]],
    words: str,
    file: str,
    at: datetime,
    by: Actor,
) -> Draft:
    """Change one file of a draft by a function of all its files as they are now."""
    return _changed(draft, change, words=words, file=file, at=at, by=by)


def model_of(file: str) -> type[Part] | None:
    """What a file describes, as far as the studio changes it."""
    return MessageTemplate if file.startswith("messages/") else None if file else Definition


def _started(sources: Sources, *, base: str, at: datetime, by: Actor) -> Draft:
    draft = Draft.objects.create(
        organisation_id=by.organisation,
        service=sources.service,
        sources=sources.to_keep(),
        base=base,
        started_at=at,
        started_by=by.label,
        changed_at=at,
        changed_by=by.label,
    )
    record(DraftStarted(subject=_subject(draft), draft=draft.pk, base=base), by=by, at=at)
    return draft


def _changed(
    draft: int,
    change: Callable[[Sources], tuple[str, Sequence[Splice]]],
    *,
    words: str,
    file: str,
    at: datetime,
    by: Actor,
    expected: int | None = None,
) -> Draft:
    require(by, Permission.SERVICE_DESIGN)
    with acting(by):
        found = _open(draft)
        if expected is not None and found.revision != expected:
            raise ElementChanged
        sources = Sources.kept(found.sources, service=found.service)
        text, splices = change(sources)
        if not splices:
            return found
        found.sources = sources.with_text(text, file=file).to_keep()
        found.revision += 1
        found.changed_at, found.changed_by = at, by.label
        found.review_asked_at, found.review_asked_by, found.review_asked_key = None, "", ""
        found.save()
        DraftChange.objects.create(
            organisation_id=by.organisation,
            draft=found,
            revision=found.revision,
            file=file,
            splices=[[each.start, each.was, each.now] for each in splices],
            words=words[:300],
            changed_at=at,
            changed_by=by.label,
        )
        record(DraftChanged(subject=_subject(found), draft=found.pk, revision=found.revision), by=by, at=at)
    return found


def _written(sources: Sources, file: str) -> str:
    """The text of a file; nothing where it is not there yet."""
    return sources.shared.get(file, "") if file else sources.text


def _open(draft: int) -> Draft:
    found = Draft.objects.select_for_update(of=("self",)).filter(pk=draft, state=Draft.State.OPEN).first()
    if found is None:
        raise NoSuchDraft
    return found


def _compiled(draft: Draft) -> Compiled:
    try:
        return Sources.kept(draft.sources, service=draft.service).compiled()
    except DefinitionRefused as refused:
        raise NotPublishable(str(refused)) from refused


def _live_hash(service: str) -> str:
    return LiveService.objects.filter(service=service).values_list("version__hash", flat=True).first() or ""


def _subject(draft: Draft) -> str:
    return f"service:{draft.service}"
