"""What is said about a case: notes, information that was asked for, and what others were asked to say."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class Note(models.Model):
    """What a member of staff wrote down for colleagues."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="notes")
    words = models.BinaryField()
    """Sealed."""
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"note on case {self.case_id}"


class InformationRequest(models.Model):
    """Questions that were opened again for the applicant, and what they answered."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="requests")
    questions = models.JSONField(default=list)
    """Question ids of the case's definition."""
    words = models.BinaryField()
    """Sealed, as are the answers."""
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answers = models.BinaryField(null=True)
    """JSON of {question id: value}; they stand in for what was answered before."""
    taken_back_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_request_is_answered_or_taken_back",
                condition=Q(answered_at=None) | Q(taken_back_at=None),
            ),
            models.CheckConstraint(
                name="an_answered_request_has_answers",
                condition=Q(answered_at=None, answers=None) | Q(answered_at__isnull=False, answers__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"request on case {self.case_id}"

    @property
    def waiting(self) -> bool:
        return self.answered_at is None and self.taken_back_at is None


class Consultee(models.Model):
    """Somebody outside who was asked what they think: a row of its own, so that the case itself is shown to nobody."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="consultees")
    name = models.CharField(max_length=200)
    """An office or organisation, not a private person."""
    words = models.BinaryField()
    """Sealed: what they were asked. So is the answer."""
    asked_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.BinaryField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_consultee_who_answered_said_something",
                condition=Q(answered_at=None, answer=None) | Q(answered_at__isnull=False, answer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} on case {self.case_id}"
