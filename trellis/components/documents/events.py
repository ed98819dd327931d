from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trellis.base.log import Event


@dataclass(frozen=True, kw_only=True)
class DocumentKept(Event):
    """A document was added."""

    kind: ClassVar[str] = "document-kept"
    document: str
    evidence: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DocumentRemoved(Event):
    """A document was taken away again."""

    kind: ClassVar[str] = "document-removed"
    document: str
