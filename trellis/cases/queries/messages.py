"""What was said between the team and the people of a case, opened."""

from __future__ import annotations

from collections.abc import Iterable

from trellis.cases.shown import MessageView
from trellis.people.models import Message

STATE_WORDS = {
    Message.State.WAITING: "Not sent yet",
    Message.State.SENDING: "Being sent",
    Message.State.SENT: "Sent",
    Message.State.FAILED: "Could not be delivered",
    Message.State.DOUBT: "May not have arrived",
    Message.State.RECEIVED: "Received",
}
_TROUBLE = frozenset({Message.State.FAILED, Message.State.DOUBT})


def shown_messages(messages: Iterable[Message]) -> tuple[MessageView, ...]:
    """Messages as they are shown, in the order given; those whose key is erased are left out."""
    return tuple(_shown(each) for each in messages if each.key.wrapped is not None)


def _shown(message: Message) -> MessageView:
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
        state_words=STATE_WORDS[state],
        trouble=state in _TROUBLE,
    )
