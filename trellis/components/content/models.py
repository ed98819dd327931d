"""Pages, each with its versions, which never change; and where something is that stood at another address."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from trellis.components.content.written import Kind, Written, from_json


class Page(models.Model):
    """A page of an organisation: where it is, whose it is, which of its versions residents see."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Kind])
    address = models.SlugField(max_length=100)
    owner = models.ForeignKey(
        "organisations.StaffMember", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    """Who answers for it. Nobody yet for what was imported."""
    review_on = models.DateField()
    live = models.ForeignKey("content.Version", on_delete=models.PROTECT, related_name="+", null=True)
    waiting = models.ForeignKey("content.Version", on_delete=models.PROTECT, related_name="+", null=True)
    """What somebody asked to have approved."""
    planned = models.ForeignKey("content.Version", on_delete=models.PROTECT, related_name="+", null=True)
    """What a second person approved, and what residents see when its day comes."""
    newest = models.ForeignKey("content.Version", on_delete=models.PROTECT, related_name="+", null=True)
    sent_back_with = models.TextField(blank=True)
    """What is to be changed before it is approved, in the words of who sent it back."""
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "address"], name="one_page_at_each_address"),
            models.CheckConstraint(name="a_withdrawn_page_is_not_live", condition=Q(withdrawn_at=None) | Q(live=None)),
        ]

    def __str__(self) -> str:
        return self.address


class Version(models.Model):
    """A page as somebody wrote it once. Kept for good: it may have been what residents were told."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    content = models.JSONField()
    listing = models.JSONField()
    """The same without its bodies: what lists and search need of every page."""
    written_by = models.ForeignKey("organisations.StaffMember", on_delete=models.PROTECT, related_name="+", null=True)
    """Nobody where it was imported."""
    written_at = models.DateTimeField()
    asked_by = models.ForeignKey("organisations.StaffMember", on_delete=models.PROTECT, related_name="+", null=True)
    approved_by = models.ForeignKey("organisations.StaffMember", on_delete=models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "number"], name="one_version_of_each_number_of_a_page"),
            models.CheckConstraint(
                name="a_page_is_approved_by_a_second_person",
                # Of what was imported, whoever asked for approval is the first person.
                condition=Q(approved_by=None)
                | (Q(written_by__isnull=False) & ~Q(approved_by=F("written_by")))
                | (Q(written_by=None, asked_by__isnull=False) & ~Q(approved_by=F("asked_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} version {self.number}"

    @property
    def first_person(self) -> int | None:
        """Who may not approve it: whoever wrote it, or asked for approval where it was imported."""
        return self.written_by_id or self.asked_by_id

    @property
    def written(self) -> Written:
        return from_json(self.content)


class Redirect(models.Model):
    """An address that something stood at, also on an earlier site, and where it is now."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    old = models.CharField(max_length=300)
    """Under the organisation's address, without a slash at either end: `bins/when.aspx`."""
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="redirects", null=True)
    to = models.CharField(max_length=300, blank=True)
    """Where it is no page: an address under the organisation's, such as `missed-bin/`."""

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "old"], name="an_old_address_leads_to_one_place"),
            models.CheckConstraint(
                name="a_redirect_leads_somewhere",
                condition=(Q(page=None) & ~Q(to="")) | (Q(page__isnull=False) & Q(to="")),
            ),
        ]

    def __str__(self) -> str:
        return self.old
