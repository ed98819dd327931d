"""What changes what an organisation knows of people, and what it says to them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from trellis.base.log import record
from trellis.base.prepared import insert
from trellis.organisations.actors import Actor
from trellis.organisations.keys import look_up_value, wrapped_data_key
from trellis.organisations.models import Account
from trellis.organisations.scope import acting
from trellis.people import events
from trellis.people.contact import Contact
from trellis.people.models import AccountLink, DataKey, Message, Person


def make_key(*, by: Actor) -> DataKey:
    """A new key for one participant's part of an application."""
    with acting(by):
        return insert(DataKey(organisation_id=by.organisation, wrapped=wrapped_data_key(organisation=by.organisation)))


def erase(*, key: DataKey, about: str, at: datetime, by: Actor) -> None:
    """Make everything sealed with this key unreadable, at once and for good."""
    with acting(by):
        key.wrapped, key.erased_at = None, at
        key.save(update_fields=["wrapped", "erased_at"])
        # What they could be found by says something about them too.
        Person.objects.filter(key=key).update(email_index="")
        record(events.DetailsErased(subject=about, key=key.pk), by=by, at=at)


def get_to_know(*, contact: Contact, key: DataKey, at: datetime, by: Actor) -> Person:
    """Remember a person who applied: name and how to reach them, sealed with the key of their application."""
    with acting(by):
        index = look_up_value(contact.email, organisation=by.organisation, place="email") if contact.email else ""
        return Person.objects.create(
            organisation_id=by.organisation,
            key=key,
            name=key.seal(contact.name, place="person:name"),
            email=key.seal(contact.email, place="person:email") if contact.email else None,
            phone=key.seal(contact.phone, place="person:phone") if contact.phone else None,
            email_index=index,
            language=contact.language,
            known_since=at,
        )


def link_account(*, account: Account, person: Person, at: datetime, by: Actor) -> AccountLink:
    """Say that an account is this person."""
    with acting(by):
        link = AccountLink.objects.create(organisation_id=by.organisation, account=account, person=person, linked_at=at)
        record(events.AccountLinked(subject=f"person:{person.pk}", account=account.pk, person=person.pk), by=by, at=at)
    return link


def unlink_account(*, link: AccountLink, at: datetime, by: Actor) -> None:
    """Say that an account is not this person after all. That it was once said stays in the log."""
    with acting(by):
        link.undone_at = at
        link.save(update_fields=["undone_at"])
        undone = events.AccountUnlinked(
            subject=f"person:{link.person_id}", account=link.account_id, person=link.person_id
        )
        record(undone, by=by, at=at)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message before it is written down: to whom, how, in which words."""

    about: str
    channel: Message.Channel
    to: str
    subject: str
    body: str
    language: str = "en"
    template: str = ""
    private: bool = False
    once: str = ""
    """Where given, the same words for the same reason are written only once, however often it is asked."""


def write(*, draft: Draft, key: DataKey, at: datetime, by: Actor) -> Message:
    """Write to a person. It is sent after this transaction has ended well."""
    reference = draft.once or secrets.token_hex(12)
    with acting(by):
        if draft.once and (already := Message.objects.filter(reference=reference).first()):
            return already
        message = _keep(draft, reference=reference, key=key, state=Message.State.WAITING, at=at, by=by)
        written = events.MessageWritten(
            subject=draft.about, message=reference, channel=draft.channel, template=draft.template
        )
        record(written, by=by, at=at)
    return message


def receive(*, draft: Draft, key: DataKey, at: datetime, by: Actor) -> Message:
    """Take in what a person wrote to us."""
    with acting(by):
        message = _keep(draft, reference=secrets.token_hex(12), key=key, state=Message.State.RECEIVED, at=at, by=by)
        record(events.MessageReceived(subject=draft.about, message=message.reference), by=by, at=at)
    return message


def _keep(draft: Draft, *, reference: str, key: DataKey, state: Message.State, at: datetime, by: Actor) -> Message:
    return Message.objects.create(
        organisation_id=by.organisation,
        reference=reference,
        about=draft.about,
        key=key,
        channel=draft.channel,
        template=draft.template,
        to=key.seal(draft.to, place=f"{reference}:to"),
        subject=key.seal(draft.subject, place=f"{reference}:subject"),
        body=key.seal(draft.body, place=f"{reference}:body"),
        private=draft.private,
        language=draft.language,
        state=state,
        written_at=at,
        due_at=at,
    )


def claim_messages(*, most: int, until: datetime, now: datetime, by: Actor) -> list[Message]:
    """Take up to `most` messages that are due, so that no other worker sends them as well.

    A claim that ran out (its worker died while sending) may or may not have reached the provider: see `settle_doubts`.
    """
    with acting(by):
        due = (
            Message.objects.filter(state=Message.State.WAITING, due_at__lte=now)
            .select_for_update(skip_locked=True)
            .order_by("due_at")[:most]
        )
        numbers = [message.pk for message in due]
        Message.objects.filter(pk__in=numbers).update(state=Message.State.SENDING, claimed_until=until)
        return list(Message.objects.filter(pk__in=numbers).select_related("key"))


def settle_message(*, message: Message, state: Message.State, error: str = "", at: datetime, by: Actor) -> None:
    """Write down that a message was sent, failed for good, or is in doubt."""
    with acting(by):
        message.state, message.settled_at, message.error, message.claimed_until = state, at, error[:300], None
        message.save(update_fields=["state", "settled_at", "error", "claimed_until"])
        settled = events.MessageSettled(subject=message.about, message=message.reference, state=state)
        record(settled, by=by, at=at)


def told_by_hand(*, message: Message, at: datetime, by: Actor) -> None:
    """Write down that a colleague has told somebody what a message could not: it is in trouble no longer."""
    with acting(by):
        message.state, message.settled_at = Message.State.TOLD, at
        message.save(update_fields=["state", "settled_at"])
        record(events.MessageToldByHand(subject=message.about, message=message.reference), by=by, at=at)


def postpone_message(*, message: Message, until: datetime, error: str, by: Actor) -> None:
    """Try a message again later: it certainly has not been sent."""
    with acting(by):
        message.state, message.due_at, message.error, message.claimed_until = (
            Message.State.WAITING,
            until,
            error[:300],
            None,
        )
        message.attempts += 1
        message.save(update_fields=["state", "due_at", "error", "claimed_until", "attempts"])
