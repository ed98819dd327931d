from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing about the installation: well or not, and the mend."""

    what: str
    well: bool
    says: str
    mend: str = ""
