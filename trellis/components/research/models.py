"""Prototypes, what happened while people tried them, and what an observer saw. No answer, no name, no keystroke."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class Prototype(models.Model):
    """A draft as it was at one moment, for people to try: everybody tries the same."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey("services.Draft", on_delete=models.PROTECT, related_name="+")
    service = models.SlugField(max_length=60)
    revision = models.PositiveIntegerField()
    """Of the draft, when this was made from it."""
    sources = models.JSONField()
    task = models.TextField(max_length=2000)
    """What people are asked to do, in words: `You have a bin that was not emptied. Tell the council.`"""
    link = models.SlugField(max_length=20, unique=True)
    code = models.CharField(max_length=11)
    """What opens it: told to who takes part, and kept in clear, since the desk has to tell it again."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_prototype_ends_after_it_begins", condition=Q(expires_at__gt=models.F("made_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"prototype of {self.service}"


class Sitting(models.Model):
    """One person who tried a prototype, known by nothing: not even their browser is."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    prototype = models.ForeignKey(Prototype, on_delete=models.PROTECT, related_name="sittings")
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=3)
    agreed_at = models.DateTimeField()
    """When they said that they want to take part. Without that there is no sitting."""
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"sitting {self.pk}"


class Seen(models.Model):
    """A page that was shown in a sitting, and how they came to it."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="seen")
    how = models.CharField(max_length=10)
    page = models.CharField(max_length=130)
    item = models.PositiveIntegerField(null=True)
    refused = models.JSONField(default=list)
    """The questions whose answers could not be used."""
    at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"{self.how} {self.page}"


class Note(models.Model):
    """What an observer saw, about one element."""

    class Became(models.TextChoices):
        NOTHING = "", "nothing yet"
        EVIDENCE = "evidence", "evidence"
        POINT = "point", "something to change"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    prototype = models.ForeignKey(Prototype, on_delete=models.PROTECT, related_name="notes")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="notes", null=True)
    place = models.CharField(max_length=300)
    heading = models.CharField(max_length=300)
    words = models.TextField(max_length=2000)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    became = models.CharField(max_length=10, choices=Became.choices, default=Became.NOTHING, blank=True)

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"note on {self.place}"
