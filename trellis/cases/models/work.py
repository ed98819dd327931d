"""The work on a case: stages, tasks, clocks and decisions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager


class StageRun(models.Model):
    """One stage of one case: running, done, or left out because its rule did not hold."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        SKIPPED = "skipped"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="stages")
    stage = models.SlugField(max_length=60)
    turn = models.PositiveSmallIntegerField(default=1)
    """From 1; one more each time a case is opened again for a review or an appeal."""
    state = models.CharField(max_length=10, choices=State.choices)
    team = models.SlugField(max_length=60)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    """For a stage that ends by itself: its last day."""

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "ends_on"],
                name="stages_that_end_alone",
                condition=Q(state="running", ends_on__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "stage", "turn"], name="a_stage_runs_once_a_turn"),
            models.CheckConstraint(
                name="a_stage_that_runs_has_no_end",
                condition=Q(state="running", ended_at=None) | (~Q(state="running") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of case {self.case_id}"


class Task(models.Model):
    """One thing to do in a stage."""

    class State(models.TextChoices):
        TO_DO = "to-do"
        DOING = "doing"
        DONE = "done"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="tasks")
    run = models.ForeignKey(StageRun, on_delete=models.PROTECT, related_name="tasks")
    task = models.SlugField(max_length=60)
    title = models.JSONField()
    guidance = models.JSONField(default=dict)
    team = models.SlugField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TO_DO)
    assignee = models.ForeignKey("organisations.StaffMember", null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "assignee"], name="tasks_begun", condition=Q(state="doing")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "task"], name="a_task_stands_once_in_a_stage"),
            models.CheckConstraint(
                name="a_task_is_done_by_someone_at_some_time",
                condition=~Q(state="done") | (~Q(done_by="") & Q(done_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} of case {self.case_id}"


class ClockRun(models.Model):
    """A deadline of one case, with all that moved it."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="clocks")
    clock = models.SlugField(max_length=60)
    turn = models.PositiveSmallIntegerField(default=1)
    rule = models.PositiveSmallIntegerField()
    """Which of the clock's rules applied on the day it started, from 0."""
    started_on = models.DateField()
    due_on = models.DateField()
    """While it is paused: the day it would have been due."""
    paused_on = models.DateField(null=True)
    extended = models.PositiveSmallIntegerField(default=0)
    stopped_on = models.DateField(null=True)
    near_told_on = models.DateField(null=True)
    day_told_on = models.DateField(null=True)
    missed_on = models.DateField(null=True)
    told = models.JSONField(default=list)
    """Which of the definition's messages on days before or after it were written, by what it calls the occasion."""

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "due_on"],
                name="clocks_that_run",
                condition=Q(stopped_on=None, paused_on=None),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "clock", "turn"], name="a_clock_runs_once_a_turn"),
            models.CheckConstraint(name="a_clock_is_due_after_it_starts", condition=Q(due_on__gte=F("started_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.clock} of case {self.case_id}"

    @property
    def ticking(self) -> bool:
        return self.stopped_on is None and self.paused_on is None


class Decision(models.Model):
    """What somebody proposed to decide, and whether it was made. `made_by` no staff: the law or a rule decided."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        MADE = "made"
        RETURNED = "returned"
        OVERTAKEN = "overtaken"
        """The case ended in another way before anybody approved it."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="decisions")
    stage = models.SlugField(max_length=60)
    outcome = models.SlugField(max_length=60)
    reasons = models.BinaryField()
    """Sealed, as are the conditions and the words with which it was returned."""
    conditions = models.BinaryField()
    returned_because = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State.choices)
    approver_team = models.SlugField(max_length=60, blank=True)
    """The team one of whose members must approve it; empty where one person decides."""
    proposed_by = models.ForeignKey("organisations.StaffMember", null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by_label = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    settled_by = models.ForeignKey("organisations.StaffMember", null=True, on_delete=models.PROTECT, related_name="+")
    settled_by_label = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "approver_team"], name="decisions_to_approve", condition=Q(state="proposed")
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="proposed"), name="one_proposal_at_a_time"),
            models.CheckConstraint(
                name="nobody_approves_their_own_decision",
                condition=Q(approver_team="") | Q(settled_by=None) | ~Q(settled_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="a_decision_that_needs_approval_is_made_by_two",
                condition=Q(approver_team="") | ~Q(state="made") | Q(settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_settled_decision_says_when",
                condition=Q(state="proposed", settled_at=None) | (~Q(state="proposed") & Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} of case {self.case_id}"
