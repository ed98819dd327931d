"""An organisation's connections to other systems, what was handed over to each, and where the two do not agree."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class Connection(models.Model):
    """One organisation's way to one other system."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    key = models.SlugField(max_length=60)
    connector = models.SlugField(max_length=60)
    described = models.JSONField()
    """Its file, as it was read: see `described.py`. Never a secret."""
    secrets = models.BinaryField(null=True)
    """Sealed JSON: {name: secret}."""
    inside = models.BooleanField(default=False)
    """Whoever runs the installation allowed it to reach a private network, or this machine."""
    begun_at = models.DateTimeField()
    """Cases opened before this are not handed over."""
    mark = models.CharField(max_length=200, blank=True)
    """Up to where its news was read."""
    rests_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    """How often in a row it did not answer."""
    trouble = models.CharField(max_length=300, blank=True)
    reconciled_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_connection_of_each_key"),
        ]

    def __str__(self) -> str:
        return self.key


class Handover(models.Model):
    """One piece of work for another system, and how far it has come: the outbox. See decision 0023."""

    class State(models.TextChoices):
        WAITING = "waiting"
        """Certainly not there."""
        SENDING = "sending"
        """A worker has it in hand. Once its claim has run out: unknown."""
        UNKNOWN = "unknown"
        """It may be there: it is looked up before it is sent again."""
        SENT = "sent"
        """Left there, and not confirmed yet."""
        ACCEPTED = "accepted"
        REFUSED = "refused"
        """It was not taken: somebody has to look."""
        ENDED = "ended"
        """They said that nothing more will happen."""

    TO_SEND: ClassVar = (State.WAITING, State.SENDING, State.UNKNOWN)
    THERE: ClassVar = (State.SENT, State.ACCEPTED)

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="handovers")
    key = models.CharField(max_length=80)
    """What the other side can know a repeat by."""
    about = models.CharField(max_length=11, db_index=True)
    """The reference of the case."""
    service = models.SlugField(max_length=60)
    occasion = models.CharField(max_length=80)
    sealed_with = models.ForeignKey("people.DataKey", on_delete=models.PROTECT, related_name="+")
    fields = models.BinaryField()
    """Sealed JSON of what is sent."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    number = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=80, blank=True)
    """Their code, as they said it."""
    note = models.BinaryField(null=True)
    """Sealed: their own words about how it stands."""
    receipt = models.CharField(max_length=200, blank=True)
    """What they gave, or what it went with, until they say a number."""
    by_hand = models.BooleanField(default=False)
    """Somebody typed it in: that system does not know our key of it."""
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    taken_in_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    """When they last said something new."""
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["connection", "due_at"],
                name="handovers_to_send",
                condition=Q(state__in=["waiting", "sending", "unknown"]),
            ),
            models.Index(
                fields=["connection", "due_at"], name="handovers_there", condition=Q(state__in=["sent", "accepted"])
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "key"], name="the_same_work_is_handed_over_once"),
            models.CheckConstraint(
                name="what_has_ended_says_when",
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Difference(models.Model):
    """Where we and another system do not agree, until they do again or somebody says how it was settled."""

    class Kind(models.TextChoices):
        REFUSED = "refused"
        GONE = "gone"
        """They had it, and now say that they do not."""
        TWICE = "twice"
        OTHER_CASE = "other-case"
        """They hold it under another case's reference."""
        OTHER_NUMBER = "other-number"
        UNKNOWN_CODE = "unknown-code"
        """Their status is none that the connection's file knows."""
        NOT_OURS = "not-ours"
        """They hold work of ours that we never handed over."""
        CODE_GONE = "code-gone"
        """They no longer know a code that the connection's file sends."""
        CANNOT_FOLLOW = "cannot-follow"
        """What they said cannot be done to the case as it stands."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="differences")
    handover = models.ForeignKey(Handover, null=True, on_delete=models.PROTECT, related_name="differences")
    about = models.CharField(max_length=11, blank=True, db_index=True)
    key = models.CharField(max_length=80)
    """The key of the work it is about."""
    kind = models.CharField(max_length=20, choices=Kind.choices)
    facts = models.JSONField(default=dict)
    """Their numbers and codes; never a person's words or details."""
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    because = models.CharField(max_length=500, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["connection", "key", "kind"],
                condition=Q(settled_at=None),
                name="a_difference_stands_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
