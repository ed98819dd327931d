"""Making the papers that a service needs before it is opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from trellis.base.time import now
from trellis.insight.going_live import said
from trellis.insight.going_live.facts import gather
from trellis.insight.going_live.writing import write
from trellis.organisations.actors import system
from trellis.organisations.queries import organisation as organisation_called
from trellis.organisations.scope import reading

COMMANDS = {"go-live": "Make the papers that a service needs before it is opened, from what the platform knows."}


def go_live(
    service: Annotated[str, typer.Argument(help="The service, as its address names it.")],
    organisation: Annotated[str, typer.Option(help="The organisation that offers it.")],
    out: Annotated[Path, typer.Option(help="The folder of the pack: a new one, or that of an earlier pack.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make the papers: impact assessments, record, notices, checklists, evidence, exit plan and training."""
    council = organisation_called(organisation)
    by = system(organisation=council.pk, doing="going-live")
    with reading(by):
        facts = gather(organisation=council, service=service, at=now(), seen_by=by)
    pack = write(facts, out)
    if as_json:
        papers = [
            {"file": each.file, "title": each.title, "asks": len(each.asks), "left": each.left} for each in pack.papers
        ]
        print(json.dumps({"folder": str(pack.folder), "left": pack.left, "papers": papers}, ensure_ascii=False))
        return
    for each in pack.papers:
        print(
            f"{each.title}: {f'{each.left} of {len(each.asks)} questions left to people' if each.left else 'complete'}"
        )
    print(f"Open {pack.folder / 'index.html'}. Answers go into {pack.folder / said.FILE}; then make the pack again.")
