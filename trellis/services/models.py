"""Published versions of services, and one person's journey through one of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class ServiceVersion(models.Model):
    """A definition as it was published: immutable, named by the hash of everything it uses."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    service = models.SlugField(max_length=60)
    hash = models.CharField(max_length=64)
    content = models.TextField()
    number = models.PositiveIntegerField()
    changes = models.JSONField(default=list)
    """The change list against the version before, in words."""
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)
    sources = models.JSONField(default=dict)
    """The files it was made from, as they were written: what the studio goes on from. Empty where nobody gave them."""

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "service", "hash"], name="a_version_is_published_once"),
            models.UniqueConstraint(fields=["organisation", "service", "number"], name="one_version_of_each_number"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.number}"


class LiveService(models.Model):
    """Which version of a service new journeys begin with."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    service = models.SlugField(max_length=60)
    version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "service"], name="one_live_version_of_a_service"),
        ]

    def __str__(self) -> str:
        return self.service


class Draft(models.Model):
    """A service while it is being written: the text of its file, which is the truth, and how often it was changed."""

    class State(models.TextChoices):
        OPEN = "open"
        PUBLISHED = "published"
        DROPPED = "dropped"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    service = models.SlugField(max_length=60)
    sources = models.JSONField()
    """The text of the definition, and of each shared file that it uses."""
    base = models.CharField(max_length=64, blank=True)
    """The hash of the version it began from; empty for a new service."""
    revision = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)
    review_asked_at = models.DateTimeField(null=True)
    review_asked_by = models.CharField(max_length=200, blank=True)
    """How whoever asked for a review is called."""
    review_asked_key = models.CharField(max_length=100, blank=True)
    """Who that is, as the log knows them: somebody else has to publish."""

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "service"], condition=Q(state="open"), name="one_open_draft_of_a_service"
            ),
            models.CheckConstraint(
                name="a_review_was_asked_for_by_somebody_at_some_time",
                condition=Q(review_asked_at=None, review_asked_key="")
                | (Q(review_asked_at__isnull=False) & ~Q(review_asked_key="")),
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.service}"


class DraftChange(models.Model):
    """One change of a draft: who made it, in words, and the splices that take it back."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    """Which revision it made."""
    file = models.CharField(max_length=120, blank=True)
    """The shared file that was changed; empty for the definition itself."""
    splices = models.JSONField()
    words = models.CharField(max_length=300)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "revision"], name="each_revision_of_a_draft_is_made_once"),
        ]

    def __str__(self) -> str:
        return self.words


class TemplateRelease(models.Model):
    """A version of a service that other organisations may take as a template: its files, under a number of its own."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    service = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    sources = models.JSONField()
    version_hash = models.CharField(max_length=64)
    words = models.TextField(max_length=2000)
    """What is new in it, as who released it says to others."""
    changes = models.JSONField(default=list)
    """The same as the change list tells it, against the release before."""
    offered_to = models.JSONField(default=list)
    """The keys of the organisations that may take it; every organisation here where none is named."""
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "service", "number"], name="one_release_of_each_number_of_a_template"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} release {self.number}"


class PlannedPublication(models.Model):
    """A draft that is to be published at a time: this revision of it, in place of this version."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        CANCELLED = "cancelled"
        REFUSED = "refused"
        """The time came, and it could not be published: `why` names the reason."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="plans")
    revision = models.PositiveIntegerField()
    live = models.CharField(max_length=64, blank=True)
    """The hash of what was offered when the changes were read."""
    due_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=200)
    planned_key = models.CharField(max_length=100)
    """Who that is, as the log knows them: they publish, when the time comes."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "due_at"], name="plans_by_time")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state="waiting"), name="a_draft_is_planned_for_one_time"
            ),
            models.CheckConstraint(
                name="a_plan_that_ended_says_when", condition=Q(state="waiting") | Q(ended_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"plan for {self.draft_id}"


class Comment(models.Model):
    """What somebody says about one element of a draft: a page, a question, a rule; or an answer to what was said."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="comments")
    service = models.SlugField(max_length=60)
    """What is still open goes on with the service, when this draft is published or put away."""
    place = models.CharField(max_length=300)
    """The address of the element, with slashes: `ask/bin-address/questions/address`."""
    heading = models.CharField(max_length=300)
    """What the element was called when this was written: it may be gone by now."""
    answers = models.ForeignKey("self", on_delete=models.PROTECT, related_name="replies", null=True)
    words = models.TextField(max_length=4000)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "service"], name="comments_by_service")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_comment_is_settled_by_somebody_at_some_time",
                condition=Q(settled_at=None, settled_by="") | (Q(settled_at__isnull=False) & ~Q(settled_by="")),
            ),
            models.CheckConstraint(
                name="what_is_settled_is_the_comment_and_not_a_reply",
                condition=Q(answers=None) | Q(settled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"comment on {self.place}"


class Journey(models.Model):
    """One person's answers so far, in any channel, pinned to the version they began with. Sealed after too."""

    class State(models.TextChoices):
        OPEN = "open"
        PAYING = "paying"
        """Sent by the person; the money is with the provider."""
        SUBMITTED = "submitted"
        EXPIRED = "expired"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    token = models.CharField(max_length=43, unique=True)
    """Hash of the secret that whoever answers holds; also what documents in progress are about."""
    service = models.SlugField(max_length=60)
    version_hash = models.CharField(max_length=64)
    channel = models.CharField(max_length=20)
    participant = models.SlugField(max_length=60, default="applicant")
    language = models.CharField(max_length=3, default="en")
    key = models.ForeignKey("people.DataKey", on_delete=models.PROTECT, related_name="+")
    answers = models.BinaryField()
    """Sealed JSON of {question id: value}."""
    facts = models.JSONField(default=dict)
    """What was resolved outside the rules and is recorded with the answers: tables' dates, the day."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reference = models.CharField(max_length=11, null=True, unique=True)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")
    opened: tuple[object, Any] | None = None
    """Not kept: what `queries.journeys.way` found out about this row, and from which answers."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "expires_at"], name="journeys_by_expiry"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_submitted_journey_has_a_reference_and_a_time",
                condition=~Q(state="submitted") | Q(reference__isnull=False, submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"journey {self.pk}"


class Amendment(models.Model):
    """Answers given after the journey was sent, because somebody asked again. What was sent first stays."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="amendments")
    answers = models.BinaryField()
    """Sealed JSON of {question id: value}, with the journey's key."""
    amended_at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"amendment of {self.journey_id}"


class SavedLink(models.Model):
    """A link that was e-mailed to come back with: used once, for a while, kept only as a hash."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"link to {self.journey_id}"
