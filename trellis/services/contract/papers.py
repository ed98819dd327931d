"""Documents that are kept, letters that are set."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from trellis.base.abilities import found
from trellis.organisations.actors import Actor
from trellis.people.models import DataKey
from trellis.services.contract.asking import Kept


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file somebody sent: the name they gave it, what it holds."""

    name: str
    content: bytes


@runtime_checkable
class DocumentStore(Protocol):
    """Keeps documents, sealed, each about one application or case."""

    def keep(self, *, about: str, evidence: str, upload: Upload, key: DataKey, at: datetime, by: Actor) -> Kept:
        """Check by content, then keep. Raises `DocumentRefused` with what is accepted."""
        ...

    def remove(self, *, document: str, about: str, at: datetime, by: Actor) -> None: ...

    def documents_about(self, *, about: str, seen_by: Actor) -> list[Kept]: ...

    def content_of(self, *, document: str, about: str, seen_by: Actor) -> Upload: ...

    def tidied_up_after_failure(self) -> AbstractContextManager[None]:
        """Around a transaction that may be taken back: what was kept in it then leaves the store too."""
        ...


def document_store() -> DocumentStore:
    """Whoever keeps documents here."""
    return found(DocumentStore)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter before it is set in type. `body` is paragraphs; a line that starts with `# ` is a heading."""

    organisation: str
    organisation_details: tuple[str, ...]
    colour: str
    to: tuple[str, ...]
    date: str
    reference: str
    title: str
    body: str
    language: str


@runtime_checkable
class LetterMaker(Protocol):
    """Sets a letter as an accessible PDF (PDF/UA-1), its language set."""

    def make(self, letter: Letter) -> bytes: ...


def letter_maker() -> LetterMaker:
    """Whoever sets letters here."""
    return found(LetterMaker)
