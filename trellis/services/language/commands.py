"""The service language from the command line: no database, no settings, an answer in a blink."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from trellis.base.time import local_day, now
from trellis.services.language import checker
from trellis.services.language.compiler import Compiled, compile_file
from trellis.services.language.console import refuse, write
from trellis.services.language.evaluate import Walk, walk
from trellis.services.language.findings import DefinitionRefused

# What one command alone needs is imported in it, so that `check` does not wait for the importers and the drawing.

COMMANDS = {
    "check": "Say what is wrong in a service's file, why it matters and how to mend it.",
    "evaluate": "Say where answers lead in a service: pages, results, eligibility, fee.",
    "explain": "Show a service's journey as text, and draw it.",
    "import smart-answers": "Turn a GOV.UK smart-answers flow and its rules into a service's file.",
    "import xgov": "Turn a form of the XGov or Defra form builder into a service's file, in one language or two.",
    "schema": "Print the JSON Schema of a service's file, for editors.",
}
NEEDS_DJANGO = False

LARGEST_SOURCE = 4 * 1024 * 1024
"""The most bytes that a JSON file may have: a hundred times the largest real form we know."""

File = Annotated[Path, typer.Argument(help="The service's file.", exists=True, dir_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def check(
    files: Annotated[list[Path], typer.Argument(help="The services' files.", exists=True, dir_okay=False)],
    as_json: AsJson = False,
) -> None:
    """Say what is wrong in a service's file, why it matters and how to mend it."""
    findings = [finding for file in files for finding in checker.check_file(file)]
    if as_json:
        print(json.dumps([each.as_json() for each in findings], ensure_ascii=False))
    else:
        for finding in findings:
            print(finding)
        print(_summary(len(files), len(findings), publishable=checker.publishable(findings)))
    if not checker.publishable(findings):
        raise typer.Exit(1)


def _summary(files: int, findings: int, *, publishable: bool) -> str:
    looked = "1 file" if files == 1 else f"{files} files"
    if not findings:
        return f"{looked}: nothing to mend."
    found = "1 finding" if findings == 1 else f"{findings} findings"
    return f"{looked}: {found}. {'It can be published.' if publishable else 'It cannot be published so.'}"


def evaluate(
    file: File,
    answers: Annotated[
        Path, typer.Option(help="A JSON file: {question id: value}, repeats as lists.", exists=True, dir_okay=False)
    ],
    on: Annotated[str, typer.Option(help="The day, like 2026-04-01. Default: today.")] = "",
) -> None:
    """Say where answers lead in a service: pages, results, eligibility, fee. Always prints JSON."""
    day = _day(on) if on else local_day(now())
    given = _json_object(answers)
    compiled = _compiled(file)
    walked = walk(compiled, given, on=day)
    print(json.dumps(_as_json(walked, _not_asked(compiled, given)), ensure_ascii=False))


def _not_asked(compiled: Compiled, given: dict[str, Any]) -> list[dict[str, str]]:
    known = {*compiled.questions, *(page.page for page in compiled.pages if page.repeat)}
    unknown = [name for name in given if name not in known]
    return [{"question": name, "words": "This service has no question of this name."} for name in unknown]


def _as_json(walked: Walk, not_asked: list[dict[str, str]]) -> dict[str, object]:
    eligibility, fee = walked.eligibility, walked.fee
    return {
        "pages": list(dict.fromkeys(met.page_id for met in walked.pages)),
        "end": walked.end,
        "results": [each.known_as or each.id for each in walked.results],
        "eligibility": {"verdict": eligibility.verdict, "because": [asdict(each) for each in eligibility.because]},
        "fee": {"lines": [asdict(each) for each in fee.lines], "total_pence": fee.total_pence},
        "problems": [{"question": each.question, "words": each.words} for each in walked.problems] + not_asked,
    }


def explain(
    file: File,
    draw: Annotated[Path | None, typer.Option("--svg", help="Write the drawing to this file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a service's journey as text, and draw it."""
    from trellis.services.language.explain import svg, text  # noqa: PLC0415

    compiled = _compiled(file)
    if draw is not None:
        draw.write_text(svg(compiled), "utf-8")
    if as_json:
        print(json.dumps({"text": text(compiled), "svg": svg(compiled)}, ensure_ascii=False))
    else:
        print(text(compiled))


def import_smart_answers(
    flow: Annotated[Path, typer.Argument(help="The flow, as JSON.", exists=True, dir_okay=False)],
    rules: Annotated[Path, typer.Argument(help="Its rules, as JSON.", exists=True, dir_okay=False)],
    *,
    out: Annotated[Path, typer.Option(help="Where to write the service's file.")],
    report: Annotated[Path, typer.Option(help="Where to write what was kept and what was not.")],
    as_json: AsJson = False,
) -> None:
    """Turn a GOV.UK smart-answers flow and its rules into a service's file, with a report."""
    from trellis.services.language import smart_answers  # noqa: PLC0415

    try:
        converted = smart_answers.convert(_json_object(flow), _json_object(rules))
    except DefinitionRefused as refused:
        refuse(str(refused))
    write(converted, out, report, as_json=as_json)


def import_xgov(
    sources: Annotated[
        list[Path],
        typer.Argument(help="The form, as JSON; a second file is its other language.", exists=True, dir_okay=False),
    ],
    *,
    out: Annotated[Path, typer.Option(help="Where to write the service's file.")],
    report: Annotated[Path, typer.Option(help="Where to write what was kept and what was not.")],
    as_json: AsJson = False,
) -> None:
    """Turn a form of the XGov or Defra form builder into a service's file, in one language or two."""
    from trellis.services.language import xgov  # noqa: PLC0415

    try:
        converted = xgov.convert([xgov.Source(name=file.stem, raw=_json_object(file)) for file in sources])
    except DefinitionRefused as refused:
        refuse(str(refused))
    write(converted, out, report, as_json=as_json)


def schema() -> None:
    """Print the JSON Schema of a service's file, for editors."""
    from trellis.services.language import schema as schemas  # noqa: PLC0415

    print(json.dumps(schemas.json_schema(), ensure_ascii=False, indent=2))


def _compiled(file: Path) -> Compiled:
    try:
        return compile_file(file)
    except DefinitionRefused as refused:
        refuse(str(refused))


def _json_object(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST_SOURCE + 1)
        if len(raw) > LARGEST_SOURCE:
            refuse(f"{file} is larger than {LARGEST_SOURCE // 1024**2} MB. Choose the right file, or make it smaller.")
        found = json.loads(raw.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        refuse(f"{file} is not JSON that can be read: {error}")
    if not isinstance(found, dict):
        refuse(f'{file} has to hold one JSON object, like {{"question": "answer"}}.')
    return found


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        refuse(f"`{words}` is not a day. Write it like 2026-04-01.")
