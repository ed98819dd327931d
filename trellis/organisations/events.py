from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trellis.base.log import Event


@dataclass(frozen=True, kw_only=True)
class OrganisationJoined(Event):
    """An organisation began to use this installation."""

    kind: ClassVar[str] = "organisation-joined"


@dataclass(frozen=True, kw_only=True)
class OrganisationExported(Event):
    """Somebody took everything of an organisation along, in the open."""

    kind: ClassVar[str] = "organisation-exported"
    cases: int
    manifest_sha256: str


@dataclass(frozen=True, kw_only=True)
class BrandChanged(Event):
    """An organisation changed its colours."""

    kind: ClassVar[str] = "brand-changed"
    colour: str
    accent: str


@dataclass(frozen=True, kw_only=True)
class TeamFormed(Event):
    """A team was formed."""

    kind: ClassVar[str] = "team-formed"
    team: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """Somebody can sign in who could not before; they may do nothing yet."""

    kind: ClassVar[str] = "account-opened"
    account: int


@dataclass(frozen=True, kw_only=True)
class SignInReset(Event):
    """A colleague who had lost their password or phone was let begin anew."""

    kind: ClassVar[str] = "sign-in-reset"
    staff: int


@dataclass(frozen=True, kw_only=True)
class StaffJoined(Event):
    """Somebody began to work for the organisation."""

    kind: ClassVar[str] = "staff-joined"
    staff: int
    roles: list[str]
    teams: list[str]


@dataclass(frozen=True, kw_only=True)
class StaffAccessChanged(Event):
    """What a colleague may do was changed."""

    kind: ClassVar[str] = "staff-access-changed"
    staff: int
    roles: list[str]
    teams: list[str]


@dataclass(frozen=True, kw_only=True)
class StaffLeft(Event):
    """A colleague's access ended."""

    kind: ClassVar[str] = "staff-left"
    staff: int


@dataclass(frozen=True, kw_only=True)
class AccessReviewed(Event):
    """A colleague's access was looked at, and kept or ended."""

    kind: ClassVar[str] = "access-reviewed"
    staff: int
    answer: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """A member of staff signed in to the desk."""

    kind: ClassVar[str] = "signed-in"
    staff: int


@dataclass(frozen=True, kw_only=True)
class SomethingDenied(Event):
    """Somebody asked for what is not theirs, and was told that there is no such thing."""

    kind: ClassVar[str] = "access-denied"
    asked: str


@dataclass(frozen=True, kw_only=True)
class PermissionRefused(Event):
    """Somebody who works here asked for what their role does not let them do."""

    kind: ClassVar[str] = "permission-refused"
    asked: str
    because: str
