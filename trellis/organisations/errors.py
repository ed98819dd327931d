from __future__ import annotations

from trellis.base.errors import NotAllowed, NotFound, TrellisError


class OtherOrganisation(TrellisError):
    """Work for one organisation tried to reach into another's."""

    code = "other-organisation"


class NoSuchOrganisation(NotFound):
    """No organisation of this name is here."""

    code = "no-such-organisation"


class NoSuchStaff(NotFound):
    """This account does not work for this organisation, or no longer."""

    code = "no-such-staff"


class PermissionMissing(NotAllowed):
    """This person's role does not let them do this."""

    code = "permission-missing"

    def __init__(self, *, permission: str) -> None:
        super().__init__(f"needs the permission {permission}")
        self.permission = permission


class AlreadyWorksHere(TrellisError):
    """This account works for this organisation already."""

    code = "already-works-here"


class TeamIsThere(TrellisError):
    """There is a team of this name already."""

    code = "team-is-there"


class CannotReviewOwnAccess(NotAllowed):
    """Somebody else must review an administrator's own access."""

    code = "cannot-review-own-access"


class ColourHardToRead(TrellisError):
    """White words on this colour, or links in it, would be hard to read. The nearest that passes is given."""

    code = "colour-hard-to-read"

    def __init__(self, *, colour: str, nearest: str, ratio: float) -> None:
        super().__init__(f"{colour} has a contrast of {ratio:.2f} to 1 where it is least; {nearest} has at least 4.5")
        self.colour, self.nearest, self.ratio = colour, nearest, ratio


class OrganisationIsThere(TrellisError):
    """There is an organisation of this name on this installation already."""

    code = "organisation-is-there"
