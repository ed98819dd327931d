"""What keeps a case, or all of them, from coming over: where it stands, why, and the mend."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Self

from trellis.base.errors import TrellisError


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong, at a row and a column of a file."""

    what: str
    """The old reference, where it is known; otherwise the file."""
    file: str = ""
    row: int = 0
    column: str = ""
    why: str
    mend: str

    def as_json(self) -> dict[str, object]:
        return {name: value for name, value in asdict(self).items() if value or name in {"what", "why", "mend"}}

    def __str__(self) -> str:
        at = ", ".join(filter(None, (self.file, f"row {self.row}" if self.row else "", self.column)))
        return f"{at or self.what}: {self.why} {self.mend}".strip()


class CannotBring(TrellisError):
    """Nothing can come over before this is mended."""

    code = "cannot-bring"

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(each) for each in faults))
        self.faults = faults

    @classmethod
    def because(cls, *words: str) -> Self:
        """For what is wrong with the mapping, which says its own place and mend."""
        return cls(*(Fault(what="the mapping", why=each, mend="") for each in words))


class NotThisCase(TrellisError):
    """This one case cannot come over as it is."""

    code = "not-this-case"

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(each) for each in faults))
        self.faults = faults
