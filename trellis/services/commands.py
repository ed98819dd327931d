"""Publishing a service from the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from trellis.base.time import now
from trellis.organisations.actors import system
from trellis.organisations.models import Organisation
from trellis.organisations.queries import organisation as organisation_called
from trellis.services.actions import publish as publish_compiled
from trellis.services.errors import NoSuchService
from trellis.services.language.changes import strands
from trellis.services.language.checker import check_file, publishable
from trellis.services.language.compiled import Compiled
from trellis.services.language.compiler import compile_file
from trellis.services.language.sources import Sources
from trellis.services.queries import live

COMMANDS = {"publish": "Make a service's file the version that new journeys begin with."}


def publish(
    file: Annotated[Path, typer.Argument(help="The service's file.", exists=True, dir_okay=False)],
    organisation: Annotated[str, typer.Option(help="The organisation that offers it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make a service's file the version that new journeys begin with, and say what changed."""
    findings = check_file(file)
    if not publishable(findings):
        _refused([each.as_json() for each in findings], "\n".join(map(str, findings)), as_json=as_json)
    council = organisation_called(organisation)
    compiled = compile_file(file)
    stranded = _stranded(council, compiled)
    by = system(organisation=council.pk, doing="publishing")
    version = publish_compiled(compiled=compiled, sources=Sources.of_file(file), at=now(), by=by)
    said = {
        "service": version.service,
        "number": version.number,
        "hash": version.hash,
        "changes": version.changes,
        "stranded": stranded,
        "advice": [asdict(each) for each in findings],
    }
    if as_json:
        print(json.dumps(said, ensure_ascii=False))
        return
    print(f"{version.service}: version {version.number} is live ({version.hash[:12]}).")
    for sentence in (*version.changes, *stranded):
        print(f"  - {sentence}")


def _stranded(council: Organisation, compiled: Compiled) -> list[str]:
    try:
        return strands(live(organisation=council, service=compiled.definition.service), compiled)
    except NoSuchService:
        return []


def _refused(findings: list[dict[str, object]], words: str, *, as_json: bool) -> None:
    print(json.dumps({"published": False, "findings": findings}, ensure_ascii=False) if as_json else words)
    raise typer.Exit(1)
