"""Finding what is there: domain packages, components and channels are folders, and nothing lists them by hand."""

from __future__ import annotations

from pathlib import Path

from trellis.base.errors import TrellisError

TRELLIS = Path(__file__).resolve().parent.parent

DOMAIN = (
    "base", "organisations", "places", "people", "businesses", "intelligence",
    "services", "cases", "workplace", "insight",
)  # fmt: skip
"""The floors that have tables, from the ground up."""

PLUGGED = ("components", "channels")
"""The floors where each folder is a part of its own."""


class BrokenFolder(TrellisError):
    """A folder among the components or channels does not keep the contract, so Trellis does not start."""

    code = "broken-folder"

    def __init__(self, folder: Path, *, mend: str) -> None:
        self.folder = folder
        super().__init__(f"trellis/{folder.relative_to(folder.parent.parent)}: {mend}")


def installed_apps(root: Path = TRELLIS) -> list[str]:
    """Every package with tables or a start of its own, ground floor first."""
    domain = [f"trellis.{name}" for name in DOMAIN if (root / name / "apps.py").is_file()]
    return domain + [f"trellis.{floor}.{folder.name}" for floor in PLUGGED for folder in plugged_in(root / floor)]


def plugged_in(floor: Path) -> list[Path]:
    """The folders of one floor, by name. One that does not keep the contract is refused, never skipped in silence."""
    if not floor.is_dir():
        return []
    folders = sorted(each for each in floor.iterdir() if each.is_dir() and each.name not in {"tests", "__pycache__"})
    return [_checked(each) for each in folders if any(each.rglob("*.py"))]


def _checked(folder: Path) -> Path:
    if not folder.name.isidentifier() or folder.name.lower() != folder.name:
        raise BrokenFolder(folder, mend="name it in lower case letters, digits and underscores")
    for needed in ("__init__.py", "apps.py"):
        if not (folder / needed).is_file():
            raise BrokenFolder(folder, mend=f"it has no {needed}, which every component and channel needs")
    return folder
