"""How a person can be reached: by e-mail first, then by text message, then by post; in the way they gave us."""

from __future__ import annotations

from dataclasses import dataclass

from trellis.people.models import Message
from trellis.services.language import kinds
from trellis.services.language.model import Kind
from trellis.services.queries import Submission

_MOBILE = ("+447", "07")


@dataclass(frozen=True, kw_only=True)
class Way:
    """A channel and the address to use on it."""

    channel: Message.Channel
    to: str


def way_to_reach(sent: Submission) -> Way | None:
    """The best way to reach the applicant, or None where they gave none."""
    if sent.contact.email:
        return Way(channel=Message.Channel.EMAIL, to=sent.contact.email)
    phone = sent.contact.phone.replace(" ", "")
    if phone.startswith(_MOBILE):
        return Way(channel=Message.Channel.SMS, to=phone)
    if address := postal_address(sent):
        return Way(channel=Message.Channel.LETTER, to="\n".join(address))
    return None


def postal_address(sent: Submission) -> tuple[str, ...]:
    """The name and the lines of the first address that was given; empty where none was."""
    for name, question in sent.compiled.questions.items():
        if question.type is Kind.ADDRESS and sent.answers.get(name):
            lines = kinds.shown(question, sent.answers[name], sent.language).splitlines()
            return tuple(line for line in (sent.contact.name, *lines) if line)
    return ()
