"""Looking after an installation: whether it is well, and whether its log is as it was written."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Annotated

import typer
from django.conf import settings
from django.db import connection

from trellis.base import jobs
from trellis.base.seals import Verdict, published_heads, verify
from trellis.base.time import now
from trellis.organisations.actors import system
from trellis.organisations.queries import organisations
from trellis.organisations.scope import reading

COMMANDS = {
    "doctor": "Say how this installation is, what is wrong and how to mend it.",
    "audit verify": "Check that the log is as it was written; name the first entry that is not.",
}
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing about the installation: well or not, and the mend."""

    what: str
    well: bool
    says: str
    mend: str = ""


def doctor(as_json: AsJson = False) -> None:
    """Say how this installation is. Ends with 1 where something has to be looked at."""
    found = [_database(), *_schedules(), _deliveries()]
    if as_json:
        print(json.dumps({"well": all(each.well for each in found), "findings": [asdict(each) for each in found]}))
    else:
        for each in found:
            print(f"{'well ' if each.well else 'LOOK '} {each.what}: {each.says}")
            if not each.well and each.mend:
                print(f"      Mend: {each.mend}")
    raise typer.Exit(0 if all(each.well for each in found) else 1)


def audit_verify(as_json: AsJson = False) -> None:
    """Check every organisation's log. Ends with 1 where one was altered."""
    verdicts = {each.key: _verified(each.pk, each.key) for each in organisations()}
    if as_json:
        print(json.dumps({key: asdict(verdict) for key, verdict in verdicts.items()}))
    else:
        for key, verdict in verdicts.items():
            counted = f"{verdict.sealed} entries sealed, {verdict.unsealed} not yet"
            print(f"{key}: {'as it was written' if verdict.holds else verdict.first_fault} ({counted})")
    raise typer.Exit(0 if all(verdict.holds for verdict in verdicts.values()) else 1)


def _verified(number: int, key: str) -> Verdict:
    with reading(system(organisation=number, doing="audit")):
        return verify(published=published_heads(settings.TRELLIS.home / "audit-heads" / f"{key}.jsonl"))


def _database() -> Finding:
    return Finding(
        what="Database", well=True, says=f"{connection.vendor}, with {organisations().count()} organisations"
    )


def _schedules() -> list[Finding]:
    return [_of_schedule(each) for each in jobs.health(at=now())]


def _of_schedule(health: jobs.Health) -> Finding:
    ran = f"{health.last_finished:%d %B %H:%M}" if health.last_finished else "never yet"
    mend = "Start `trellis work`, or look at the worker's log." if health.missed else "Look at the worker's log."
    says = (
        f"last ran {ran}" + (", and is late" if health.missed else "") + (f": {health.error}" if health.error else "")
    )
    return Finding(what=health.schedule.title, well=not (health.missed or health.error), says=says, mend=mend)


def _deliveries() -> Finding:
    lost = jobs.given_up()
    says = "all delivered, or still being tried" if not lost else f"{len(lost)} given up, the first: {lost[0].error}"
    return Finding(
        what="News between parts", well=not lost, says=says, mend="Mend what the error names, then try again."
    )
