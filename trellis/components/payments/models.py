"""Money asked for submissions, and how each request stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class ChargeRow(models.Model):
    """Money asked for one submission."""

    class State(models.TextChoices):
        PENDING = "pending"
        PAID = "paid"
        FAILED = "failed"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    reference = models.CharField(max_length=40, unique=True)
    """What the provider knows it by: asking twice with one reference charges once."""
    about = models.CharField(max_length=43, db_index=True)
    pence = models.PositiveIntegerField()
    lines = models.JSONField()
    description = models.CharField(max_length=200)
    return_to = models.CharField(max_length=400)
    provider = models.CharField(max_length=40)
    provider_reference = models.CharField(max_length=80, blank=True)
    pay_at = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    why = models.CharField(max_length=200, blank=True)
    begun_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        db_table = "payments_charge"
        indexes: ClassVar = [
            models.Index(fields=["organisation", "begun_at"], name="charges_pending", condition=Q(state="pending"))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about"], condition=~Q(state="failed"), name="one_charge_in_force_for_a_submission"
            ),
            models.CheckConstraint(name="a_charge_asks_for_something", condition=Q(pence__gt=0)),
        ]

    def __str__(self) -> str:
        return self.reference


class SandboxPayment(models.Model):
    """The sandbox provider's own book. It stands for another organisation's system, so nothing of ours refers to it."""

    reference = models.CharField(max_length=40, unique=True)
    pence = models.PositiveIntegerField()
    description = models.CharField(max_length=200)
    return_to = models.CharField(max_length=400)
    state = models.CharField(max_length=10, default="created")
    times_taken = models.PositiveSmallIntegerField(default=0)
    known_from = models.DateTimeField(null=True)
    """A late payment: the provider says `pending` until then."""

    objects = models.Manager()

    def __str__(self) -> str:
        return self.reference
