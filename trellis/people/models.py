"""People as one organisation knows them, the keys their details are sealed with, and what was said to and by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from trellis.base.sealing import seal, unseal
from trellis.organisations.keys import unwrap
from trellis.people.errors import KeyErased


class DataKey(models.Model):
    """The key of one participant's part of a submission and what follows. Erased, nothing of it can be read."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    wrapped = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")
    _opened: tuple[bytes, bytes] = (b"", b"")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_key_is_there_or_was_erased",
                condition=Q(wrapped=None, erased_at__isnull=False) | Q(wrapped__isnull=False, erased_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"key {self.pk}"

    def seal(self, plain: str | bytes, *, place: str) -> bytes:
        return seal(plain.encode() if isinstance(plain, str) else plain, key=self._open(), place=f"{self.pk}:{place}")

    def unseal(self, sealed: bytes | memoryview, *, place: str) -> bytes:
        return unseal(bytes(sealed), key=self._open(), place=f"{self.pk}:{place}")

    def _open(self) -> bytes:
        if self.wrapped is None:
            raise KeyErased
        # One person's answers are opened a field at a time: this row, and no other, remembers its opened key.
        wrapped, opened = self._opened
        if wrapped != self.wrapped:
            wrapped, opened = bytes(self.wrapped), unwrap(bytes(self.wrapped), organisation=self.organisation_id)
            self._opened = (wrapped, opened)
        return opened


class Person(models.Model):
    """A resident as this organisation knows them. Another organisation's knowledge of them is another row."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    name = models.BinaryField()
    """Sealed."""
    email = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    email_index = models.CharField(max_length=32, blank=True, db_index=True)
    """What the e-mail address can be found by, without being readable."""
    language = models.CharField(max_length=3, default="en")
    known_since = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"person {self.pk}"


class AccountLink(models.Model):
    """An account was said to be this person: explicit, logged, and undone without a trace being lost."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    linked_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "person"], condition=Q(undone_at=None), name="an_account_is_a_person_once"
            )
        ]

    def __str__(self) -> str:
        return f"account {self.account_id} is person {self.person_id}"


@dataclass(frozen=True, kw_only=True)
class Words:
    subject: str
    body: str


class Message(models.Model):
    """Words between the organisation and a person, and how far they have come.

    Outgoing: waiting, then sending (claimed), then sent or failed; `doubt` where a provider may or may not have sent
    it, which is held for a person to look at and never repeated by itself; told, where a colleague then told them
    instead. Incoming: received.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        DOUBT = "doubt"
        TOLD = "told"
        RECEIVED = "received"

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"
        LETTER = "letter"
        PAGE = "page"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT)
    reference = models.CharField(max_length=40, unique=True)
    """What a provider is given, so that sending twice can be seen."""
    about = models.CharField(max_length=40, db_index=True)
    """The reference of the application or case."""
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    template = models.CharField(max_length=60, blank=True)
    to = models.BinaryField()
    subject = models.BinaryField()
    body = models.BinaryField()
    private = models.BooleanField(default=False)
    """A code or link: sent, but never shown to staff."""
    language = models.CharField(max_length=3, default="en")
    state = models.CharField(max_length=10, choices=State.choices)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "due_at"],
                name="messages_waiting",
                condition=Q(state__in=["waiting", "sending"]),
            ),
            models.Index(
                fields=["organisation", "about"],
                name="messages_in_trouble",
                condition=Q(state__in=["failed", "doubt"]),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def incoming(self) -> bool:
        return self.state == self.State.RECEIVED

    def words(self) -> Words:
        """The subject and body, opened."""
        return Words(
            subject=self.key.unseal(self.subject, place=f"{self.reference}:subject").decode(),
            body=self.key.unseal(self.body, place=f"{self.reference}:body").decode(),
        )

    def addressee(self) -> str:
        return self.key.unseal(self.to, place=f"{self.reference}:to").decode()
