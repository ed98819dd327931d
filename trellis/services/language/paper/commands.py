"""Drafts from forms that people fill in on paper or on a page of another product."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trellis.services.language.console import refuse, write
from trellis.services.language.findings import DefinitionRefused
from trellis.services.language.paper import convert
from trellis.services.language.paper.reading import read

COMMANDS = {
    "import docx": "Turn a Word form into a draft of a service's file, each guess marked.",
    "import html": "Turn a saved page with a form into a draft of a service's file, each guess marked.",
    "import pdf": "Turn a PDF form into a draft of a service's file, each guess marked.",
}
NEEDS_DJANGO = False

Sources = Annotated[
    list[Path],
    typer.Argument(help="The form; several files of one form follow each other.", exists=True, dir_okay=False),
]
Out = Annotated[Path, typer.Option(help="Where to write the service's file.")]
Report = Annotated[Path, typer.Option(help="Where to write what was kept, what was not, and what was guessed.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def import_docx(sources: Sources, *, out: Out, report: Report, as_json: AsJson = False) -> None:
    """Turn a Word form into a draft of a service's file, each guess marked with where it came from."""
    _import("docx", sources, out, report, as_json=as_json)


def import_html(sources: Sources, *, out: Out, report: Report, as_json: AsJson = False) -> None:
    """Turn a saved page with a form into a draft of a service's file, each guess marked with where it came from."""
    _import("html", sources, out, report, as_json=as_json)


def import_pdf(sources: Sources, *, out: Out, report: Report, as_json: AsJson = False) -> None:
    """Turn a PDF form into a draft of a service's file, each guess marked with where it came from."""
    _import("pdf", sources, out, report, as_json=as_json)


def _import(kind: str, sources: list[Path], out: Path, report: Path, *, as_json: bool) -> None:
    try:
        converted = convert([read(each, kind=kind) for each in sources])
    except DefinitionRefused as refused:
        refuse(str(refused))
    write(converted, out, report, as_json=as_json)
