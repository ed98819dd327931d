"""Taking everything of one organisation along: what was sealed is opened, so whoever holds the folder can read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

import trellis
from trellis.base.log import record
from trellis.cases.models import Case
from trellis.cases.queries import CaseView
from trellis.cases.queries import case as whole_case
from trellis.organisations.actors import Actor, Permission, require, system
from trellis.organisations.events import OrganisationExported
from trellis.organisations.models import Organisation
from trellis.organisations.scope import acting, reading
from trellis.people.models import Person
from trellis.project.leaving.folder import Folder
from trellis.project.leaving.tables import LEFT_OUT, SEALED, fields_said, owned_tables, rows_of, table_of
from trellis.services.contract import document_store
from trellis.services.models import ServiceVersion
from trellis.services.queries import submission

FORMAT = 1
READER = Path(__file__).with_name("reader.py")
_FOR_NOW = frozenset({"seen", "next_action", "allowed_actions", "outcomes", "questions", "panels"})
"""What a page needs to act on a case: no part of the case itself."""
NOT_INCLUDED = {
    **LEFT_OUT,
    SEALED: "they are opened in cases.jsonl, people.jsonl and the documents",
    "answers that nobody sent yet": "they are the person's own until they send them, and are erased within days",
    "keys, passwords and second factors": "whoever found them could sign in or open what stays behind",
    "what was erased": "nobody can read it any more",
}
_ROW = ("reference", "service", "state", "outcome", "channel", "opened_at", "closed_at", "keep_until", "applicant")


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was taken along."""

    folder: str
    cases: int
    people: int
    documents: int
    tables: int
    log_entries: int
    manifest_sha256: str


def export(*, organisation: Organisation, to: Path, at: datetime, by: Actor) -> Exported:
    """Write everything of an organisation into a folder; the log says who did it.

    :raises PermissionMissing: where taking everything along is not theirs to do.
    :raises FolderInUse: where the folder is not empty.
    """
    require(by, Permission.EXPORT)
    seen_by = system(organisation=organisation.pk, doing="leaving")
    folder = Folder.new(to)
    with _as_of_one_moment(), reading(seen_by):
        counts = _write(folder, organisation, seen_by=seen_by, at=at)
        digest = _write_manifest(folder, organisation, counts, at=at)
    done = Exported(folder=str(to), manifest_sha256=digest, tables=len(owned_tables()), **counts)
    with acting(by):
        exported = OrganisationExported(subject=organisation.key, cases=done.cases, manifest_sha256=digest)
        record(exported, by=by, at=at)
    return done


