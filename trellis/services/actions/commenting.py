from __future__ import annotations

from datetime import datetime

from trellis.base.log import record
from trellis.organisations.actors import Actor, Permission, require
from trellis.organisations.scope import acting
from trellis.services.errors import NoSuchComment, NoSuchDraft
from trellis.services.events import CommentReopened, CommentSettled, CommentWritten
from trellis.services.models import Comment, Draft


def comment(*, draft: int, place: str, heading: str, words: str, at: datetime, by: Actor) -> Comment:
    """Say something about one element of a draft, told by its address. It stays open until somebody settles it.

    :raises NoSuchDraft: where nobody works on the draft any more.
    """
    _may_comment(by)
    with acting(by):
        found = Draft.objects.filter(pk=draft, state=Draft.State.OPEN).first()
        if found is None:
            raise NoSuchDraft
        return _written(found, place=place, heading=heading, words=words, at=at, by=by)


def reply(*, comment: int, words: str, at: datetime, by: Actor) -> Comment:
    """Answer a comment. It stays as open or settled as it was."""
    _may_comment(by)
    with acting(by):
        about = _said(comment)
        return _written(about.draft, place=about.place, heading=about.heading, words=words, answers=about, at=at, by=by)


def settle_comment(*, comment: int, at: datetime, by: Actor) -> Comment:
    """There is no more to do about a comment. Twice is the same as once."""
    _may_comment(by)
    with acting(by):
        found = _said(comment)
        if found.settled_at is None:
            found.settled_at, found.settled_by = at, by.label
            found.save(update_fields=["settled_at", "settled_by"])
            told = CommentSettled(subject=f"service:{found.service}", draft=found.draft_id, comment=found.pk)
            record(told, by=by, at=at)
    return found


def reopen_comment(*, comment: int, at: datetime, by: Actor) -> Comment:
    """There is more to do about a comment after all."""
    _may_comment(by)
    with acting(by):
        found = _said(comment)
        if found.settled_at is not None:
            found.settled_at, found.settled_by = None, ""
            found.save(update_fields=["settled_at", "settled_by"])
            told = CommentReopened(subject=f"service:{found.service}", draft=found.draft_id, comment=found.pk)
            record(told, by=by, at=at)
    return found


def _written(
    draft: Draft,
    *,
    place: str,
    heading: str,
    words: str,
    answers: Comment | None = None,
    at: datetime,
    by: Actor,
) -> Comment:
    made = Comment.objects.create(
        organisation_id=by.organisation,
        draft=draft,
        service=draft.service,
        place=place,
        heading=heading[:300],
        answers=answers,
        words=words,
        written_at=at,
        written_by=by.label,
    )
    told = CommentWritten(subject=f"service:{draft.service}", draft=draft.pk, comment=made.pk, place=place)
    record(told, by=by, at=at)
    return made


def _said(number: int) -> Comment:
    found = (
        Comment.objects.select_for_update(of=("self",)).select_related("draft").filter(pk=number, answers=None).first()
    )
    if found is None:
        raise NoSuchComment
    return found


def _may_comment(by: Actor) -> None:
    """Whoever writes a service, and whoever reviews and publishes it."""
    if not by.may(Permission.SERVICE_PUBLISH):
        require(by, Permission.SERVICE_DESIGN)
