"""Organisations, their teams and the staff who work for them; accounts, which only say who signs in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from trellis.organisations.actors import Role
from trellis.organisations.brand import Brand


class Accounts(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None) -> Account:
        account = Account(email=self.normalize_email(email).lower())
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """Somebody who can sign in. It says nothing about what they may do, nor what an organisation knows of them."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = Accounts()

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.name or self.email


class Organisation(models.Model):
    """A council or partner: its own controller, with its own brand, services, staff and keys."""

    class Kind(models.TextChoices):
        COUNCIL = "council"
        COUNTY = "county"
        CHARITY = "charity"
        HEALTH = "health"
        GOVERNMENT = "government"

    key = models.SlugField(max_length=60, unique=True)
    name = models.JSONField()
    """{language: name}"""
    kind = models.CharField(max_length=20, choices=Kind.choices)
    nation = models.CharField(max_length=20, default="england")
    languages = models.JSONField(default=list)
    colour = models.CharField(max_length=7, default="#1d4f3f")
    """The organisation's own colour, behind white words; `brand.py` refuses one that is hard to read."""
    accent = models.CharField(max_length=7, default="#f2b134")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    wrapped_key = models.BinaryField()

    objects = models.Manager()

    def __str__(self) -> str:
        return self.key

    def called(self, language: str) -> str:
        names: dict[str, str] = self.name
        return names.get(language) or names["en"]

    @property
    def brand(self) -> Brand:
        return Brand(colour=self.colour, accent=self.accent)


class Team(models.Model):
    """People who share a queue of work. Definitions name teams by their key."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_team_of_each_key"),
        ]

    def __str__(self) -> str:
        return self.title


class StaffMember(models.Model):
    """An account that works for an organisation, in a role, in teams, from a day until a day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="staff")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    name = models.CharField(max_length=200)
    roles = models.JSONField(default=list)
    teams = models.ManyToManyField(Team, related_name="members", blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "account"], name="an_account_joins_an_organisation_once"),
            models.CheckConstraint(
                name="staff_leave_after_they_join", condition=Q(left_at=None) | Q(left_at__gte=F("joined_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def held_roles(self) -> list[Role]:
        return [Role(role) for role in self.roles]


class AccessReview(models.Model):
    """Somebody looked at what a colleague may do, and kept, changed or ended it."""

    class Answer(models.TextChoices):
        KEEP = "keep"
        END = "end"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="reviews_made")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="nobody_reviews_their_own_access", condition=~Q(staff=F("reviewer"))),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.answer}"
