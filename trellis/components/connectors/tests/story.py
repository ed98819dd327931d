"""The cast of these tests: a council with a service for lost bins, joined to the system of its crews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from trellis.base.log import LogEntry
from trellis.cases.tests.story import MONDAY, Council, deliver, sends
from trellis.components.connectors import actions
from trellis.components.connectors.described import Described, read_connection
from trellis.components.connectors.models import Connection, Difference, Handover
from trellis.components.connectors.opening import sandbox_for
from trellis.components.connectors.reconciling import Reconciled, reconcile
from trellis.components.connectors.sandboxes import Sandbox
from trellis.components.connectors.worker import Turn, turn
from trellis.organisations.actors import Actor, system
from trellis.organisations.scope import reading
from trellis.services import actions as services
from trellis.services.language.compiler import compile_file
from trellis.services.queries.definitions import forget_live

DEFINITIONS = Path(__file__).parent / "definitions"


def later(**more: float) -> datetime:
    """So much after the Monday on which everything begins."""
    return MONDAY + timedelta(**more)


def crews_file() -> Described:
    return read_connection(DEFINITIONS / "crews.yaml")


@dataclass
class Joined:
    """A council that is joined to another system, and that system's stand-in."""

    council: Council

    @property
    def by(self) -> Actor:
        return system(organisation=self.council.organisation.pk, doing="connectors")

    def publish(self) -> None:
        by = system(organisation=self.council.organisation.pk, doing="publishing")
        services.publish(compiled=compile_file(DEFINITIONS / "lost-bin.yaml"), at=MONDAY, by=by)
        forget_live(self.council.organisation.pk)

    def connect(self, described: Described | None = None, *, inside: bool = False) -> Connection:
        return actions.connect(described=described or crews_file(), inside=inside, at=MONDAY, by=self.by)

    @property
    def connection(self) -> Connection:
        with reading(self.by):
            return Connection.objects.get()

    @property
    def works(self) -> Sandbox:
        found = sandbox_for(self.connection)
        assert found
        return found

    def reports(self, *, bins: tuple[str, ...] = ("food",), note: str = "", at: datetime = MONDAY) -> str:
        """Somebody asks for a bin. Their reference."""
        pages: dict[str, dict[str, Any]] = {
            "where": {
                "address": {"line1": "1 Elm Street", "town": "Oakham", "postcode": "AN1 1AA"},
                "bins": {"value": list(bins)},
                "stolen": {"value": "no"},
                "note": {"value": note},
            },
            "you": {"your-name": {"first": "Ada", "last": "Ash"}, "email": {"value": "ada@example.com"}},
        }
        return sends(self.council, "lost-bin", pages, at=at)

    def works_on(self, at: datetime = MONDAY) -> Turn:
        """One turn of the worker, in which no time goes by; what comes of it is delivered."""
        done = turn(self.connection, now=lambda: at, by=self.by)
        deliver()
        return done

    def reconciles(self, at: datetime = MONDAY) -> Reconciled:
        done = reconcile(self.connection, at=at, by=self.by)
        deliver()
        return done

    def handover(self, reference: str) -> Handover:
        with reading(self.by):
            return Handover.objects.select_related("connection", "sealed_with").get(about=reference)

    def differs(self) -> list[tuple[str, str]]:
        """What does not agree now: which case, and how."""
        with reading(self.by):
            found = Difference.objects.filter(settled_at=None).order_by("pk")
            return [(each.about, each.kind) for each in found]

    def happened(self, reference: str) -> list[str]:
        with reading(self.by):
            return list(LogEntry.objects.filter(subject=reference).order_by("pk").values_list("kind", flat=True))
