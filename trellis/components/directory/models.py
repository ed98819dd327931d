"""Contacts and councillors of an organisation, each with what everybody may know, and where a contact stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager


class ContactRow(models.Model):
    """A contact of an organisation. What it says is in one place; pages and services only show it."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)
    facts = models.JSONField()
    places = models.JSONField(default=list)
    """Where it is shown: `missed-bin`, `guidance/bin-days`; each an address under the organisation's."""
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_contact_of_each_key"),
        ]

    def __str__(self) -> str:
        return self.key


class CouncillorRow(models.Model):
    """A councillor of an organisation."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)
    facts = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_councillor_of_each_key"),
        ]

    def __str__(self) -> str:
        return self.key
