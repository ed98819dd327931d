"""Documents, each sealed and about one application or case."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager


class Document(models.Model):
    """A file that somebody sent or that we made. Its content stands sealed in the file storage."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    about = models.CharField(max_length=43, db_index=True)
    evidence = models.CharField(max_length=60, blank=True)
    name = models.BinaryField()
    """Sealed: a file's name often holds its owner's."""
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.ForeignKey("people.DataKey", on_delete=models.PROTECT, related_name="+")
    stored_as = models.CharField(max_length=100)
    kept_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "about"], name="documents_by_subject")]

    def __str__(self) -> str:
        return str(self.public_id)
