"""Bringing cases over from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from trellis.base.time import now
from trellis.cases.bringing.bring import Brought, Source, bring
from trellis.cases.bringing.faults import CannotBring
from trellis.cases.bringing.mapping import read_mapping
from trellis.organisations.queries import organisation as organisation_called

COMMANDS = {"import cases": "Bring cases of another product over, with their dates, history and files, from CSV."}
MAPPING = "mapping.yaml"


def import_cases(
    source: Annotated[
        Path, typer.Argument(help="The folder with mapping.yaml and the CSV, or the CSV itself.", exists=True)
    ],
    *,
    service: Annotated[str, typer.Option(help="The service whose cases they are.")],
    organisation: Annotated[str, typer.Option(help="The organisation that offers it.")],
    report: Annotated[Path, typer.Option(help="Where to write what came over, and why the rest did not.")],
    mapping: Annotated[Path | None, typer.Option(help="What the columns mean, if not mapping.yaml beside.")] = None,
    attachments: Annotated[Path | None, typer.Option(help="The folder of the files, if not `attachments`.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Try everything, and keep nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Bring cases over. What is here already stays as it is; a run that was stopped goes on where it stopped."""
    council = organisation_called(organisation)
    try:
        found = _source(source, mapping=mapping, attachments=attachments)
        done = bring(found, organisation=council, service=service, now=now(), dry_run=dry_run)
    except CannotBring as refused:
        _write({"total": 0, "kept": 0, "named": [each.as_json() for each in refused.faults]}, report)
        raise
    _write(done.as_report(), report)
    if as_json:
        print(json.dumps({"report": str(report), **done.as_report()}, ensure_ascii=False))
        return
    print(_said(done, report))


def _source(path: Path, *, mapping: Path | None, attachments: Path | None) -> Source:
    folder = path if path.is_dir() else path.parent
    by = read_mapping(mapping or folder / MAPPING)
    cases = folder / by.file if path.is_dir() else path
    return Source(cases=cases, by=by, attachments=attachments or folder / "attachments")


def _write(report: dict[str, object], to: Path) -> None:
    to.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _said(done: Brought, report: Path) -> str:
    verb = "would come over" if done.dry_run else "came over"
    said = f"{done.new} cases {verb}, {done.already} were here already, {done.lost} did not."
    return f"{said} {report} says why, with row and column." if done.named else said
