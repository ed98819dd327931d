"""`trellis security export`: for the council's own system that watches over security."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer
from django.utils.timezone import make_aware

from trellis.base.log import LogEntry
from trellis.organisations import events
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.queries import organisation as organisation_called
from trellis.organisations.queries import organisations
from trellis.organisations.scope import reading

COMMANDS = {"security export": "Print sign-ins, refusals and changes of access as JSON lines, without a name in them."}
WATCHED = (
    events.SignedIn,
    events.SomethingDenied,
    events.PermissionRefused,
    events.AccountOpened,
    events.StaffJoined,
    events.StaffAccessChanged,
    events.StaffLeft,
    events.AccessReviewed,
    events.SignInReset,
)


def security_export(
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day: 2026-11-01.")],
    organisation: Annotated[str, typer.Option(help="Of one organisation alone.")] = "",
) -> None:
    """Print what whoever watches over security wants to know, the oldest first, one line of JSON for each."""
    chosen = [organisation_called(organisation)] if organisation else list(organisations())
    for each in chosen:
        for line in lines(each, since=make_aware(since)):
            print(line)


def lines(organisation: Organisation, *, since: datetime) -> Iterator[str]:
    """Staff are named by number alone: who that is, the desk says to those who may know it."""
    kinds = [each.kind for each in WATCHED]
    with reading(system(organisation=organisation.pk, doing="security")):
        found = LogEntry.objects.filter(kind__in=kinds, written_at__gte=since).order_by("pk")
        for entry in found.iterator():
            said = {
                "number": entry.pk,
                "at": entry.happened_at.isoformat(),
                "organisation": organisation.key,
                "what": entry.kind,
                "by": entry.actor,
                "about": entry.subject,
                **entry.data,
            }
            yield json.dumps(said)
