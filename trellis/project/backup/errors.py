from __future__ import annotations

from trellis.base.errors import TrellisError


class BackupRefused(TrellisError):
    """A backup cannot be made or restored like this; the message says why, and the mend."""

    code = "backup-refused"


class ArchiveTorn(BackupRefused):
    """The archive is not whole, or was altered."""

    code = "archive-torn"


class OtherVersion(BackupRefused):
    """The archive was made by another version of Trellis."""

    code = "other-version"


class OtherKey(BackupRefused):
    """The master key given is not the one that this backup was sealed with."""

    code = "other-key"


class DoesNotHold(BackupRefused):
    """What was restored is not what was backed up."""

    code = "does-not-hold"
