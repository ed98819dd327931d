"""What the checker says: like a colleague, with the place, what is wrong, why it matters and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Weight(StrEnum):
    REFUSE = "refuse"
    """It cannot be published so."""
    ADVISE = "advise"
    NOT_YET = "not yet"
    """The language will have it; this version does not. Never ignored in silence."""


@dataclass(frozen=True, kw_only=True, order=True)
class Finding:
    """One thing the checker found, at a line and column (both from 1)."""

    file: str
    line: int
    column: int
    code: str
    """A key of ours, like `unknown-key`, that tests and documents use."""
    weight: Weight = Weight.REFUSE
    what: str
    why: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}\n    Why: {self.why}\n    Mend: {self.mend}"

    def as_json(self) -> dict[str, object]:
        return asdict(self)


class DefinitionRefused(Exception):
    """The file is not a definition that can be used; the findings say why and how to mend it."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings
