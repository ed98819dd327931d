"""What was said between the team and the people of a case, opened."""

from __future__ import annotations

from collections.abc import Iterable

from trellis.cases.shown import MessageView
from trellis.cases.words import say
from trellis.people.models import Message

_TROUBLE = frozenset({Message.State.FAILED, Message.State.DOUBT})


def shown_messages(messages: Iterable[Message], *, language: str) -> tuple[MessageView, ...]:
    """Messages as they are shown, in the order given; those whose key is erased are left out."""
    return tuple(_shown(each, language) for each in messages if each.key.wrapped is not None)


def _shown(message: Message, language: str) -> MessageView:
    words, state = message.words(), Message.State(message.state)
    return MessageView(
        reference=message.reference,
        incoming=message.incoming,
        channel=message.channel,
        to=message.addressee(),
        subject=words.subject,
        body=words.body,
        at=message.written_at,
        state=state,
        state_words=say(f"message.{state}", language),
        trouble=state in _TROUBLE,
    )
