"""How the commands of the language write what an importer made, and how they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    # `check` refuses too, and must not wait for the importers.
    from trellis.services.language.importing.report import Converted


def write(converted: Converted, out: Path, report: Path, *, as_json: bool) -> None:
    """Write the definition and the report, and say what is next."""
    try:
        out.write_text(converted.yaml, "utf-8")
        report.write_text(json.dumps(converted.report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        refuse(f"{error.filename} cannot be written: {error.strerror}. Name a file in a folder that you may write to.")
    if as_json:
        typer.echo(json.dumps({"out": str(out), **converted.report}, ensure_ascii=False))
        return
    typer.echo(f"{out} is written. `trellis check {out}` says what is left for a person to write.")


def refuse(words: str) -> NoReturn:
    """Say what is wrong, and end."""
    typer.echo(words, err=True)
    raise typer.Exit(1)
