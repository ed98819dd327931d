"""Who acts: a member of staff, a resident, or the system itself; for one organisation; with which permissions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from trellis.organisations.errors import PermissionMissing


class Permission(StrEnum):
    CASE_SEE = "see cases"
    CASE_WORK = "work on cases"
    CASE_ASSIGN = "give cases to staff"
    CASE_DECIDE = "decide cases"
    CASE_APPROVE = "approve decisions"
    CASE_SEE_ALL = "see the cases of every team"
    SERVICE_DESIGN = "design services"
    SERVICE_PUBLISH = "publish services"
    CONTENT_WRITE = "write pages"
    CONTENT_APPROVE = "approve pages"
    STAFF_ADMINISTER = "administer staff and teams"
    LOG_READ = "read the log"
    OPERATE = "see how the installation is"
    EXPORT = "take everything along"


class Role(StrEnum):
    """What somebody does for the organisation. The permissions of a role are the same in every organisation."""

    CASEWORKER = "caseworker"
    MANAGER = "manager"
    SERVICE_DESIGNER = "service-designer"
    SERVICE_OWNER = "service-owner"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ").capitalize()


_CONTENT = {Permission.CONTENT_WRITE, Permission.CONTENT_APPROVE}
_CASEWORK = {Permission.CASE_SEE, Permission.CASE_WORK, Permission.CASE_DECIDE}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CASEWORKER: frozenset(_CASEWORK),
    Role.MANAGER: frozenset(_CASEWORK | {Permission.CASE_ASSIGN, Permission.CASE_APPROVE}),
    Role.SERVICE_DESIGNER: frozenset({Permission.SERVICE_DESIGN}),
    Role.SERVICE_OWNER: frozenset(
        {Permission.SERVICE_DESIGN, Permission.SERVICE_PUBLISH, Permission.OPERATE} | _CONTENT
    ),
    Role.EDITOR: frozenset(_CONTENT),
    Role.ADMINISTRATOR: frozenset({Permission.STAFF_ADMINISTER, Permission.OPERATE, Permission.EXPORT}),
    Role.AUDITOR: frozenset({Permission.LOG_READ, Permission.CASE_SEE, Permission.CASE_SEE_ALL}),
}


class ActorKind(StrEnum):
    STAFF = "staff"
    RESIDENT = "resident"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Whoever does something, for one organisation. Written into the log with everything they do."""

    organisation: int
    kind: ActorKind
    key: str
    """Like `staff:12`, `resident:7KQ-4M2-XP9` (by the reference they hold), `system:jobs`."""
    label: str
    """How the history names them: a name for staff, a role for anybody else."""
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    teams: frozenset[str] = field(default_factory=frozenset)
    staff: int | None = None

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


def resident(*, organisation: int, holding: str) -> Actor:
    """A resident who has shown that this application is theirs; they may act on it and on nothing else."""
    return Actor(organisation=organisation, kind=ActorKind.RESIDENT, key=f"resident:{holding}", label="The applicant")


def system(*, organisation: int, doing: str) -> Actor:
    """The system itself, working for one organisation: a message sent, a deadline passed."""
    return Actor(
        organisation=organisation,
        kind=ActorKind.SYSTEM,
        key=f"system:{doing}",
        label="Trellis",
        permissions=frozenset({Permission.CASE_SEE, Permission.CASE_SEE_ALL, Permission.CASE_WORK}),
    )


def require(by: Actor, permission: Permission) -> None:
    """Stop somebody whose role does not let them do this."""
    if not by.may(permission):
        raise PermissionMissing(permission=permission.value)


def each_organisation(*, doing: str) -> Iterator[Actor]:
    """The one sealed way to work across organisations: one after the other, each as the system, each in its scope."""
    from trellis.organisations.models import Organisation  # noqa: PLC0415  models load after actors are declared

    for number in Organisation.objects.order_by("pk").values_list("pk", flat=True):
        yield system(organisation=number, doing=doing)
