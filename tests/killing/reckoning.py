"""What an installation is left with once everything is delivered, printed as JSON.

The log is sealed to its end, and its head published, as the worker does it.

What a dead worker held is taken back a few minutes after its death. So that nobody waits for that, it is done here as
if a quarter of an hour had passed.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from trellis.base import jobs
from trellis.base.models import Delivery, LogEntry, Seal
from trellis.base.time import now
from trellis.cases.models import Case
from trellis.components.messages.worker import send_waiting
from trellis.organisations.actors import each_organisation
from trellis.organisations.schedules import publish_heads, seal_logs
from trellis.organisations.scope import reading
from trellis.people.models import Message
from trellis.services.models import Journey

LATER = timedelta(minutes=15)


def reckon() -> dict[str, Any]:
    def later() -> datetime:
        return now() + LATER

    (by,) = each_organisation(doing="reckoning")
    with reading(by):
        held = Message.objects.filter(state=Message.State.SENDING).count()
    # Twice: what is sent is news as well, and that news is delivered too.
    for _ in range(2):
        jobs.drain(at=later)
        send_waiting(later())
    seal_logs(later())
    publish_heads(later())
    with reading(by):
        return {
            "entries": LogEntry.objects.count(),
            "entries_sealed": sum(len(seal.entries) for seal in Seal.objects.all()),
            "head": Seal.objects.order_by("-number").values_list("head", flat=True)[0],
            "held_by_the_dead": held,
            "journeys": list(Journey.objects.filter(state="submitted").values_list("reference", flat=True)),
            "begun": Journey.objects.count(),
            "cases": list(Case.objects.values_list("reference", flat=True)),
            "messages": list(Message.objects.values_list("about", "reference", "state", "template")),
            "submitted": _subjects(LogEntry, "journey-submitted"),
            "opened": _subjects(LogEntry, "case-opened"),
            "deliveries": Delivery.objects.count(),
            "not_delivered": list(Delivery.objects.filter(done_at=None).values_list("subscriber", "error")),
        }


def _subjects(entries: Any, kind: str) -> list[str]:
    return list(entries.objects.filter(kind=kind).values_list("subject", flat=True))


if __name__ == "__main__":
    print(json.dumps(reckon()))
