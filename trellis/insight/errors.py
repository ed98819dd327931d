"""What can stand in the way of the papers."""

from __future__ import annotations

from pathlib import Path

from trellis.base.errors import TrellisError


class AnswersUnreadable(TrellisError):
    """The file of people's answers cannot be read, so nothing was written."""

    code = "answers-unreadable"

    def __init__(self, file: Path, *, why: str) -> None:
        super().__init__(f"{file}: {why}. Mend it, or move it away to begin anew. Nothing was changed.")


class FolderNotOurs(TrellisError):
    """The folder holds other things, with which the pack would be mixed up."""

    code = "folder-not-ours"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds files that are not a pack. Name an empty folder, or that of an earlier pack.")
