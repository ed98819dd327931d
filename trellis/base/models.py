"""Tables of the one log, its seals, what waits to be delivered, and the heartbeat of each schedule."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class LogEntry(models.Model):
    """One thing that happened: written once, never changed, never removed before its retention ends."""

    organisation_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    actor = models.CharField(max_length=80)
    actor_label = models.CharField(max_length=200)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation_id")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation_id", "subject", "id"], name="log_by_subject"),
            models.Index(fields=["organisation_id", "kind", "happened_at"], name="log_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Seal(models.Model):
    """A batch of log entries, each with its digest, chained to the batch before it."""

    organisation_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    entries = models.JSONField()
    """[[entry id, digest], ...] in order."""
    head = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    up_to = models.BigIntegerField()
    """The highest entry id in this or any earlier batch."""

    objects = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation_id", "number"], name="one_seal_of_each_number"),
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"


class Delivery(models.Model):
    """An event on its way to one subscriber. Done exactly once: the mark and the effect share a transaction."""

    organisation_id = models.BigIntegerField()
    entry = models.ForeignKey(LogEntry, on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    given_up = models.BooleanField(default=False)

    # Not scoped: the worker claims across organisations, then acts within one. It holds keys, no personal data.
    objects = models.Manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="deliveries_waiting", condition=Q(done_at=None, given_up=False)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "subscriber"], name="delivered_once_to_each_subscriber"),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} {self.entry_id}"


class Heartbeat(models.Model):
    """When a schedule last ran, and whether it ended well."""

    key = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return self.key
