"""Reading comments: what was said about the elements of a draft, and what of it is still open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.services.language.addresses import to_address
from trellis.services.language.editing import NotThere, look
from trellis.services.models import Comment
from trellis.services.queries.drafts import DraftView, may_see


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody said."""

    words: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A comment on one element, with the replies."""

    number: int
    place: str
    heading: str
    first: Said
    replies: tuple[Said, ...]
    settled_at: datetime | None
    settled_by: str
    gone: bool = False
    """Whether the element is not in the draft any more."""

    @property
    def open(self) -> bool:
        return self.settled_at is None


def talks(draft: DraftView, *, seen_by: Actor) -> tuple[Talk, ...]:
    """What was said about a draft, oldest first; and what is still open from an earlier draft of the same service."""
    may_see(seen_by)
    with reading(seen_by):
        said = Comment.objects.filter(service=draft.service).filter(Q(draft=draft.number) | Q(settled_at=None))
        rows = list(said.order_by("pk"))
    replies: dict[int, list[Comment]] = {}
    for each in rows:
        if each.answers_id is not None:
            replies.setdefault(each.answers_id, []).append(each)
    return tuple(
        replace(_talk(each, replies.get(each.pk, ())), gone=not is_there(draft, each.place))
        for each in rows
        if each.answers_id is None
    )


def is_there(draft: DraftView, place: str) -> bool:
    """Whether a draft still has the element at this address."""
    if f"{place}.yaml" in draft.sources.shared:
        return True
    try:
        look(draft.data, to_address(place))
    except NotThere:
        return False
    return True


def _talk(comment: Comment, replies: Collection[Comment]) -> Talk:
    return Talk(
        number=comment.pk,
        place=comment.place,
        heading=comment.heading,
        first=_said(comment),
        replies=tuple(_said(each) for each in replies),
        settled_at=comment.settled_at,
        settled_by=comment.settled_by,
    )


def _said(comment: Comment) -> Said:
    return Said(words=comment.words, at=comment.written_at, by=comment.written_by)


def open_talks(found: Sequence[Talk]) -> tuple[Talk, ...]:
    """What somebody still has to do something about."""
    return tuple(each for each in found if each.open)
