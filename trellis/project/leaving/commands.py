"""Taking everything of an organisation along, from the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from trellis.base.time import now
from trellis.organisations.queries import actor_called
from trellis.organisations.queries import organisation as organisation_called
from trellis.project.leaving.export import export as export_to

COMMANDS = {"export": "Write everything of an organisation in open formats, with a reader that needs only Python."}


def export(
    organisation: Annotated[str, typer.Option(help="Whose.")],
    to: Annotated[Path, typer.Option(help="A new folder. What was sealed stands in it opened: keep it safe.")],
    by: Annotated[str, typer.Option(help="The e-mail address of the administrator who takes it along.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Write everything of an organisation: definitions, cases, people, documents, pages, the log with its proof."""
    council = organisation_called(organisation)
    done = export_to(organisation=council, to=to, at=now(), by=actor_called(by, organisation=council))
    if as_json:
        print(json.dumps(asdict(done)))
        return
    print(
        f"{done.folder}: {done.cases} cases, {done.people} people, {done.documents} documents, "
        f"{done.log_entries} entries of the log. Anybody who has it can read it: keep it safe.\n"
        f"Look at it: python3 {to / 'read.py'} check"
    )
