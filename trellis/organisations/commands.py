"""Looking after an installation: whether it is well, and whether its log is as it was written."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.db import connection

from trellis.base import jobs
from trellis.base.seals import Verdict, published_heads, torn_line, verify
from trellis.base.time import now
from trellis.organisations.actors import system
from trellis.organisations.queries import organisations
from trellis.organisations.scope import reading

COMMANDS = {
    "doctor": "Say how this installation is, what is wrong and how to mend it.",
    "audit verify": "Check that the log is as it was written; name the first entry that is not.",
}
_MEND_OF_TORN = "The worker writes that line anew, within six hours; look at the disk if it does not."
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
    found = [_database(), *_schedules(), _deliveries(), *_torn_heads()]
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
        print(json.dumps({key: asdict(verdict) | {"torn_line": _torn(key)} for key, verdict in verdicts.items()}))
    else:
        for key, verdict in verdicts.items():
            counted = f"{verdict.sealed} entries sealed, {verdict.unsealed} not yet"
            print(f"{key}: {'as it was written' if verdict.holds else verdict.first_fault} ({counted})")
            if _torn(key):
                print(f"  The last line of {_heads_of(key)} was cut off. {_MEND_OF_TORN}")
    raise typer.Exit(0 if all(verdict.holds for verdict in verdicts.values()) else 1)


def _verified(number: int, key: str) -> Verdict:
    with reading(system(organisation=number, doing="audit")):
        return verify(published=published_heads(_heads_of(key)))


def _heads_of(key: str) -> Path:
    file: Path = settings.TRELLIS.home / "audit-heads" / f"{key}.jsonl"
    return file


def _torn(key: str) -> bool:
    return bool(torn_line(_heads_of(key)))


def _database() -> Finding:
    return Finding(
        what="Database", well=True, says=f"{connection.vendor}, with {organisations().count()} organisations"
    )


def _schedules() -> list[Finding]:
    return [_of_schedule(each) for each in jobs.health(at=now())]


def _of_schedule(health: jobs.Health) -> Finding:
    ran = f"last ran {health.last_finished:%d %B %H:%M}" if health.last_finished else "has never run"
    late = ", and is late" if health.missed else ""
    failed = f": {health.error}" if health.error else ""
    mend = "Start `trellis work`, or look at the worker's log." if health.missed else "Look at the worker's log."
    return Finding(what=health.schedule.title, well=not (late or failed), says=f"{ran}{late}{failed}", mend=mend)


def _deliveries() -> Finding:
    lost = jobs.given_up()
    says = "all delivered, or still being tried" if not lost else f"{len(lost)} given up, the first: {lost[0].error}"
    return Finding(
        what="News between parts", well=not lost, says=says, mend="Mend what the error names, then try again."
    )


def _torn_heads() -> list[Finding]:
    """A power cut may cut off the last line outside the database. It is mended by itself, and is said meanwhile."""
    return [
        Finding(
            what=f"Log's head outside, {each.key}", well=False, says="its last line was cut off", mend=_MEND_OF_TORN
        )
        for each in organisations()
        if _torn(each.key)
    ]
