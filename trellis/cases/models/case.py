"""A case, who and where it is about, which teams may see it, and what it can be found by."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


@dataclass(frozen=True, kw_only=True)
class Headline:
    """What a list shows of a case: the applicant's name and the first line of the address. Kept sealed."""

    applicant: str = ""
    where: str = ""


class Case(models.Model):
    """An application that somebody works on, pinned to the version of its service."""

    class State(models.TextChoices):
        OPEN = "open"
        WAITING = "waiting-for-information"
        DECIDED = "decided"
        """It has an outcome, and work that follows from it."""
        CLOSED = "closed"
        WITHDRAWN = "withdrawn"

    RUNNING: ClassVar = (State.OPEN, State.WAITING, State.DECIDED)
    """The states in which somebody may still have something to do."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    reference = models.CharField(max_length=11, unique=True)
    service = models.SlugField(max_length=60)
    version_hash = models.CharField(max_length=64)
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=3, default="en")
    key = models.ForeignKey("people.DataKey", on_delete=models.PROTECT, related_name="+")
    headline = models.BinaryField()
    """Sealed JSON of Headline."""
    team = models.SlugField(max_length=60)
    """The key of the team whose turn it is."""
    assignee = models.ForeignKey("organisations.StaffMember", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=24, choices=State.choices, default=State.OPEN)
    outcome = models.SlugField(max_length=60, blank=True)
    stage = models.SlugField(max_length=60, blank=True)
    """The stage that runs; the first of them where several do."""
    due_on = models.DateField(null=True)
    """The nearest day of a clock that runs; none while all are paused."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    erase_on = models.DateField(null=True)
    """The day on which its retention ends; known once it is closed."""
    erased_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "due_on", "id"], name="cases_by_due_day"),
            models.Index(fields=["organisation", "assignee", "state"], name="cases_by_assignee"),
            models.Index(fields=["organisation", "opened_at"], name="cases_by_age"),
            models.Index(
                fields=["organisation", "erase_on"],
                name="cases_to_dispose_of",
                condition=Q(erased_at=None, erase_on__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_ended_case_says_when",
                condition=Q(state__in=["open", "waiting-for-information", "decided"], closed_at=None)
                | Q(state__in=["closed", "withdrawn"], closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_decided_case_has_an_outcome", condition=~Q(state="decided") | ~Q(outcome="")
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def running(self) -> bool:
        return self.state in self.RUNNING

    @property
    def shown(self) -> Headline:
        """Its headline, opened; empty once it is erased."""
        if self.key.wrapped is None:
            return Headline()
        return Headline(**json.loads(self.key.unseal(self.headline, place=f"{self.reference}:headline")))

    def put_headline(self, headline: Headline) -> None:
        self.headline = self.key.seal(json.dumps(asdict(headline)), place=f"{self.reference}:headline")


class CaseParty(models.Model):
    """A person with a part in a case."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    role = models.SlugField(max_length=60, default="applicant")
    """The participant's key in the definition."""

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "person", "role"], name="a_person_has_a_role_in_a_case_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} in case {self.case_id}"


class CaseAddress(models.Model):
    """An address that a case is about."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="addresses")
    role = models.CharField(max_length=80)
    """The question that asked for it."""
    uprn = models.CharField(max_length=12, blank=True)
    words = models.BinaryField()
    """Sealed: the lines and the postcode."""
    areas = models.JSONField(default=list)

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"{self.role} of case {self.case_id}"


class CaseTeam(models.Model):
    """A team that may see a case; it is `working` while one of its stages or tasks runs."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="teams")
    team = models.SlugField(max_length=60)
    working = models.BooleanField(default=False)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "team"], name="a_team_sees_a_case_once"),
        ]

    def __str__(self) -> str:
        return f"{self.team} sees case {self.case_id}"


class SearchTerm(models.Model):
    """What a case can be found by without being readable: a word of a name, an e-mail address, a postcode, blinded."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="terms")
    term = models.CharField(max_length=32)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "term", "case"], name="a_case_is_found_by_a_term_once"),
        ]

    def __str__(self) -> str:
        return f"term of case {self.case_id}"


class StatusCode(models.Model):
    """A code that was e-mailed to the applicant, to see how their application stands. Kept only as a hash."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    reference = models.CharField(max_length=11, db_index=True)
    code_hash = models.CharField(max_length=32)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"code for {self.reference}"
