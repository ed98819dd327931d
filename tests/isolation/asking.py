"""Somebody asks for an address, and what they are shown and what becomes of it is looked at closely."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.http import HttpResponseBase
from django.test import Client

from tests.isolation.towns import Town
from trellis.base.models import LogEntry
from trellis.components.payments.models import SandboxPayment
from trellis.organisations.models import Account, Organisation, StaffMember
from trellis.organisations.scope import reading

Method = Literal["GET", "POST"]
METHODS: tuple[Method, ...] = ("GET", "POST")
DENIED = "access-denied"
_WRITTEN = re.compile(r'\b(?:INTO|UPDATE|DELETE FROM|TRUNCATE)\s+"?(\w+)"?', re.IGNORECASE)


def asked_with(theirs: Town) -> dict[str, str]:
    """What an address may carry behind its question mark, naming what is of another town."""
    return {
        "document": theirs.document,
        "question": "papers",
        "find": "Pat",
        "team": "market-team",
        "service": "market-stall",
    }


def sent_with(theirs: Town) -> dict[str, Any]:
    """What a form may carry: enough for every verb to be done, if it were let."""
    words = dict.fromkeys(("words", "because", "subject", "reasons", "conditions", "answer"), "Words of a stranger")
    return {
        **words,
        "outcome": "refused",
        "staff": str(theirs.number_of("caseworker")),
        "name": "A stranger",
        "questions": ["power"],
        "roles": ["auditor"],
        "thing": "A stranger's bread",
        "power": "no",
        "reference": theirs.proposed,
        "place": "ask/goods",
        "task": "A stranger's task",
        "days": "7",
        "agree": "yes",
        "email": "stranger@elsewhere.example",
        "code": "123456",
        "new_password1": "three odd words",
        "new_password2": "three odd words",
        "papers": SimpleUploadedFile("paper.pdf", b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
        "file": SimpleUploadedFile("paper.pdf", b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
        "document": SimpleUploadedFile("paper.pdf", b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
    }


@dataclass(kw_only=True)
class Visitor:
    """Somebody at a browser. Each request is made with what the browser held at first: no answer changes who asks."""

    called: str
    client: Client
    held: Any = field(init=False)

    def __post_init__(self) -> None:
        self.held = copy.deepcopy(self.client.cookies)

    def ask(self, method: Method, path: str, *, naming: Town) -> Answer:
        self.client.cookies = copy.deepcopy(self.held)
        whole = f"{path}?{urlencode(asked_with(naming))}"
        response = self.client.get(whole) if method == "GET" else self.client.post(whole, sent_with(naming))
        return Answer(what=f"{self.called}: {method} {path}", response=response)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back."""

    what: str
    response: HttpResponseBase

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def leads_to(self) -> str:
        return self.response.headers.get("Location", "").partition("?")[0]

    @property
    def words(self) -> str:
        body = b"".join(self.response) if self.response.streaming else self.response.content  # type: ignore[attr-defined]
        return bytes(body).decode("utf-8", "replace")

    def faults(self, *, allowed: set[int], theirs: Town) -> Iterator[str]:
        """What must not be."""
        if self.status >= 500:
            yield f"{self.what} broke: {_last_line(self.response)}"
        elif self.status not in allowed:
            yield f"{self.what} came back with {self.status} {self.leads_to}"
        if theirs.mark.casefold() in self.words.casefold():
            yield f"{self.what} shows what is {theirs.key}'s alone"


def _last_line(response: HttpResponseBase) -> str:
    raised = getattr(response, "exc_info", None)
    return f"{raised[0].__name__}: {raised[1]}" if raised else str(response.status_code)


def denials(town: Town) -> int:
    """How often it was written down that somebody asked for what is not theirs."""
    with reading(town.system):
        return LogEntry.objects.filter(kind=DENIED).count()


def digest(town: Town, *, tables: set[str] | None = None) -> dict[str, str]:
    """Each table's rows of one organisation, as a figure. That somebody was denied something is left out."""
    with reading(town.system):
        return {
            model._meta.db_table: hashlib.sha256(repr(list(rows.order_by("pk").values_list())).encode()).hexdigest()
            for model, rows in _rows_of(town)
            if tables is None or model._meta.db_table in tables
        }


def _rows_of(town: Town) -> Iterator[tuple[type[Model], QuerySet[Any]]]:
    number = town.organisation.pk
    for model in apps.get_models(include_auto_created=True):
        rows = model._base_manager.all()
        if model is LogEntry:
            yield model, rows.filter(organisation_id=number).exclude(kind=DENIED)
        elif any(each.attname == "organisation_id" for each in model._meta.concrete_fields):
            yield model, rows.filter(organisation_id=number)
        elif model is StaffMember.teams.through:
            yield model, rows.filter(team__organisation_id=number)
        elif model is Organisation:
            yield model, rows.filter(pk=number)
        elif model is Account:
            yield model, rows.filter(pk__in=[account.pk for account in town.staff.values()])
        elif model is SandboxPayment:
            yield model, rows.filter(reference=town.charge)


@dataclass(kw_only=True)
class Watch:
    """Nobody may change anything of this town: looked at after every step where something was written, and at the end."""

    town: Town
    faults: list[str] = field(default_factory=list)
    before: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.before = digest(self.town)

    @contextmanager
    def untouched(self, *, by: str) -> Iterator[None]:
        """What is inside changes nothing of the town."""
        with writing() as written:
            yield
        self._compare(by, written)

    @contextmanager
    def undone(self, *, by: str) -> Iterator[None]:
        """What is inside changes nothing of the town, and leaves nothing behind: each request finds the same."""
        with transaction.atomic():
            with self.untouched(by=by):
                yield
            transaction.set_rollback(True)

    def ended(self) -> list[str]:
        """Everything that must not have been, after a last look at every table."""
        self._compare("somebody", set(self.before))
        return self.faults

    def _compare(self, by: str, tables: set[str]) -> None:
        after = digest(self.town, tables=tables)
        changed = [table for table, rows in after.items() if rows != self.before[table]]
        if changed:
            self.faults.append(f"{by} changed {', '.join(changed)} of {self.town.key}")


@contextmanager
def writing() -> Iterator[set[str]]:
    """Notes which tables are written to meanwhile, whatever is written in them and for whomever."""
    written: set[str] = set()

    def note(sql: str) -> None:
        if not sql.lstrip().upper().startswith("SELECT"):
            written.update(_WRITTEN.findall(sql))

    def execute(run: Callable[..., Any], sql: str, *rest: Any) -> Any:
        note(sql)
        return run(sql, *rest)

    if connection.vendor == "sqlite":
        # Below Django, which would otherwise hold its prepared statements for watched, and go another way.
        connection.ensure_connection()
        connection.connection.set_trace_callback(note)
        try:
            yield written
        finally:
            connection.connection.set_trace_callback(None)
    else:
        with connection.execute_wrapper(execute):
            yield written
