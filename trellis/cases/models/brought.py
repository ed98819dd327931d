"""What came over from a product that a council has left: by which reference it was known there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager


class BroughtCase(models.Model):
    """A case that another product kept before. Its old reference is found blinded, and shown while it is kept."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="brought")
    came_from = models.CharField(max_length=60)
    """What the product is called."""
    looked_up = models.CharField(max_length=32)
    """The old reference, blinded: it stays when the case is erased, so that nothing comes a second time."""
    reference = models.BinaryField()
    """The old reference, sealed with the case's key."""
    brought_at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "came_from", "looked_up"], name="an_old_case_is_brought_once"
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} from {self.came_from}"
