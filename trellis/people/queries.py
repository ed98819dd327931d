"""What can be asked about people and what was said to and by them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from trellis.organisations.actors import Actor
from trellis.people.models import Message, Person


def messages_about(reference: str, *, seen_by: Actor) -> QuerySet[Message]:
    """What was said about this application, oldest first, without codes and links. Evaluate inside `reading`."""
    return Message.objects.filter(about=reference, private=False).select_related("key").order_by("written_at", "pk")


def lapsed_claims(*, seen_by: Actor, now: datetime) -> QuerySet[Message]:
    """Messages whose worker died while sending them. Evaluate inside `reading`."""
    return Message.objects.filter(state=Message.State.SENDING, claimed_until__lt=now).select_related("key")


def messages_in_trouble(*, seen_by: Actor) -> QuerySet[Message]:
    """Messages that failed for good or are in doubt: somebody has to look. Evaluate inside `reading`."""
    return Message.objects.filter(state__in=[Message.State.FAILED, Message.State.DOUBT]).order_by("-written_at")


def outbox(*, seen_by: Actor) -> QuerySet[Message]:
    """Everything written to anybody, newest first: the demo's readable outbox. Evaluate inside `reading`."""
    return Message.objects.exclude(state=Message.State.RECEIVED).select_related("key").order_by("-written_at", "-pk")


def people_by_email_index(index: str, *, seen_by: Actor) -> QuerySet[Person]:
    """People who gave this e-mail address. Evaluate inside `reading`."""
    return Person.objects.filter(email_index=index).select_related("key")