@contextmanager
def _as_of_one_moment() -> Iterator[None]:
    """On PostgreSQL, see everything as it was when this began, while others go on working."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _write(folder: Folder, organisation: Organisation, *, seen_by: Actor, at: datetime) -> dict[str, int]:
    owned = {table_of(each): each for each in owned_tables()}
    tables = {name: folder.put_rows(f"tables/{name}.jsonl", rows_of(each)) for name, each in owned.items()}
    _write_definitions(folder)
    taking = _Taking(folder=folder, seen_by=seen_by, at=at)
    cases = folder.put_rows("cases.jsonl", taking.cases())
    folder.put_table("cases.csv", _ROW, taking.listed)
    people = folder.put_rows("people.jsonl", _people())
    described = {"id": organisation.pk, "key": organisation.key, "name": organisation.name, "kind": organisation.kind,
                 "nation": organisation.nation, "languages": organisation.languages}  # fmt: skip
    folder.put("organisation.json", _json(described))
    folder.put("schema.json", _json(_schema()))
    return {
        "cases": cases,
        "people": people,
        "documents": taking.documents,
        "log_entries": tables["base_logentry"],
    }


def _write_definitions(folder: Folder) -> None:
    """Each version of each service: as it was published, and the files that it was written in."""
    for version in ServiceVersion.objects.order_by("service", "number").iterator(chunk_size=20):
        at = f"definitions/{version.service}/{version.number}"
        folder.put(f"{at}/published.json", version.content.encode())
        for name, text in _files_of(version).items():
            folder.put(f"{at}/{name}", text.encode())


def _files_of(version: ServiceVersion) -> dict[str, str]:
    kept: dict[str, Any] = version.sources
    if not kept:
        return {}
    shared = kept.get("shared", {})
    return {f"{version.service}.yaml": kept["text"], **{name: shared[name] for name in shared if ".." not in name}}


class _Taking:
    """Cases, one after the other, with their documents."""

    def __init__(self, *, folder: Folder, seen_by: Actor, at: datetime) -> None:
        self._folder, self._by, self._on = folder, seen_by, at.date()
        self.documents = 0
        self.listed: list[tuple[str, ...]] = []

    def cases(self) -> Iterator[dict[str, Any]]:
        for reference in Case.objects.order_by("pk").values_list("reference", flat=True).iterator():
            view = whole_case(reference, seen_by=self._by, on=self._on)
            told = {each.name: getattr(view, each.name) for each in fields(view) if each.name not in _FOR_NOW}
            answers = {} if view.erased else submission(reference, seen_by=self._by).answers
            self.listed.append(_listed(view))
            yield {**_as_dict(told), "answers_by_question": answers, "files": list(self._files(view))}

    def _files(self, view: CaseView) -> Iterator[str]:
        for kept in view.documents:
            upload = document_store().content_of(document=kept.id, about=view.reference, seen_by=self._by)
            name = f"documents/{view.reference}/{kept.id}-{_safe(upload.name)}"
            self._folder.put(name, upload.content)
            self.documents += 1
            yield name


def _as_dict(told: dict[str, Any]) -> dict[str, Any]:
    """Values of our own kinds as plain names with values, however deep they stand."""
    return {name: _plain(value) for name, value in told.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def _listed(view: CaseView) -> tuple[str, ...]:
    ends = view.closed_at.isoformat() if view.closed_at else ""
    keep = view.keep_until.isoformat() if view.keep_until else ""
    return (view.reference, view.service, view.state, view.outcome, view.channel, view.opened_at.isoformat(), ends,
            keep, view.applicant.name)  # fmt: skip


def _safe(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name)[-80:]


def _people() -> Iterator[dict[str, Any]]:
    for person in Person.objects.select_related("key").order_by("pk").iterator(chunk_size=500):
        opened = {} if person.key.wrapped is None else {
            name: person.key.unseal(sealed, place=f"person:{name}").decode()
            for name in ("name", "email", "phone")
            if (sealed := getattr(person, name)) is not None
        }  # fmt: skip
        yield {"id": person.pk, "language": person.language, "known_since": person.known_since, **opened}


def _schema() -> dict[str, Any]:
    return {
        "format": FORMAT,
        "cases.jsonl": {
            each.name: str(each.type) for each in fields(CaseView) if each.name not in _FOR_NOW
        } | {"answers_by_question": "{question id: value}", "files": "paths in this folder"},
        "people.jsonl": {"id": "a number", "name": "text", "email": "text", "phone": "text", "language": "en, cy",
                         "known_since": "a time, ISO 8601"},
        **{f"tables/{table_of(each)}.jsonl": fields_said(each) for each in owned_tables()},
    }  # fmt: skip


def _write_manifest(folder: Folder, organisation: Organisation, counts: dict[str, int], *, at: datetime) -> str:
    folder.put("read.py", READER.read_bytes())
    manifest = {
        "format": FORMAT,
        "organisation": organisation.key,
        "version": trellis.__version__,
        "made_at": at.isoformat(),
        "counts": counts,
        "not_included": NOT_INCLUDED,
        "files": folder.files,
    }
    return folder.put("manifest.json", _json(manifest), listed=False)


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1, default=str).encode() + b"\n"
