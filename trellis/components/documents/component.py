"""Documents: what people send and what we make, checked, sealed and kept."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime

from trellis.components.documents import actions, queries
from trellis.components.documents.tidying import tidied_up_after_failure
from trellis.organisations.actors import Actor
from trellis.organisations.scope import reading
from trellis.people.models import DataKey
from trellis.services.contract import Handling, Kept, Upload


class Documents:
    """Keeps the `DocumentStore`, `SubmissionParticipant` and `Handler` protocols."""

    key = "documents"

    def handles(self, *, service: str, seen_by: Actor) -> tuple[Handling, ...]:
        kept = Handling(
            what="Keeps documents: what people send and the letters that are made",
            data="Whatever the documents hold",
            by="the organisation that runs the installation",
            where="in the installation's own file store, each sealed with the key of its case",
            ours=True,
            needed_for="documents",
        )
        return (kept,)

    def keep(self, *, about: str, evidence: str, upload: Upload, key: DataKey, at: datetime, by: Actor) -> Kept:
        document = actions.keep(about=about, evidence=evidence, upload=upload, key=key, at=at, by=by)
        return queries.as_kept(document)

    def remove(self, *, document: str, about: str, at: datetime, by: Actor) -> None:
        actions.remove(document=document, about=about, at=at, by=by)

    def documents_about(self, *, about: str, seen_by: Actor) -> list[Kept]:
        with reading(seen_by):
            return [queries.as_kept(each) for each in queries.documents_about(about=about, seen_by=seen_by)]

    def content_of(self, *, document: str, about: str, seen_by: Actor) -> Upload:
        found = queries.document_about(document=document, about=about, seen_by=seen_by)
        return Upload(name=queries.as_kept(found).name, content=queries.content_of(found))

    def tidied_up_after_failure(self) -> AbstractContextManager[None]:
        return tidied_up_after_failure()

    def take_part(self, *, journey: str, reference: str, at: datetime, by: Actor) -> None:
        actions.hand_over(journey=journey, reference=reference, by=by)


COMPONENT = Documents()
